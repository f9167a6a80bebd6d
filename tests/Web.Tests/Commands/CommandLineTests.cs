using System.Net;
using System.Net.Sockets;
using Shouwen.Web.Commands;
using Xunit;

namespace Shouwen.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("shouwen-test-");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Migrate_makes_the_database_once_and_is_content_the_second_time()
    {
        var data = Path.Combine(folder.FullName, "ours");
        Assert.Equal(CommandLine.Done, await CommandLine.Run(["migrate", "--data", data]));
        Assert.True(File.Exists(Path.Combine(data, "shouwen.db")));
        Assert.Equal(CommandLine.Done, await CommandLine.Run(["migrate", "--data", data]));
    }

    [Theory]
    [InlineData("serve", "--bogus")]
    [InlineData("fly")]
    [InlineData("migrate", "--data")]
    public async Task Wrong_usage_has_its_own_exit_code(params string[] args) => Assert.Equal(CommandLine.BadInput, await CommandLine.Run(args));

    [Fact]
    public async Task A_port_that_is_taken_is_said_and_has_its_own_exit_code()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        Assert.Equal(CommandLine.Broken, await CommandLine.Run(["serve", "--data", folder.FullName, "--urls", url]));
    }

    [Fact]
    public async Task Help_is_no_error() => Assert.Equal(CommandLine.Done, await CommandLine.Run(["--help"]));
}

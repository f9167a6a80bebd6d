using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web;
using Shouwen.Web.Commands;
using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Outages;

public sealed class StartTests
{
    [Fact]
    public async Task A_site_that_starts_before_its_database_server_waits_for_it_and_says_so()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-start-");
        var server = await PostgresServer.Start();
        try
        {
            await server.Kill();
            await using var site = Site.Build(new SiteOptions { Data = folder.FullName, Postgres = server.Connection("late") }, builder => builder.WebHost.UseUrls("http://127.0.0.1:0"));
            var said = new Telling();
            var preparing = Serve.Prepare(site.Services, said, TestContext.Current.CancellationToken);
            Assert.Contains("等它回来", await said.First);
            Assert.False(preparing.IsCompleted);

            await server.Begin();
            await preparing;
            await using var scope = site.Services.CreateAsyncScope();
            Assert.Empty(await scope.ServiceProvider.GetRequiredService<AppDb>().Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            await server.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Hears the first line.</summary>
    private sealed class Telling : StringWriter
    {
        private readonly TaskCompletionSource<string> first = new();

        public Task<string> First => first.Task;

        public override Task WriteLineAsync(string? line)
        {
            first.TrySetResult(line ?? "");
            return base.WriteLineAsync(line);
        }
    }
}

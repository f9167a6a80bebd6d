using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Outages;

public class OutageTests
{
    public static TheoryData<Exception, Lack?> Failures => new()
    {
        { new NpgsqlException("lost", new IOException("reset")), Lack.Database },
        { new NpgsqlException("slow", new TimeoutException()), Lack.Turn },
        { new PostgresException("stopping", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown), Lack.Database },
        { new PostgresException("full", "ERROR", "ERROR", PostgresErrorCodes.DiskFull), Lack.Room },
        { new PostgresException("standby", "ERROR", "ERROR", PostgresErrorCodes.ReadOnlySqlTransaction), Lack.Writing },
        { new PostgresException("twice", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation), null },
        { new SqliteException("busy", 5), Lack.Turn },
        { new SqliteException("full", 13), Lack.Room },
        { new SqliteException("read-only", 8), Lack.Writing },
        { new SqliteException("constraint", 19), null },
        { new DbUpdateException("behind", new InvalidOperationException("another", new SqliteException("full", 13))), Lack.Room },
        { new IOException("no space", 28), Lack.Room },
        { new Unsettled("gone"), Lack.Certainty },
        { new InvalidOperationException("a mistake of ours"), null },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_of_the_machine_is_told_from_a_mistake(Exception failure, Lack? lack) => Assert.Equal(lack, Outage.Of(failure));

    [Fact]
    public void What_fails_while_it_is_committed_may_be_kept()
    {
        var failure = new NpgsqlException("slow", new TimeoutException());
        failure.Data[Outage.WhileCommitting] = true;
        Assert.Equal(Lack.Certainty, Outage.Of(failure));
    }
}

/// <summary>A sign that no text has.</summary>
public class OddSignsTests(RuledSite site) : IClassFixture<RuledSite>
{
    [Fact]
    public async Task It_is_refused_with_a_sentence_and_the_rest_can_be_sent_at_once()
    {
        var visitor = await site.Visitor("127.0.0.31").Open("/portal");
        visitor.Fill("您的事情", "燃气表\0不走字");
        await visitor.Press("提交");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "内容里有不能保存的字符"), (visitor.Status, visitor.Title));
        Assert.Contains("燃气表不走字", visitor.Text);
        await visitor.Press("再提交一次");
        Assert.StartsWith("/portal/2", visitor.Path);
        Assert.Equal(1, await site.Db(db => db.Cases.CountAsync(row => row.Content == "燃气表不走字")));
    }

    [Theory]
    [InlineData("/portal/follow?number=%00")]
    [InlineData("/sign-in?to=%00")]
    public async Task In_an_address_too(string address) => Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.Visitor().Open(address)).Status);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouwen.Web;
using Shouwen.Web.Sending;
using Xunit;

namespace Shouwen.Tests.Sending;

public class MailTests(RuledSite site) : IClassFixture<RuledSite>
{
    [Fact]
    public async Task Who_is_handed_a_request_reads_it_in_the_mail_once_the_address_is_entered()
    {
        var visitor = await site.SignedIn("wang");
        await visitor.Open("/people/qian/edit");
        await visitor.Fill("邮箱", "钱伟").Press("保存");
        Assert.Equal("邮箱应像 name@example.org", visitor.Error("邮箱"));
        await visitor.Fill("邮箱", "qian@gas.example").Press("保存");
        Assert.Contains("qian@gas.example", visitor.Text);

        var row = await site.Register();
        await site.Do(row.Number, "transfer", "li", new { unit = "u03", reason = "表的事归运行部" });
        var letter = Assert.Single(await site.Mails("qian@gas.example"));
        Assert.Equal($"首问 {row.Number}", letter.Subject);
        Assert.Contains("请接手", letter.Body);
        Assert.Equal("auto-generated", letter.Headers["Auto-Submitted"]);

        // Looking again sends nothing again.
        Assert.Single(await site.Mails("qian@gas.example"));
        Assert.Equal(0, await site.Db(db => db.Outbox.CountAsync(message => message.State == OutboxState.Waiting)));
    }

    [Fact]
    public async Task A_mail_server_receives_it_and_one_that_is_busy_is_asked_again_later_and_later()
    {
        using var server = new SmtpStub { Busy = true };
        var later = site.Clock.Now.AddDays(1);
        var id = await site.Db(async db =>
        {
            // Due tomorrow, so that the site's own sender leaves it alone.
            var row = new OutboxMessage { Id = Guid.CreateVersion7(), Channel = "mail", About = "notice", To = "zhao@gas.example", Subject = "首问 试", Body = "一件事\n第二行", CreatedAt = later, NextTryAt = later };
            db.Outbox.Add(row);
            await db.SaveChangesAsync();
            return row.Id;
        });
        var clock = new StandingClock(later.AddMinutes(-1));
        using var posting = new Posting(new Outbound([]), new SiteAddress((string?)null), clock);
        using var mail = new Sender(site.Services.GetRequiredService<IServiceScopeFactory>(),
            new Mail(Settings(("Mail:Smtp", $"127.0.0.1:{server.Port}"), ("Mail:From", "shouwen@gas.example"), ("Mail:Tls", "none")), new SiteAddress("https://shouwen.example")), posting, clock, NullLogger<Sender>.Instance);
        Assert.Equal(0, await mail.Send(TestContext.Current.CancellationToken));
        Assert.Equal(0, (await Row(id)).Tries);
        clock.Now = later;
        Assert.Equal(0, await mail.Send(TestContext.Current.CancellationToken));
        var row = await Row(id);
        Assert.Equal((1, later.AddMinutes(1), OutboxState.Waiting), (row.Tries, row.NextTryAt, row.State));
        Assert.NotNull(row.Failure);
        Assert.Equal(0, await mail.Send(TestContext.Current.CancellationToken));
        Assert.Equal(1, (await Row(id)).Tries);

        server.Busy = false;
        clock.Now = later.AddMinutes(2);
        var both = await Task.WhenAll(mail.Send(TestContext.Current.CancellationToken), mail.Send(TestContext.Current.CancellationToken));
        Assert.Equal(1, both.Sum());
        var letter = Assert.Single(server.Received);
        Assert.Equal(("shouwen@gas.example", "zhao@gas.example", "首问 试", "一件事\n第二行"), (letter.From, letter.To, letter.Subject, letter.Body.ReplaceLineEndings("\n")));
        row = await Row(id);
        Assert.Equal((OutboxState.Sent, later.AddMinutes(2), (string?)null), (row.State, row.EndedAt!.Value, row.Failure));
    }

    [Fact]
    public void The_distance_between_tries_grows_to_six_hours() =>
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360], Enumerable.Range(1, Outbox.MostTries - 1).Select(tries => (int)Outbox.Distance(tries).TotalMinutes));

    [Theory]
    [InlineData("smtp.example.org:587", "shouwen@example.org", "smtp.example.org 587")]
    [InlineData("smtp.example.org", "shouwen@example.org", "smtp.example.org 25")]
    [InlineData("", null, " 25")]
    [InlineData("smtp.example.org:mail", "shouwen@example.org", null)]
    [InlineData("smtp.example.org:25", null, null)]
    public void Settings_that_cannot_be_read_are_said(string smtp, string? from, string? read)
    {
        MailSettings Read() => Settings(("Mail:Smtp", smtp), ("Mail:From", from));
        if (read is null) Assert.Contains("Mail:", Assert.Throws<FormatException>(Read).Message);
        else Assert.Equal(read, $"{Read().Host} {Read().Port}");
    }

    private MailSettings Settings(params (string Key, string? Value)[] given) => MailSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(given.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))).Build(), new SiteOptions { Data = site.Data });

    private Task<OutboxMessage> Row(Guid id) => site.Db(db => db.Outbox.AsNoTracking().SingleAsync(message => message.Id == id));
}

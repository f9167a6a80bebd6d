using Shouwen.Web.Sending;
using Xunit;

namespace Shouwen.Tests.Sending;

/// <summary>The client against a real server.</summary>
public class SmtpTests(MailServer server) : IClassFixture<MailServer>
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 10, 30, 0, TimeSpan.FromHours(8));

    private MailSettings Settings(MailTls tls) => new()
    {
        Pickup = "", Host = "127.0.0.1", Port = tls == MailTls.Implicit ? server.Implicit : server.Starttls, From = "shouwen@gas.example", Tls = tls, Verify = false, User = MailServer.User, Password = MailServer.Password,
    };

    private static Task<Undelivered?> Send(MailSettings settings, string subject, string body = "一件事", string to = "qian@gas.example", Guid id = default) =>
        Smtp.Send(settings, settings.From, to, Mime.Compose(id, "清河燃气", settings.From, to, subject, body, At), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(MailTls.Starttls)]
    [InlineData(MailTls.Implicit)]
    public async Task A_chinese_mail_arrives_as_it_was_written(MailTls tls)
    {
        var subject = $"{tls} 首问 20260304-0001：锦绣花园三号楼燃气表走得快，客户请派人来看，已移交运行部，请尽快接手";
        const string Body = "一件事\n.\n..第三行以点开头\n\n最后一行 😀";
        var id = Guid.CreateVersion7(At);
        Assert.Null(await Send(Settings(tls), subject, Body, id: id));
        var letter = Assert.Single(await server.Arrived(subject));
        Assert.Equal(Body, letter.Body.ReplaceLineEndings("\n"));
        Assert.Equal(("qian@gas.example", $"<{id:N}@gas.example>", "Wed, 04 Mar 2026 10:30:00 +0800"), (letter.To, letter.Headers["Message-ID"], letter.Headers["Date"]));
        Assert.EndsWith("<shouwen@gas.example>", letter.From);
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_not_trusted()
    {
        foreach (var tls in new[] { MailTls.Starttls, MailTls.Implicit })
        {
            var failure = await Send(Settings(tls) with { Verify = true }, "未验证");
            Assert.True(failure is { Permanent: false, Unreachable: true }, $"{failure}");
            Assert.Contains("证书", failure.Why);
        }
        Assert.DoesNotContain(server.Box, letter => letter.Subject == "未验证");
    }

    [Fact]
    public async Task A_wrong_password_is_the_settings_fault_and_an_unknown_address_the_mails()
    {
        var signIn = await Send(Settings(MailTls.Implicit) with { Password = "wrong" }, "登录");
        Assert.True(signIn is { Permanent: false, Unreachable: true } && signIn.Why.Contains("登录没有成功"), $"{signIn}");
        var address = await Send(Settings(MailTls.Implicit), "别家", to: "x@other.example");
        Assert.True(address is { Permanent: true } && address.Why.Contains("550"), $"{address}");
    }

    [Fact]
    public async Task A_server_nobody_answers_for_is_tried_again_later()
    {
        var failure = await Send(Settings(MailTls.Implicit) with { Port = 1 }, "没有人");
        Assert.True(failure is { Permanent: false, Unreachable: true } && failure.Why.Contains("连不上"), $"{failure}");
    }

    [Fact]
    public async Task Nothing_in_a_subject_becomes_another_header()
    {
        const string Subject = "问 =?x\r\nBcc: zhao@gas.example\r\n\r\n伪造的正文";
        Assert.Null(await Send(Settings(MailTls.Implicit), Subject));
        var letter = Assert.Single(await server.Arrived(Subject.Replace('\r', ' ').Replace('\n', ' ')));
        Assert.False(letter.Headers.ContainsKey("Bcc"));
        Assert.Equal("一件事", letter.Body);
    }
}

/// <summary>The client against servers that misbehave, and the writing of mails.</summary>
public class SmtpStubTests
{
    private static MailSettings Plain(SmtpStub server, MailTls tls = MailTls.None) => new() { Pickup = "", Host = "127.0.0.1", Port = server.Port, From = "a@gas.example", Tls = tls };

    private static Task<Undelivered?> Send(MailSettings settings) => Smtp.Send(settings, settings.From, "b@gas.example", "Subject: x\r\n\r\n.one\r\nFrom nobody\r\n", TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_server_that_takes_no_encrypted_line_gets_nothing()
    {
        using var server = new SmtpStub();
        var failure = await Send(Plain(server, MailTls.Starttls));
        Assert.True(failure is { Unreachable: true } && failure.Why.Contains("STARTTLS"), $"{failure}");
        Assert.DoesNotContain(server.Said, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MAIL", "451 busy", false)]
    [InlineData("MAIL", "550 who are you", true)]
    [InlineData("RCPT", "452 full", false)]
    [InlineData("RCPT", "550 unknown", true)]
    [InlineData("DATA", "554 no", true)]
    [InlineData("EHLO", "554 go away", false)]
    [InlineData("MAIL", "what", false)]
    public async Task Five_hundred_refuses_for_good_and_four_hundred_for_now(string verb, string answer, bool permanent)
    {
        using var server = new SmtpStub { Answer = (verb, answer) };
        var failure = await Send(Plain(server));
        Assert.True(failure is not null && failure.Permanent == permanent, $"{failure}");
        Assert.Empty(server.Texts);
    }

    [Fact]
    public async Task Lines_that_begin_with_a_dot_are_stuffed()
    {
        using var server = new SmtpStub();
        Assert.Null(await Send(Plain(server)));
        Assert.Equal("Subject: x\n\n..one\nFrom nobody\n", Assert.Single(server.Texts).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("qian@gas.example", "qian@gas.example")]
    [InlineData("钱@gas.example", null)]
    [InlineData("qian@清河.中国", "qian@xn--")]
    [InlineData("qian@gas.example\r\nRCPT TO:<x@y>", null)]
    [InlineData("qian@gas.example>", null)]
    [InlineData("a b@gas.example", null)]
    [InlineData("<qian@gas.example>", null)]
    [InlineData("qian@", null)]
    [InlineData("@gas.example", null)]
    [InlineData("qian", null)]
    [InlineData("a..b@gas.example", null)]
    [InlineData("qian@gas..example", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_one_address_is_an_address(string? typed, string? address)
    {
        if (address is null) Assert.Null(Mime.Address(typed));
        else Assert.StartsWith(address, Mime.Address(typed));
    }

    [Fact]
    public void Headers_are_plain_signs_in_short_lines()
    {
        var mail = Mime.Compose(Guid.Empty, "清河燃气有限责任公司客户服务中心", "a@gas.example", "b@gas.example", string.Concat(Enumerable.Repeat("锦绣花园😀", 30)), "x", DateTimeOffset.UnixEpoch);
        Assert.All(mail.Split("\r\n"), line => Assert.True(line.Length <= 78 && line.All(char.IsAscii), line));
        Assert.DoesNotContain("\n\n", mail.Replace("\r\n", "\n")[..mail.IndexOf("Auto-Submitted", StringComparison.Ordinal)]);
    }
}

using System.Net;
using Shouwen.Web.Sending;
using Xunit;

namespace Shouwen.Tests.Sending;

public class PostingTests
{
    private static readonly StandingClock Clock = new(new DateTimeOffset(2026, 3, 4, 10, 30, 0, TimeSpan.FromHours(8)));

    private static Outbound Inside => new([IPNetwork.Parse("127.0.0.0/8")]);

    private static Receiver To(string url, string kind = "webhook", string? secret = null) => new() { Name = "系统", Kind = kind, Url = url, Secret = secret ?? Signing.NewSecret(), CreatedById = "wang" };

    private static async Task<Undelivered?> Post(Receiver receiver, Outbound? outbound = null, OutboxMessage? message = null)
    {
        using var posting = new Posting(outbound ?? Inside, new SiteAddress("https://shouwen.example"), Clock);
        return await posting.Deliver(message ?? Happening.Trial(receiver, Clock.Now), receiver, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_published_example_of_the_convention_is_signed_as_it_says() =>
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            Signing.Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""));

    [Fact]
    public async Task Each_try_of_a_message_bears_the_same_id_and_a_signature_over_what_was_sent()
    {
        using var other = new Catcher();
        var receiver = To(other.Url);
        var message = Happening.Trial(receiver, Clock.Now);
        other.Answer = () => other.Posts.Count == 1 ? Catcher.Of(500) : Catcher.Of(204);
        Assert.Contains("500", (await Post(receiver, message: message))!.Why);
        Assert.Null(await Post(receiver, message: message));
        Assert.Equal(2, other.Posts.Count);
        Assert.All(other.Posts, post =>
        {
            Assert.Equal($"msg_{message.Id:N}", post.Headers["webhook-id"]);
            Assert.Equal(Signing.Webhook(receiver.Secret!, post.Headers["webhook-id"], DateTimeOffset.FromUnixTimeSeconds(long.Parse(post.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture)), post.Body), post.Headers["webhook-signature"]);
            Assert.StartsWith("application/json", post.Headers["Content-Type"]);
        });
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(404, false)]
    [InlineData(302, false)]
    [InlineData(410, true)]
    public async Task An_answer_that_is_no_yes_is_a_failure_and_no_redirect_is_followed(int status, bool permanent)
    {
        using var trap = new Catcher();
        using var other = new Catcher();
        other.Answer = () => Catcher.Of(status, head: status == 302 ? $"Location: {trap.Url}\r\n" : "");
        var failure = await Post(To(other.Url));
        Assert.True(failure is not null && failure.Permanent == permanent && failure.Why.Contains($"{status}"), $"{failure}");
        Assert.Empty(trap.Posts);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_waited_for()
    {
        using var other = new Catcher();
        other.Answer = () => $"HTTP/1.1 200 x\r\nContent-Length: 2000000000\r\n\r\n{new string('x', 100_000)}";
        Assert.Null(await Post(To(other.Url)));
        var robot = await Post(To(other.Url, "wecom"));
        Assert.Contains("看不懂", robot!.Why);
    }

    [Fact]
    public async Task Nothing_leaves_for_an_address_inside_unless_it_is_allowed()
    {
        using var other = new Catcher();
        foreach (var url in new[] { other.Url, other.Url.Replace("127.0.0.1", "localhost"), other.Url.Replace("http:", "https:"), other.Url.Replace("127.0.0.1", "[::ffff:127.0.0.1]"), "https://169.254.169.254/latest/meta-data" })
        {
            var failure = await Post(To(url), new Outbound([]));
            Assert.True(failure is { Permanent: true } && failure.Why.Contains("没有发送"), $"{url}: {failure}");
        }
        Assert.Empty(other.Posts);
    }

    [Fact]
    public async Task Whoever_hangs_is_left()
    {
        using var other = new Catcher { Answer = () => null };
        using var posting = new Posting(Inside, new SiteAddress((string?)null), Clock) { Patience = TimeSpan.FromMilliseconds(200) };
        var receiver = To(other.Url);
        var failure = await posting.Deliver(Happening.Trial(receiver, Clock.Now), receiver, TestContext.Current.CancellationToken);
        Assert.True(failure is { Permanent: false, Unreachable: true } && failure.Why.Contains("没有答完"), $"{failure}");
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("114.114.114.114", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2400:3200::1", true)]
    public void What_is_nobodys_on_the_internet_is_inside(string address, bool may)
    {
        Assert.Equal(may, new Outbound([]).May(IPAddress.Parse(address), encrypted: true));
        Assert.False(new Outbound([]).May(IPAddress.Parse(address), encrypted: false));
    }

    [Theory]
    [InlineData("wecom")]
    [InlineData("dingtalk")]
    public async Task A_robot_is_sent_its_own_form_and_must_say_that_it_took_it(string kind)
    {
        using var other = new Catcher();
        other.Answer = () => Catcher.Of(200, other.Posts.Count == 1 ? """{"errcode":0,"errmsg":"ok"}""" : """{"errcode":45009,"errmsg":"too often"}""");
        var receiver = To(other.Url + "?access_token=1", kind, "SEC1");
        Assert.Null(await Post(receiver));
        Assert.Contains("45009 too often", (await Post(receiver))!.Why);
        using var body = System.Text.Json.JsonDocument.Parse(other.Posts[0].Body);
        Assert.Equal("text", body.RootElement.GetProperty("msgtype").GetString());
        Assert.Equal("【首问】这是一条测试消息", body.RootElement.GetProperty("text").GetProperty("content").GetString());
        if (kind == "wecom") Assert.Equal("/hook?access_token=1", other.Posts[0].Path);
        else Assert.StartsWith("/hook?access_token=1&timestamp=1772591400000&sign=", other.Posts[0].Path);
    }
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouwen.Web.Cases;
using Shouwen.Web.Sending;
using Xunit;

namespace Shouwen.Tests.Sending;

/// <summary>The town, reached under a public address, with leave to send inside this machine.</summary>
public sealed class SendingSite : RuledSite
{
    protected override void Adjust(WebApplicationBuilder builder)
    {
        builder.Configuration["Site:Address"] = "https://shouwen.example";
        builder.Configuration["Sending:Allow"] = "127.0.0.0/8";
    }
}

public class DeliveryTests(SendingSite site) : IClassFixture<SendingSite>
{
    private const string Phone = "13912345678";

    private async Task<CaseRow> Registered(string email = "", string content = "燃气表走得快，我的电话是13912345678")
    {
        await using var scope = site.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<Acting>().Register("li", Fields.Of(new
        {
            channel = "visit", kind = "request", scope = "other-unit", unit = "u03", content, customer = new { name = "陈女士", phone = Phone, email },
        }));
        return Assert.IsType<Outcome.Done>(outcome).Row!;
    }

    /// <summary>An act a minute later: messages of one moment have no order.</summary>
    private Task<Outcome.Done> Then(string number, string act, string by, object with)
    {
        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        return site.Do(number, act, by, with);
    }

    private Task<int> Send() => site.Services.GetRequiredService<Sender>().Send(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_customer_who_left_an_address_reads_what_becomes_of_the_matter()
    {
        var row = await Registered("chen@home.example");
        var letter = Assert.Single(await site.Mails("chen@home.example"));
        Assert.Equal($"清河燃气：您的诉求 {row.Number} 已登记", letter.Subject);
        Assert.Contains($"查询码 {row.Code}", letter.Body);
        Assert.Contains("由李娟对您首问负责", letter.Body);
        Assert.EndsWith($"https://shouwen.example/p/{row.Number}/{row.Code}", letter.Body);

        await Then(row.Number, "transfer", "li", new { unit = "u03", reason = "表的事归运行部" });
        await Then(row.Number, "take-over", "qian", new { });
        letter = (await site.Mails("chen@home.example"))[^1];
        Assert.Contains("已由运行部办理", letter.Body);
        Assert.DoesNotContain("表的事归运行部", letter.Body);
        Assert.DoesNotContain("13800000003", letter.Body);

        await Then(row.Number, "resolve", "qian", new { result = "换了表", reply = "已为您换表，用气量按新表计" });
        letter = (await site.Mails("chen@home.example"))[^1];
        Assert.Contains("已为您换表，用气量按新表计", letter.Body);
        Assert.DoesNotContain("换了表\n", letter.Body);
        Assert.Equal(3, (await site.Mails("chen@home.example")).Count);

        var visitor = await site.SignedIn("li");
        await visitor.Open($"/cases/{row.Number}");
        Assert.Contains("客户 ch***@home.example 邮件", visitor.Text);
        Assert.Contains("已送达", visitor.Text);
        Assert.DoesNotContain("chen@home.example", visitor.Text);
    }

    [Fact]
    public async Task Without_an_address_the_case_says_who_tells_the_customer()
    {
        var row = await Registered();
        var visitor = await site.SignedIn("li");
        await visitor.Open($"/cases/{row.Number}");
        Assert.Contains("客户没有留邮箱，进展和答复由首问责任人打电话告知客户", visitor.Text);
    }

    [Fact]
    public async Task Another_system_is_told_what_happened_and_nothing_of_the_customer()
    {
        using var other = new Catcher();
        var visitor = await site.SignedIn("wang");
        await visitor.Open("/sending/receivers/new");
        await visitor.Fill("名称", "调度系统").Fill("类型", "业务系统（网络回调）").Fill("地址", "调度").Press("保存");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "地址应以 https:// 开头"), (visitor.Status, visitor.Error("地址")));
        Assert.Contains("请至少选一种动态", visitor.Text);
        await visitor.Fill("地址", other.Url).Tick("已登记").Tick("已移交，待接手").Press("保存");
        var secret = visitor.Page.QuerySelector(".secret-word")!.TextContent;
        Assert.StartsWith("whsec_", secret);
        await visitor.Open("/sending/receivers");
        Assert.DoesNotContain("whsec_", visitor.Text);

        await visitor.Press("发测试给调度系统");
        Assert.Equal("调度系统收到了测试消息", visitor.Flash);
        var row = await Registered();
        await Then(row.Number, "transfer", "li", new { unit = "u03", reason = "表的事归运行部" });
        await Send();
        var posts = other.Posts.Where(post => post.Body.Contains(row.Number)).ToList();
        Assert.Equal(["case.registered", "case.passed-on"], posts.Select(post => System.Text.Json.JsonDocument.Parse(post.Body).RootElement.GetProperty("type").GetString()));
        Assert.All(posts, post =>
        {
            Assert.Equal(post.Headers["webhook-signature"], Signing.Webhook(secret, post.Headers["webhook-id"], DateTimeOffset.FromUnixTimeSeconds(long.Parse(post.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture)), post.Body));
            foreach (var secretOfCustomer in new[] { Phone, "陈女士", "燃气表" }) Assert.DoesNotContain(secretOfCustomer, post.Body);
        });

        await visitor.Open("/sending/receivers");
        await visitor.Press("停用调度系统");
        var count = other.Posts.Count;
        await Registered();
        await Send();
        Assert.Equal(count, other.Posts.Count);
    }

    [Fact]
    public async Task A_robot_says_number_kind_unit_and_limit_in_the_group()
    {
        using var group = new Catcher { Answer = () => Catcher.Of(200, """{"errcode":0}""") };
        await site.Db(async db =>
        {
            db.Receivers.Add(new Receiver { Name = "值班群", Kind = "dingtalk", Url = group.Url, Secret = "SEC", Happenings = ["case.registered"], CreatedById = "wang", CreatedAt = site.Clock.Now });
            return await db.SaveChangesAsync();
        });
        var row = await Registered();
        await Send();
        using var body = System.Text.Json.JsonDocument.Parse(Assert.Single(group.Posts, post => post.Body.Contains(row.Number)).Body);
        var text = body.RootElement.GetProperty("text").GetProperty("content").GetString()!;
        Assert.StartsWith($"【首问】已登记：{row.Number}（", text);
        Assert.EndsWith($"https://shouwen.example/cases/{row.Number}", text);
        foreach (var secretOfCustomer in new[] { Phone, "陈女士", "燃气表" }) Assert.DoesNotContain(secretOfCustomer, text);
        await site.Db(db => db.Receivers.Where(receiver => receiver.Name == "值班群").ExecuteDeleteAsync());
    }

    [Fact]
    public async Task What_cannot_be_delivered_is_seen_resent_or_given_up_with_a_reason()
    {
        var id = Guid.CreateVersion7(site.Clock.Now);
        await site.Db(async db =>
        {
            db.Outbox.Add(new OutboxMessage { Id = id, Channel = "mail", To = "没有这样的地址", About = "notice", Subject = "送不出去的信", Body = "x", CreatedAt = site.Clock.Now, NextTryAt = site.Clock.Now });
            return await db.SaveChangesAsync();
        });
        await Send();
        var visitor = await site.SignedIn("wang");
        await visitor.Follow("发送记录");
        Assert.Contains("送不出去的信", visitor.Text);
        Assert.Contains("没有送达 “没有这样的地址”不是邮件地址", visitor.Text);
        await visitor.Press("放弃");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("请写明为什么不用再发", visitor.Text);
        await visitor.Fill("放弃的原因", "已电话告知").Press("放弃");
        Assert.StartsWith("已放弃", visitor.Flash);
        await visitor.Open("/sending?state=given-up");
        Assert.Contains("已放弃 已电话告知", visitor.Text);

        await site.Db(db => db.Outbox.Where(message => message.Id == id).ExecuteUpdateAsync(set => set.SetProperty(message => message.To, "right@gas.example")));
        await visitor.Press("重发");
        Assert.Equal("送不出去的信", Assert.Single(await site.Mails("right@gas.example")).Subject);
        await visitor.Open("/sending?state=sent");
        Assert.Contains("王芳重发过", visitor.Text);
    }

    [Fact]
    public async Task Only_whoever_administers_looks_after_the_sending()
    {
        var visitor = await site.SignedIn("li");
        foreach (var path in new[] { "/sending", "/sending/receivers", "/sending/receivers/new", "/sending/texts" })
        {
            await visitor.Open(path);
            Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        }
    }

    [Fact]
    public async Task A_text_with_a_field_nobody_fills_is_refused_by_its_name()
    {
        var visitor = await site.SignedIn("wang");
        await visitor.Open("/sending/texts");
        await visitor.Post("/sending/texts", [.. await Form(visitor, ("Form.Name", "notice"), ("Form.Subject", "{number} {phone}"), ("Form.Body", "{text}"))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("没有“{phone}”这样的内容可填", visitor.Text);
        await visitor.Post("/sending/texts", [.. await Form(visitor, ("Form.Name", "notice"), ("Form.Subject", "清河首问 {number}"), ("Form.Body", "{text}\n依据：{clause}"))]);
        Assert.StartsWith("给同事的通知已保存", visitor.Flash);
        await site.Db(db => db.People.Where(person => person.Id == "sun").ExecuteUpdateAsync(set => set.SetProperty(person => person.Email, "sun@gas.example")));
        var row = await Registered();
        await Then(row.Number, "transfer", "li", new { unit = "u03", person = "sun", reason = "表的事归运行部" });
        Assert.Contains(await site.Mails("sun@gas.example"), letter => letter.Subject == $"清河首问 {row.Number}");
    }

    private static Task<IEnumerable<(string, string)>> Form(Visitor visitor, params (string, string)[] fields) =>
        Task.FromResult(fields.Append(("__RequestVerificationToken", visitor.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)));

    [Fact]
    public async Task Two_senders_share_the_outbox_without_sending_anything_twice()
    {
        const int Many = 40;
        var later = site.Clock.Now.AddYears(1);
        var ids = Enumerable.Range(0, Many).Select(_ => Guid.CreateVersion7()).ToList();
        await site.Db(async db =>
        {
            foreach (var id in ids) db.Outbox.Add(new OutboxMessage { Id = id, Channel = "mail", To = "many@gas.example", About = "notice", Subject = "同一件事", Body = "x", CreatedAt = later, NextTryAt = later });
            return await db.SaveChangesAsync();
        });
        var clock = new StandingClock(later);
        var folders = Enumerable.Range(0, 2).Select(_ => System.IO.Directory.CreateTempSubdirectory("shouwen-test-")).ToList();
        using var posting = new Posting(new Outbound([]), new SiteAddress((string?)null), clock);
        var senders = folders.Select(folder => new Sender(site.Services.GetRequiredService<IServiceScopeFactory>(),
            new Mail(new MailSettings { Pickup = folder.FullName }, new SiteAddress((string?)null)), posting, clock, NullLogger<Sender>.Instance)).ToList();
        var sent = await Task.WhenAll(senders.Select(sender => sender.Send(TestContext.Current.CancellationToken)));
        var files = folders.SelectMany(folder => folder.GetFiles("*.eml")).Select(file => Path.GetFileNameWithoutExtension(file.Name)).ToList();
        Assert.Equal(Many, sent.Sum());
        Assert.Equal(ids.Select(id => $"{id:N}").Order(), files.Order());
        foreach (var sender in senders) sender.Dispose();
        foreach (var folder in folders) folder.Delete(recursive: true);
    }

    [Fact]
    public async Task One_that_hangs_or_trips_us_up_holds_up_nobody_else()
    {
        using var other = new Catcher();
        var later = site.Clock.Now.AddYears(3);
        var clock = new StandingClock(later);
        // Its secret is no base64: signing with it is a mistake of ours.
        var odd = new Receiver { Name = "奇怪的系统", Kind = "webhook", Url = other.Url, Secret = "whsec_?", CreatedById = "wang", CreatedAt = later };
        var good = new Receiver { Name = "正常的系统", Kind = "webhook", Url = other.Url, Secret = Signing.NewSecret(), CreatedById = "wang", CreatedAt = later };
        await site.Db(async db =>
        {
            db.Receivers.AddRange(odd, good);
            await db.SaveChangesAsync();
            for (var i = 0; i < 250; i++) db.Outbox.Add(Happening.Trial(odd, later));
            await db.SaveChangesAsync();
            var last = Happening.Trial(good, later.AddSeconds(1));
            last.NextTryAt = later.AddSeconds(1);
            db.Outbox.Add(last);
            return await db.SaveChangesAsync();
        });
        clock.Now = later.AddSeconds(1);
        using var posting = new Posting(new Outbound([IPNetwork.Parse("127.0.0.0/8")]), new SiteAddress((string?)null), clock);
        using var sender = new Sender(site.Services.GetRequiredService<IServiceScopeFactory>(), new Mail(new MailSettings { Pickup = "" }, new SiteAddress((string?)null)), posting, clock, NullLogger<Sender>.Instance);
        Assert.Equal(1, await sender.Send(TestContext.Current.CancellationToken));
        Assert.Single(other.Posts);
        Assert.Equal("发送程序出错（FormatException），详见日志", await site.Db(db => db.Receivers.Where(one => one.Id == odd.Id).Select(one => one.LastFailure).SingleAsync()));
        await site.Db(db => db.Outbox.Where(message => message.ReceiverId == odd.Id).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task A_receiver_that_fails_for_a_day_is_switched_off_and_the_administrators_hear_of_it()
    {
        using var other = new Catcher { Answer = () => Catcher.Of(404) };
        var later = site.Clock.Now.AddYears(2);
        var clock = new StandingClock(later);
        var receiver = new Receiver { Name = "坏掉的系统", Kind = "webhook", Url = other.Url, Secret = Signing.NewSecret(), CreatedById = "wang", CreatedAt = later };
        await site.Db(async db =>
        {
            db.Receivers.Add(receiver);
            await db.SaveChangesAsync();
            for (var i = 0; i < Receiver.MostFailures + 5; i++)
            {
                var message = Happening.Trial(receiver, later);
                message.NextTryAt = i < Receiver.MostFailures - 1 ? later : later.AddDays(1);
                db.Outbox.Add(message);
            }
            return await db.SaveChangesAsync();
        });
        using var posting = new Posting(new Outbound([IPNetwork.Parse("127.0.0.0/8")]), new SiteAddress((string?)null), clock);
        using var sender = new Sender(site.Services.GetRequiredService<IServiceScopeFactory>(), new Mail(new MailSettings { Pickup = "" }, new SiteAddress((string?)null)), posting, clock, NullLogger<Sender>.Instance);
        await sender.Send(TestContext.Current.CancellationToken);
        Assert.True(await site.Db(db => db.Receivers.Where(one => one.Id == receiver.Id).Select(one => one.Active).SingleAsync()));
        clock.Now = later.AddDays(1);
        await sender.Send(TestContext.Current.CancellationToken);
        var off = await site.Db(db => db.Receivers.AsNoTracking().SingleAsync(one => one.Id == receiver.Id));
        Assert.Equal((false, "一天以来一直没有送达"), (off.Active, off.OffWhy));
        Assert.True(other.Posts.Count < 2 * Receiver.MostFailures + 5, $"{other.Posts.Count}");
        Assert.Contains(await site.Db(db => db.Notices.Where(notice => notice.PersonId == "wang").Select(notice => notice.Text).ToListAsync()), text => text.StartsWith("接收方“坏掉的系统”", StringComparison.Ordinal));
        var before = other.Posts.Count;
        await sender.Send(TestContext.Current.CancellationToken);
        Assert.Equal(before, other.Posts.Count);
    }
}

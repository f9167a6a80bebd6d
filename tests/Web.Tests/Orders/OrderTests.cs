using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Tests.Cases;
using Xunit;

namespace Shouwen.Tests.Orders;

/// <summary>督办单 as people do it: issued from a case, answered by the unit, returned, stepped up, closed; the register and its table.</summary>
public class OrderTests(WorldSite site) : IClassFixture<WorldSite>
{
    private static Task Press(Visitor visitor, string act, string? key = null, string? value = null)
    {
        var form = visitor.Page.QuerySelector($"#act-{act} form") as IHtmlFormElement;
        Assert.True(form is not null, $"{act} is not offered on {visitor.Path}: {visitor.Text}");
        if (key is not null) ((IHtmlTextAreaElement)form.QuerySelector($"[name='{key}']")!).Value = value!;
        return visitor.Submit(form);
    }

    [Fact]
    public async Task An_order_about_a_case_is_issued_answered_returned_and_closed()
    {
        var row = await site.Called(content: "三天没有人上门", phone: "13900008001");
        await site.Did(row, "transfer", "li", new { unit = Requests.Ops, explained_to_customer = true });
        await site.Did(row, "take-over", "sun", new { });
        var jian = await site.As("jian");
        await jian.Open($"/cases/{row.Number}");
        await jian.Follow("下达督办单");
        Assert.Equal(row.Number, jian.Value("涉及的诉求（编号）"));
        await jian.Fill("督办哪个部门", "ops").Fill("等级", "yellow").Press("下达");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, jian.Status);
        Assert.Contains("请写明督办事项和要求", jian.Text);
        await jian.Fill("督办哪个部门", "ops").Fill("等级", "yellow").Fill("督办事项和要求", "今天必须上门").Fill("涉及的诉求（编号）", row.Number + "、20200101-0009").Press("下达");
        Assert.Contains("没有诉求“20200101-0009”", jian.Text);
        await jian.Fill("涉及的诉求（编号）", row.Number).Press("下达");
        Assert.Matches(@"^已下达 督〔2026〕\d+ 号，运行部会收到通知", jian.Flash!);
        var page = jian.Path;
        Assert.Contains("黄色督办", jian.Text);
        Assert.Contains("supervise", await site.Db(db => db.Journal.Where(entry => entry.Matter == "case:" + row.Id).OrderByDescending(entry => entry.Seq).Select(entry => entry.Body).FirstAsync(body => body.Contains("supervise"))), StringComparison.Ordinal);

        var qian = await site.As("qian");
        Assert.Contains(qian.All("#owe .duty"), line => line.StartsWith("回复督办单", StringComparison.Ordinal) && line.Contains("今天必须上门"));
        Assert.Contains(qian.All("#inbox .notice"), notice => notice.Contains("简正下达了督办单"));
        Assert.Contains(qian.Page.QuerySelectorAll("#inbox .notice a"), link => link.TextContent.Contains("简正下达了督办单", StringComparison.Ordinal) && link.GetAttribute("href")!.StartsWith("/orders/", StringComparison.Ordinal));
        await qian.Open($"/cases/{row.Number}");
        await qian.Open(page);
        await Press(qian, "answer-order");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, qian.Status);
        await Press(qian, "answer-order", "Form.Text", "下午两点上门");
        Assert.Contains("待审核", qian.Text);
        Assert.Null(qian.Page.QuerySelector("#act-close-order"));

        await jian.Open(page);
        await Press(jian, "return-order", "Form.Reason", "没有写明谁去");
        Assert.Contains("待回复", jian.Text);
        await Press(jian, "step-up-order", "Form.Reason", "再不上门要通报");
        Assert.Contains("红色督办", jian.Text);
        await qian.Open(page);
        await Press(qian, "answer-order", "Form.Text", "孙强已上门修好");
        await jian.Open(page);
        await Press(jian, "close-order");
        Assert.Contains("已办结", jian.Text);
        await jian.Open(page + "?paper=true");
        Assert.Contains("孙强已上门修好", jian.Text);
    }

    [Fact]
    public async Task The_register_is_narrowed_and_taken_along_and_shows_nobody_what_is_not_his()
    {
        var jian = await site.As("jian");
        await jian.Open("/orders/new");
        await jian.Fill("督办哪个部门", "market").Fill("督办事项和要求", "=报装资料一次告知不到位").Press("下达");
        var page = jian.Path;
        await jian.Open("/orders?state=open&unit=market");
        Assert.Contains(jian.All(".orders .list-row"), line => line.Contains("报装资料一次告知不到位") && line.Contains("一般督办"));
        await jian.Open("/orders?state=open&unit=safety");
        Assert.Contains("没有符合的督办单", jian.Text);
        await jian.Open("/orders?handler=Export&unit=market");
        Assert.Contains(",'=报装资料一次告知不到位", jian.Page.DocumentElement.TextContent);

        site.Clock.Now = site.Clock.Now.AddDays(20);
        jian = await site.As("jian");
        await jian.Open("/orders?state=late");
        Assert.Contains(jian.All(".orders .list-row"), line => line.Contains("逾期未回复"));

        var li = await site.As("li");
        await li.Open(page);
        Assert.Equal(HttpStatusCode.NotFound, li.Status);
        await li.Open("/orders");
        Assert.DoesNotContain("报装资料", li.Text);
        Assert.DoesNotContain("下达督办单", li.Text);
        await li.Open("/orders/new");
        await li.Fill("督办哪个部门", "market").Fill("督办事项和要求", "试试").Press("下达");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        Assert.Contains("督办单由监督、客服等职能部门或分管领导下达", li.Text);
    }
}

/// <summary>A yellow order that nobody answers in time turns red by itself where the organisation says so.</summary>
public sealed class StepUpTests(StepUpSite site) : IClassFixture<StepUpSite>
{
    [Fact]
    public async Task The_watch_turns_it_red_once_and_the_register_the_unit_and_its_leader_know()
    {
        var admin = await site.As("fang");
        await admin.Open("/settings");
        Assert.Contains("哪些等级的督办单到期没有回复，自动升一级", admin.Text);
        Assert.IsType<Web.Cases.Outcome.Done>(await site.Acting(acting => acting.Issue("jian", Shouwen.Fields.Of(new { unit = "market", grade = "yellow", text = "报装清单没有上墙" }))));
        site.Clock.Now = site.Clock.Now.AddDays(6);
        var scopes = site.Services.GetRequiredService<IServiceScopeFactory>();
        await Web.Cases.Watch.Look(scopes, TestContext.Current.CancellationToken);
        await Web.Cases.Watch.Look(scopes, TestContext.Current.CancellationToken);
        var row = await site.Db(db => db.Orders.AsNoTracking().SingleAsync(one => one.UnitId == "market"));
        Assert.Equal(("red", "issued"), (row.Grade, row.Status));
        Assert.True(row.Due > site.Clock.Now);
        Assert.Equal(1, await site.Db(db => db.Journal.CountAsync(entry => entry.Matter == "order:" + row.Id && entry.Kind == "acted" && entry.Body.Contains("step-up-order"))));
        Assert.Empty(await site.Db(db => new Web.Journal.Verifying(db, site.Services.GetRequiredService<Web.Cases.Files>()).Look("order:" + row.Id)));
        foreach (var person in (string[])["chen", "guo"])
            Assert.Equal(1, await site.Db(db => db.Notices.CountAsync(notice => notice.PersonId == person && notice.Text.Contains("督办升级"))));
        var jian = await site.As("jian");
        await jian.Open("/orders?state=open");
        Assert.Contains(jian.All(".orders .list-row"), line => line.Contains("报装清单没有上墙") && line.Contains("红色督办"));
        await jian.Open($"/orders/{row.Number}");
        Assert.Contains("平台 升级为红色督办", jian.Text);
        Assert.Contains("到期没有回复，按本单位设置自动升级", jian.Text);
    }
}

/// <summary>The gas company that lets yellow orders step up by themselves.</summary>
public sealed class StepUpSite : WorldSite
{
    protected override async Task Seed()
    {
        await base.Seed();
        await Db(async db =>
        {
            await Web.Packs.Adopting.Set(db, "house", "order-step-up", "[yellow]", "fang", "总经理办公会定", Clock.Now.AddDays(-1));
            return true;
        });
    }
}

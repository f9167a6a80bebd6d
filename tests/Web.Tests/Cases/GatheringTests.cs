using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Requests about one matter: seen at the counter, gathered, answered together, laid before the coordinating body.</summary>
public class GatheringTests(WorldSite site) : IClassFixture<WorldSite>
{
    private Task<CaseRow> Taken(string by, string content, string kind = "repair", string? address = null) => site.Taken(by, Fields.Of(new
    {
        channel = "hotline", kind, scope = "other-unit", unit = "ops", content, customer = new { name = "吴先生", phone = $"1370000{Random.Shared.Next(1000, 9999)}", address = address ?? "某处" },
    }));

    private static Visitor Typed(Visitor clerk, string content)
    {
        clerk.Fill("渠道", "来电").Fill("联系电话", "13911112222").Fill("客户姓名", "陈女士").Fill("类别", "报修").Fill("诉求内容", content).Fill("地址", "翠湖苑 3 栋").Fill("承办部门", "运行部");
        return clerk.Tick("其他部门");
    }

    private Task<CaseRow> Row(string number) => site.Db(db => db.Cases.SingleAsync(row => row.Number == number));

    [Fact]
    public async Task A_clerk_sees_the_same_matter_and_gathers_without_losing_his_own_duty()
    {
        var first = await Taken("li", "翠湖苑整个小区停气了，做不了饭");
        var li = await site.As("li");
        await li.Open("/cases/new");
        await Typed(li, "翠湖苑今天一早停气，什么时候恢复").Press("查一下");
        var line = Assert.Single(li.All("#look .similar li"));
        Assert.Contains(first.Number, line);
        Assert.Contains("都说到：翠湖苑", line);
        await li.Press("归入", first.Number);
        Assert.Contains($"登记后并入 {first.Number}，仍由您首问负责", li.All("#look")[0]);
        Assert.Equal("翠湖苑今天一早停气，什么时候恢复", li.Value("诉求内容"));
        await li.Press("登记");
        Assert.Contains($"已并入 {first.Number}", li.Flash);
        var child = await Row(li.Path.Split('/')[2]);
        Assert.Equal((first.Id, "li", 1), (child.ParentId, child.FirstContactId, (await Row(first.Number)).Gathered));
        Assert.NotEmpty(await site.Db(db => db.Duties.Where(duty => duty.CaseId == child.Id && duty.Stands).ToListAsync()));

        await li.Open($"/cases/{child.Number}");
        Assert.Contains(first.Number, li.All(".gathered")[0]);
        Assert.Contains("李娟 把这件诉求并入了 " + first.Number, li.Text);
        await li.Open($"/cases/{first.Number}");
        Assert.Contains("并入本件的 1 件", li.All(".gathered h2")[0]);
        Assert.Contains($"李娟 把 {child.Number} 并入了本件", li.Text);

        await li.Open($"/cases/{child.Number}");
        await li.Submit(li.Page.QuerySelector<IHtmlFormElement>("#act-separate form")!);
        Assert.Contains("撤销并案：已记录", li.Flash);
        Assert.Equal(0, (await Row(first.Number)).Gathered);
        Assert.Empty(await site.Db(db => db.Cases.Where(row => row.ParentId == first.Id).ToListAsync()));
    }

    [Fact]
    public async Task On_the_page_of_a_case_it_joins_by_a_press_or_by_its_number_and_a_wrong_number_is_said()
    {
        var (parent, child) = (await Taken("li", "东风路井盖被压坏，车一过咣咣响"), await Taken("li", "东风路的井盖响得睡不着，车一压就响"));
        var li = await site.As("li");
        await li.Open($"/cases/{child.Number}");
        ((IHtmlInputElement)li.Page.GetElementById("gather-parent")!).Value = "20200101-0009";
        await li.Submit(li.Page.QuerySelector<IHtmlFormElement>("#act-gather form")!);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        Assert.Contains("没有这件诉求", li.All("#gather-parent-error").Single());
        await li.Press("归入", parent.Number);
        Assert.Contains("并案：已记录", li.Flash);
        Assert.Equal(parent.Id, (await Row(child.Number)).ParentId);
    }

    [Fact]
    public async Task Of_others_cases_only_number_status_and_who_and_of_their_complaints_nothing()
    {
        var seen = await Taken("li", "金桂园三号楼楼道里的报警器一直叫");
        var complaint = await Taken("li", "投诉金桂园三号楼楼道里的报警器一直叫没人管", "complaint");
        var hu = await site.As("hu");
        await hu.Open("/cases/new");
        await hu.Fill("诉求内容", "金桂园三号楼楼道里的报警器叫个不停").Press("查一下");
        var line = Assert.Single(hu.All("#look .similar li"));
        Assert.Contains(seen.Number, line);
        Assert.DoesNotContain("楼道", line);
        Assert.DoesNotContain(complaint.Number, hu.Text);
    }

    [Fact]
    public async Task One_answer_goes_to_each_as_this_person_may_and_the_list_says_where_not()
    {
        var parent = await Taken("li", "锦绣花园门口漏气味道大");
        var (own, other, closed) = (await Taken("li", "锦绣花园门口有漏气的味道"), await Taken("wu", "锦绣花园门口闻到漏气"), await Taken("li", "锦绣花园门口漏气味"));
        foreach (var child in (CaseRow[])[own, closed]) await site.Did(child, "gather", "li", new { parent = parent.Id, number = parent.Number });
        await site.Did(other, "gather", "wu", new { parent = parent.Id, number = parent.Number });
        await site.Did(parent, "inform", "li", new { reply = "漏点已于今天上午焊好，恢复供气。" });
        await site.Db(db => db.Cases.Where(row => row.Id == closed.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ClosedAt, site.Clock.Now)));
        var li = await site.As("li");
        await li.Open($"/cases/{parent.Number}");
        await li.Follow("同步答复");
        Assert.Equal("漏点已于今天上午焊好，恢复供气。", li.Value("答复的话"));
        await li.Press("逐件答复");
        Assert.Contains("请勾选“我已看过”再答复", li.Text);
        await li.Tick("我已看过，对勾选的逐件答复").Press("逐件答复");
        var lines = li.All(".batch-list li");
        Assert.Contains("告知结果：已记录", lines.Single(line => line.Contains(own.Number)).Replace("告知客户", "告知结果", StringComparison.Ordinal));
        Assert.Contains("没有答复：您不在这件诉求的责任链上；已通知", lines.Single(line => line.Contains(other.Number)));
        Assert.DoesNotContain("已记录", lines.Single(line => line.Contains(closed.Number)));
        Assert.True((await Row(own.Number)).Told);
        Assert.False((await Row(other.Number)).Told);
        Assert.Contains(await site.Db(db => db.Notices.Where(notice => notice.CaseId == other.Id && notice.PersonId == "wu").Select(notice => notice.Text).ToListAsync()), text => text.Contains("漏点已于今天上午焊好"));
        await li.Tick("我已看过，对勾选的逐件答复").Press("逐件答复");
        Assert.Contains("这段话已经告知过，没有重复", li.All(".batch-list li").Single(line => line.Contains(own.Number)));
    }

    [Fact]
    public async Task A_group_that_has_grown_waits_for_the_coordinating_body_which_confirms_it()
    {
        var admin = await site.Db(db => db.Appointments.Where(one => one.Role == "administrator").Select(one => one.PersonId).FirstAsync());
        var wang = await site.As(admin);
        await wang.Open("/board/batches");
        await wang.Fill("件数（2 到 1000）", "1").Press("保存");
        Assert.Contains("件数请写 2 到 1000 之间的整数", wang.Text);
        await wang.Fill("件数（2 到 1000）", "3").Press("保存");
        Assert.Contains("已改为满 3 件提请认定", wang.Flash);
        try
        {
            var parent = await Taken("li", "滨江路整条街气压低");
            for (var i = 0; i < 2; i++) await site.Did(await Taken("li", $"滨江路气压低点不着火，第 {i} 家"), "gather", "li", new { parent = parent.Id, number = parent.Number });
            Assert.Equal(Gathering.Suspected, (await Row(parent.Number)).Batch);
            Assert.Contains(await site.Db(db => db.Notices.Where(notice => notice.CaseId == parent.Id && notice.PersonId == "xie").Select(notice => notice.Text).ToListAsync()), text => text.Contains("并在一起的诉求已有 3 件，请认定"));
            var xie = await site.As("xie");
            await xie.Open("/board/batches");
            Assert.Contains(parent.Number, xie.Text);
            await xie.Press("不认定", parent.Number);
            Assert.Contains("不作批量诉求处理，请写明原因", xie.Text);
            await xie.Press("认定为批量诉求", parent.Number);
            Assert.Contains("已认定为批量诉求", xie.Flash);
            var matter = await site.Acting(acting => acting.Load(Web.Cases.Acting.Case(parent.Id)));
            Assert.Equal((Gathering.Confirmed, "wide-impact"), (matter!.Batch, matter.Facts.Texts("flags").Single()));
            Assert.Contains(parent.Number, xie.All("main section").Last());
        }
        finally
        {
            await wang.Open("/board/batches");
            await wang.Fill("件数（2 到 1000）", "10").Press("保存");
        }
    }

    [Fact]
    public async Task While_a_reply_is_typed_banned_words_show_with_their_clause_and_empty_answers_are_told()
    {
        var row = await Taken("li", "表前阀坏了一周没人换");
        var li = await site.As("li");
        await li.Open($"/cases/{row.Number}");
        var form = li.Page.QuerySelector<IHtmlFormElement>("#act-inform form")!;
        Assert.NotNull(form.QuerySelector("[data-check=reply]"));
        var token = ((IHtmlInputElement)form.QuerySelector("[name=__RequestVerificationToken]")!).Value;
        async Task<string> Check(string text)
        {
            await li.Post($"/cases/{row.Number}/check", ("__RequestVerificationToken", token), ("act", "inform"), ("field", "reply"), ("reply", text));
            Assert.Equal(HttpStatusCode.OK, li.Status);
            return li.Page.Body!.TextContent;
        }
        Assert.Contains("等于没有答复", await Check("您的诉求已收悉，已转交相关部门处理，请您耐心等待"));
        var banned = await Check("这个不归我管，你问别人");
        Assert.Contains("禁用语“不歸我管”", banned);
        Assert.Contains("第六條", banned);
        Assert.Contains("还可以写明：什么时候、找谁、怎么联系", await Check("运行部已更换表前阀，现已恢复正常。"));
        Assert.Equal("", (await Check("3月4日运行部孙师傅已上门更换表前阀，现已恢复正常，有问题请拨打 5180-601。")).Trim());
        await li.Open($"/cases/{row.Number}");
        ((IHtmlTextAreaElement)li.Page.GetElementById("progress-text")!).Value = "已转交相关部门处理";
        await li.Submit(li.Page.QuerySelector<IHtmlFormElement>("#act-progress form")!);
        Assert.Contains("记录进展：已记录", li.Flash);
        Assert.Contains("没有说办了什么", li.Flash);
    }
}

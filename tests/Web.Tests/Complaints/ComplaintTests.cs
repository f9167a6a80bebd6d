using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouwen.Tests.Cases;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Complaints;

/// <summary>投诉 on the pages: who complained stays unknown to the one complained of, whoever is concerned steps aside, the register shows how far each has come, and the signed reply is there at the next call.</summary>
public sealed class ComplaintTests(WorldSite site) : IClassFixture<WorldSite>
{
    private const string Name = "陆佩兰", Phone = "13966667777", Street = "桐花里9号", Mail = "peilan@example.org";
    private static readonly string[] Kept = [Name, Phone, "7777", Street, Mail, "139 6666 7777"];
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];

    private async Task<Walking> Complained(string phone = Phone, bool protect = false, string name = Name)
    {
        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        var row = await site.Taken("ma", Fields.Of(new
        {
            channel = "hotline", kind = "complaint", complainee = "person:feng", scope = "other-unit", unit = "ops", protect, expects = $"{name}要求当面道歉", content = $"我是{name}，电话 {phone[..3]} {phone[3..7]} {phone[7..]}，住{Street}，上门的冯师傅态度很差",
            customer = new { name, phone, address = Street, email = Mail },
        }));
        var walk = new Walking(site, row.Number);
        await walk.May("ma", "transfer", ("unit", "ops"), ("reason", $"{name}的投诉"));
        await walk.May("feng", "take-over");
        return walk;
    }

    private static void Finds(Visitor visitor, params string[] words)
    {
        var html = WebUtility.HtmlDecode(visitor.Page.DocumentElement.OuterHtml);
        Assert.All(words, word => Assert.False(html.Contains(word, StringComparison.Ordinal), $"“{word}” stands on {visitor.Path}: …{(html.IndexOf(word, StringComparison.Ordinal) is var at and >= 0 ? html[Math.Max(0, at - 80)..Math.Min(html.Length, at + 80)] : "")}…"));
    }

    [Fact]
    public async Task Nothing_of_who_complained_stands_on_any_page_of_the_one_complained_of()
    {
        var walk = await Complained();
        var code = (await walk.Row()).Code;
        var xie = await walk.At("xie");
        xie.Attach("证据（附件）", $"{Name}通话录音.png", Picture);
        await xie.Submit((AngleSharp.Html.Dom.IHtmlFormElement)xie.Page.QuerySelector("#act-investigate form")!);
        Assert.Contains("已记录", xie.Flash!);
        await walk.May("deng", "callback", ("rating", "dissatisfied"), ("text", $"{Name}说没有人道歉"));
        var file = await site.Db(db => db.Attachments.OrderByDescending(one => one.Id).FirstAsync());
        Assert.Contains(Name, file.Name);

        var feng = await site.As("feng");
        foreach (var page in new[] { "/desk", "/cases", $"/cases/{walk.Number}", $"/cases/{walk.Number}/print", $"/cases/{walk.Number}/batch", $"/cases?q={walk.Number}", "/people/feng/hand-over", "/callbacks", $"/callbacks?number={walk.Number}" })
        {
            await feng.Open(page);
            Assert.True(feng.Status is HttpStatusCode.OK, $"{page}: {feng.Status}");
            Finds(feng, [.. Kept, code]);
        }
        foreach (var page in new[] { "/complaints", "/complaints?handler=Export" })
        {
            await feng.Open(page);
            Assert.Equal(HttpStatusCode.Forbidden, feng.Status);
        }
        // Nor in what he was told, nor by looking for it, nor in the evidence, nor by a post that no form made.
        Assert.All(await site.Db(db => db.Notices.Where(notice => notice.PersonId == "feng").Select(notice => notice.Text).ToListAsync()), text => Assert.All(Kept, word => Assert.DoesNotContain(word, text)));
        foreach (var word in new[] { Name, Phone, "桐花里" }) Assert.DoesNotContain(walk.Number, (await feng.Open($"/cases?q={Uri.EscapeDataString(word)}")).Text);
        await feng.Open($"/cases/known?phone={Phone}");
        Finds(feng, [walk.Number, .. Kept]);
        await feng.Open($"/cases/{walk.Number}/files/{file.Id}");
        Assert.Equal(HttpStatusCode.NotFound, feng.Status);
        await feng.Open($"/cases/{walk.Number}");
        Assert.Contains("另有 1 份证据材料，对被投诉的一方不公开", feng.Text);
        var mark = feng.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var handler in new[] { "Reveal", "Export" })
        {
            await feng.Post($"/cases/{walk.Number}?handler={handler}", ("__RequestVerificationToken", mark));
            Assert.Equal(HttpStatusCode.NotFound, feng.Status);
        }
        // Everybody else reads it.
        await xie.Open($"/cases/{walk.Number}");
        Assert.Contains(Name, xie.Text);
        Assert.Contains($"{Name}通话录音.png", xie.Text);
        await xie.Open($"/cases/{walk.Number}/files/{file.Id}");
        Assert.Equal(HttpStatusCode.OK, xie.Status);
    }

    [Fact]
    public async Task The_head_learns_it_unless_the_customer_asked_that_the_whole_unit_should_not()
    {
        var open = await Complained("13966660001");
        Assert.Contains(Name, (await open.At("qian")).Text);
        var shielded = await Complained("13966660002", protect: true, name: "韦兰芝");
        var qian = await shielded.At("qian");
        Finds(qian, "韦兰芝", "13966660002", "139 6666 0002");
        Assert.Contains("对被投诉的整个部门不公开", qian.Text);
        foreach (var page in new[] { $"/cases?q={shielded.Number}", "/board", "/desk", "/complaints" }) Finds(await qian.Open(page), "韦兰芝", "13966660002", "139 6666 0002");
    }

    [Fact]
    public async Task An_outside_firm_of_the_directory_is_suggested_where_a_complaint_is_taken()
    {
        var fang = await site.As("fang");
        await fang.Open("/directory/0/edit");
        await fang.Fill("事项", "恒通安装队").Fill("负责的部门", "ops").Tick("这是一家外包队伍或合作厂商（“事项”写它的名称）").Press("保存");
        await fang.Open("/directory");
        Assert.Contains(fang.All(".list .entry"), line => line.Contains("恒通安装队") && line.Contains("外包队伍、合作厂商"));
        var li = await site.As("li");
        await li.Open("/cases/new");
        Assert.Equal(["恒通安装队"], li.Page.QuerySelectorAll("#form-vendor-list option").Select(option => option.GetAttribute("value") ?? option.TextContent));
    }

    [Fact]
    public async Task Whoever_is_concerned_steps_aside_and_is_told_so()
    {
        var earlier = await site.Taken("deng", Fields.Of(new { channel = "hotline", kind = "request", scope = "own-unit", content = "催问报装", customer = new { name = "许先生", phone = "13966660003" } }));
        var (number, said) = await Walking.Register(site, "ma", ("联系电话", "13966660003"), ("客户姓名", "许先生"), ("渠道", "hotline"), ("类别", "complaint"), ("诉求内容", "客服答应回电没有回"), ("地址", "西街 1 号"), ("这件事归谁办", "other-unit"), ("承办部门", "ops"),
            ("被投诉的部门或人", "unit:ops"), ("投诉的是哪一件（编号）", earlier.Number));
        Assert.True(number is not null, said);
        var walk = new Walking(site, number);
        var deng = await walk.At("deng");
        Assert.Contains("您经办过被投诉的那件诉求，要回避：不能调查、认定和签发", deng.Text);
        Assert.Null(deng.Page.QuerySelector("#act-investigate"));
        foreach (var (act, with) in new (string, (string, string)[])[] { ("investigate", [("text", "x")]), ("determine", [("verdict", "invalid"), ("reason", "unsubstantiated")]) })
            await walk.MayNot("deng", act, "您经办过被投诉的那件诉求，要回避", with);
        await walk.May("xie", "investigate", ("text", "调通话记录"));
        await walk.May("xie", "determine", ("verdict", "valid"), ("severity", "ordinary"), ("causes", "delay"));
        await walk.MayNot("deng", "final-reply", "要回避", ("reply", "x"));
        await walk.May("xie", "final-reply", ("reply", "已安排专人回电"));

        // A number that names nothing is said beside its field, with everything typed kept.
        var li = await site.As("li");
        await li.Open("/cases/new");
        ((AngleSharp.Html.Dom.IHtmlInputElement)li.Page.QuerySelector("input[name='Form.Scope'][value='own-unit']")!).IsChecked = true;
        li.Fill("联系电话", "13966660004").Fill("渠道", "visit").Fill("类别", "complaint").Fill("诉求内容", "大厅态度差").Fill("投诉的是哪一件（编号）", "20200101-0009").Fill("投诉人要什么结果", "道歉");
        await li.Press("登记");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        Assert.Contains("没有编号是 20200101-0009 的诉求", li.Error("投诉的是哪一件（编号）"));
        Assert.Equal("道歉", li.Value("投诉人要什么结果"));
    }

    [Fact]
    public async Task The_register_shows_how_far_each_has_come_and_goes_along_without_anybody_who_complained()
    {
        var walk = await Complained("13966660005");
        var xie = await site.As("xie");
        await xie.Open("/complaints");
        Assert.Contains(xie.All(".complaints .list-row"), line => line.Contains(walk.Number) && line.Contains("投诉运行部冯涛") && line.EndsWith("待调查", StringComparison.Ordinal));
        await walk.May("xie", "investigate", ("text", "查"));
        await walk.May("xie", "determine", ("verdict", "valid"), ("severity", "ordinary"), ("causes", "attitude"));
        await xie.Open("/complaints?state=determined&verdict=valid");
        Assert.Contains(xie.All(".complaints .list-row"), line => line.Contains(walk.Number) && line.Contains("一般有效") && line.EndsWith("已认定", StringComparison.Ordinal));
        await xie.Open("/complaints?state=replied");
        Assert.DoesNotContain(walk.Number, xie.Text);
        await xie.Open("/complaints?handler=Export&state=all");
        var table = xie.Page.DocumentElement.TextContent;
        Assert.Contains($"{walk.Number},", table);
        Assert.All((string[])[Name, Street, "13966660005", "139 6666 0005"], word => Assert.DoesNotContain(word, table));
        var li = await site.As("li");
        Assert.DoesNotContain(li.All("nav a"), link => link == "投诉");
    }

    [Fact]
    public async Task A_verdict_is_reviewed_by_another_body_once_the_organisation_has_opened_that()
    {
        var walk = await Complained("13966660007");
        await walk.May("xie", "determine", ("verdict", "valid"), ("severity", "ordinary"), ("causes", "attitude"));
        await walk.MayNot("feng", "appeal", "本单位没有开放投诉复核", ("reason", "不是这样"));
        var fang = await site.As("fang");
        await fang.Open("/settings");
        Assert.Contains("多久之内可以申请复核", fang.Text);
        await fang.Open("/packs/house/parameters/appeal-within");
        await fang.Fill("多久", "5").Fill("单位", "working-days").Fill("依据", "职代会通过").Press("从现在起照此");
        Assert.Equal("/settings", fang.Path);

        await walk.MayNot("ma", "appeal", "请填写“为什么不服认定”", ("reason", ""));
        await walk.May("feng", "appeal", ("reason", "录音可以证明没有争执"));
        Assert.Equal("appealed", (await walk.Row()).Complaint);
        await walk.MayNot("xie", "decide-appeal", "由没有作认定的部门复核", ("ok", "false"), ("text", "维持"));
        await walk.MayNot("feng", "decide-appeal", "由没有作认定的部门复核", ("ok", "true"), ("text", "x"));
        await walk.MayNot("xie", "final-reply", "复核还没有结果", ("reply", "x"));
        await walk.May("jian", "decide-appeal", ("ok", "true"), ("text", "录音不全，请补查后重新认定"));
        Assert.Equal("reopened", (await walk.Row()).Complaint);
        await walk.May("xie", "determine", ("verdict", "invalid"), ("reason", "unsubstantiated"), ("grounds", "补全的录音没有争执"));
        Assert.Equal(("determined", "unsubstantiated"), ((await walk.Row()).Complaint, (await walk.Row()).Verdict));
    }

    [Fact]
    public async Task Complaints_from_before_the_register_come_into_it_at_the_next_start()
    {
        var walk = await Complained("13966660008");
        await site.Db(db => db.Cases.Where(row => row.Number == walk.Number).ExecuteUpdateAsync(set => set.SetProperty(row => row.Complaint, (string?)null).SetProperty(row => row.AccusedPersonId, (string?)null).SetProperty(row => row.AccusedUnitId, (string?)null)));
        await site.Acting(async acting =>
        {
            await site.Db(async db => { await Shouwen.Web.Complaints.Carrying.Forward(acting, db); return true; });
            return true;
        });
        var row = await walk.Row();
        Assert.Equal(("registered", "feng", "ops"), (row.Complaint, row.AccusedPersonId, row.AccusedUnitId));
    }

    [Fact]
    public async Task The_signed_reply_is_there_when_the_customer_comes_again_and_reprisals_are_seen()
    {
        var walk = await Complained("13966660006");
        await walk.May("xie", "determine", ("verdict", "valid"), ("severity", "ordinary"), ("causes", "attitude"), ("grounds", "录音证实"));
        await walk.May("xie", "final-reply", ("reply", "经查属实，已批评教育并当面道歉"), ("seal", "客户服务部"));
        var due = await site.Db(db => db.Duties.SingleAsync(duty => duty.CaseId == walk.Row().Result.Id && duty.Name == "check-retaliation"));
        Assert.Equal(("service", true), (due.BearerUnitId, due.Due > site.Clock.Now.AddDays(29)));
        var li = await site.As("li");
        await li.Open("/cases/new?phone=13966660006");
        Assert.Contains("投诉过，已终结答复", li.Text);
        Assert.Contains("经查属实，已批评教育并当面道歉", li.Text);
        Assert.Contains("谢芳", li.Text);
        // Whoever was complained of is told nothing of it when the customer comes to him.
        var feng = await site.As("feng");
        await feng.Open("/cases/new?phone=13966660006");
        Assert.DoesNotContain("已终结答复", feng.Text);

        // The customer's next request comes into his hands: those who watch see it.
        var later = await site.Taken("li", Fields.Of(new { channel = "phone", kind = "repair", scope = "other-unit", unit = "ops", content = "灶具打不着火", customer = new { name = "孟晚晴", phone = "13966660006", address = "柳荫巷 3 号" } }));
        await site.Did(later, "transfer", "li", new { unit = "ops", mode = "slip", explained_to_customer = true });
        await site.Did(later, "take-over", "feng", new { });
        Assert.Contains("同一客户后来的诉求", (await walk.At("xie")).Text);
        Assert.DoesNotContain("同一客户后来的诉求", (await walk.At("qian")).Text);
        // The customer reads the reply too.
        Assert.Contains("已批评教育并当面道歉", string.Join(' ', (await site.Acting(async acting => Shouwen.Cases.CustomerView.Of(new((await acting.Regime()), (await acting.Load(Acting.Case((await walk.Row()).Id)))!, null, site.Clock.Now)))).Lines.Select(line => line.Text)));
    }
}

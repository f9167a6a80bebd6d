using System.IO.Compression;
using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Tests.Cases;
using Xunit;

namespace Shouwen.Tests.Accountability;

/// <summary>The way of a finding on screens, each step by whoever may and by one who may not; then the lists for those who pay wages.</summary>
public sealed class WalkTests(MoneySite site) : IClassFixture<MoneySite>
{
    private static IHtmlFormElement? Form(Visitor visitor, string act) => FindingPages.Form(visitor, act);
    private static Task Press(Visitor visitor, string act, params (string Name, string Value)[] values) => FindingPages.Press(visitor, act, values);

    /// <summary>What the page does not offer to somebody is refused to him as well when he asks all the same.</summary>
    private async Task MayNot(MatterKey key, string account, string act, string codes, object with)
    {
        var visitor = await site.As(account);
        await visitor.Open($"/findings/{key.Id}");
        Assert.Null(Form(visitor, act));
        Assert.Equal(codes, await site.Refused(key, act, account, with));
    }

    [Fact]
    public async Task A_finding_goes_its_way_by_those_whom_the_regulation_names_and_by_nobody_else()
    {
        var row = await site.Called(content: "维修工发脾气", phone: "13900007001");
        await site.Did(row, "transfer", "li", new { unit = Requests.Ops, explained_to_customer = true });
        await site.Did(row, "take-over", "feng", new { });

        // g1: opened by whoever may.
        var li = await site.As("li");
        await li.Open("/findings/new");
        await li.Fill("对谁提出", "feng").Fill("违反了哪一条", $"{MoneySite.Measures}|{MoneySite.Manners}|manners").Fill("事实和证据", "听说的").Press("提出");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        Assert.Contains("由监督或人事部门提出", li.Text);
        Assert.Equal("听说的", li.Value("事实和证据"));
        var jian = await site.As("jian");
        await jian.Open("/findings");
        await jian.Follow("提出问责");
        await jian.Fill("对谁提出", "feng").Fill("涉及的诉求（编号）", "20200101-0001").Press("提出");
        Assert.Contains("请选择违反了哪一条", jian.Text);
        await jian.Fill("违反了哪一条", $"{MoneySite.Measures}|{MoneySite.Manners}|manners").Fill("事实和证据", "客户来电投诉，录音在案").Fill("涉及的诉求（编号）", row.Number).Press("提出");
        Assert.StartsWith("已提出问责", jian.Flash!, StringComparison.Ordinal);
        var key = new MatterKey(MatterKind.Finding, jian.Path.Split('/')[^1]);
        Assert.Contains("冯涛", jian.Text);
        await li.Open(jian.Path);
        Assert.Equal(HttpStatusCode.NotFound, li.Status);

        // The accused is told, sees his own, says his side; nobody else does for him.
        var feng = await site.As("feng");
        await feng.Open("/desk");
        Assert.Contains(feng.All("#inbox .notice"), notice => notice.Contains("对您提出了问责"));
        await feng.Open("/findings");
        Assert.Single(feng.All(".list .case-line"));
        await MayNot(key, "qian", "answer-finding", "not-accused", new { text = "x" });
        await feng.Open($"/findings/{key.Id}");
        await Press(feng, "answer-finding");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, feng.Status);
        Assert.Contains("请写明：陈述申辩", feng.Text);
        await Press(feng, "answer-finding", ("Form.Text", "当天连班，态度急躁"));

        // g2, g3, g4, g5: facts, main responsibility, result, factors.
        await MayNot(key, "feng", "verify", "own-matter", new { ok = true });
        await MayNot(key, "qian", "verify", "not-judge", new { ok = true });
        await jian.Open($"/findings/{key.Id}");
        Assert.Contains("当天连班，态度急躁", jian.Text);
        await Press(jian, "verify", ("Form.Text", "录音证实"));
        Assert.Contains("请选择结论", jian.Text);
        await Press(jian, "verify", ("Form.Ok", "true"), ("Form.Text", "录音证实"));
        await MayNot(key, "feng", "attribute", "own-matter", new { to = "person:li" });
        Assert.Equal("not-a-link", await site.Refused(key, "attribute", "jian", new { to = "person:ma" }));
        await Press(jian, "attribute", ("Form.To", "person:feng"));
        Assert.Contains("主要责任", jian.Text);
        await MayNot(key, "feng", "classify", "own-matter", new { consequence = "none" });
        await Press(jian, "classify", ("Form.Consequence", "complaint-and-image"));
        await MayNot(key, "feng", "weigh", "own-matter", new { factors = new[] { "第四条" } });
        await Press(jian, "weigh", ("Form.Factors", "第四条"));

        // g7: proposed and approved by a person, never by the platform; a wrong amount is kept and named.
        await MayNot(key, "feng", "propose", "own-matter", MoneySite.Fine(100));
        await MayNot(key, "jian", "approve", "not-approver", MoneySite.Fine(100));
        await MayNot(key, "feng", "approve", "own-matter", MoneySite.Fine(100));
        var qian = await site.As("qian");
        await qian.Open($"/findings/{key.Id}");
        await Press(qian, "approve", ("Form.Sanctions", "cash-fine"), ("Form.Amounts[cash-fine]", "一百"));
        Assert.Contains("看不懂罚款的金额“一百”", qian.Text);
        await Press(qian, "approve", ("Form.Sanctions", "cash-fine"), ("Form.Amounts[cash-fine]", "500"));
        Assert.Contains("不在本条款可选的处理之内", qian.Text);
        Assert.Contains("第二条", qian.Text);
        await Press(qian, "approve", ("Form.Sanctions", "apology"), ("Form.Sanctions", "cash-fine"), ("Form.Amounts[cash-fine]", "120.50"));
        Assert.Contains("待执行", qian.Text);

        // An objection stops it until somebody else has decided.
        await feng.Open($"/findings/{key.Id}");
        await Press(feng, "object-finding", ("Form.Reason", "罚得太重"));
        Assert.Equal("objection-open", await site.Refused(key, "execute", "yao", new { }));
        await MayNot(key, "qian", "decide-objection", "own-matter", new { ok = false, text = "x" });
        await jian.Open("/desk");
        Assert.Contains(jian.All("#owe .duty"), duty => duty.Contains("冯涛的问责"));
        await jian.Open($"/findings/{key.Id}");
        await Press(jian, "decide-objection", ("Form.Ok", "false"), ("Form.Text", "在规定幅度以内"));

        // g8, g9: executed once, posted.
        await MayNot(key, "qian", "execute", "not-general-administration", new { });
        await MayNot(key, "jian", "execute", "not-general-administration", new { });
        var yao = await site.As("yao");
        await yao.Open($"/findings/{key.Id}");
        await Press(yao, "execute");
        Assert.Contains("120.50 元", yao.Text);
        Assert.Contains("-120.50 元", yao.Text);
        await MayNot(key, "jian", "fulfil", "not-accused", new { text = "x" });
        Assert.Equal("not-fulfilled", await site.Refused(key, "close-finding", "jian", new { }));
        await feng.Open("/desk");
        Assert.Contains(feng.All("#owe .duty"), duty => duty.Contains("赔礼道歉"));
        await feng.Open($"/findings/{key.Id}");
        await Press(feng, "fulfil", ("Form.Text", "已上门道歉"));
        await MayNot(key, "feng", "review-fulfilment", "own-matter", new { ok = true });
        await jian.Open($"/findings/{key.Id}");
        await Press(jian, "review-fulfilment", ("Form.Ok", "true"));
        await MayNot(key, "feng", "close-finding", "own-matter", new { });
        await Press(jian, "close-finding");
        Assert.Contains("已了结", jian.Text);
        Assert.Equal("closed", await site.Db(db => db.Findings.Where(one => one.Id == key.Id).Select(one => one.Status).SingleAsync()));
        await jian.Open($"/findings/{key.Id}?paper=true");
        Assert.Contains("问责通知书", jian.Text);
        Assert.Contains("罚款 120.5 元", jian.Text);

        // The case leads to it, for those who may see it alone.
        await jian.Open($"/cases/{row.Number}");
        Assert.Contains(jian.Page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")), link => link == $"/findings/{key.Id}");
        await li.Open($"/cases/{row.Number}");
        Assert.DoesNotContain("问责事项 1 项", li.Text);
        Assert.Empty(await site.Broken());
    }

    [Fact]
    public async Task A_unit_loses_by_the_article_and_the_year_is_summed()
    {
        var key = await site.Opened("unit:ops", MoneySite.Management);
        // Neither the unit itself nor who opened it decides.
        await site.Must(key, "verify", "jian", new { ok = true });
        Assert.Equal("not-approver", await site.Refused(key, "approve", "qian", new { }));
        await site.Must(key, "approve", "guo", new { });
        await site.Must(key, "execute", "yao", new { });
        var jian = await site.As("jian");
        await jian.Open("/findings/deductions?year=2026");
        Assert.Contains("运行部", jian.Text);
        Assert.Contains("1%", jian.Text);
        await jian.Open("/findings/deductions?handler=Export&year=2026");
        Assert.Matches(@"运行部,服务奖惩办法,第三条,\d+,\d+,\d+", jian.Page.DocumentElement.TextContent);
        await jian.Open("/findings/deductions?year=二〇");
        Assert.Contains("看不懂年份“二〇”", jian.Text);
        var chen = await site.As("chen");
        await chen.Open("/findings/deductions?year=2026");
        Assert.DoesNotContain("运行部", chen.Page.QuerySelector("main")!.TextContent);
        var li = await site.As("li");
        await li.Open("/findings/deductions");
        Assert.NotEqual(HttpStatusCode.OK, li.Status);
    }

    [Fact]
    public async Task The_month_s_wages_list_is_taken_along_as_csv_and_as_a_workbook()
    {
        await site.Must(await site.Fined("luo", "he", 150.05m), "execute", "yao", new { });
        var yao = await site.As("yao");
        await yao.Open("/findings/wages?month=2026-03");
        Assert.Contains("罗霞", yao.Text);
        Assert.Contains("150.05", yao.Text);
        await yao.Open("/findings/wages?handler=Export&month=2026-03");
        Assert.Contains("罗霞", yao.Page.DocumentElement.TextContent);
        Assert.Contains(",罚款,-150.05,", yao.Page.DocumentElement.TextContent);
        await yao.Open("/findings/wages?month=三月");
        Assert.Contains("看不懂月份“三月”", yao.Text);
        var sheet = new Web.Ui.Table("清单", ["姓名", "金额"], [["=罗霞", 150.05m], ["冯涛", null]]).File("xlsx");
        using var zip = new ZipArchive(new MemoryStream(sheet.FileContents));
        using var reader = new StreamReader(zip.Entries.Single(entry => entry.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal) || entry.FullName.Contains("worksheets/sheet", StringComparison.Ordinal)).Open());
        var xml = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("=罗霞", xml);
        Assert.Contains("150.05", xml);
        Assert.Equal("\uFEFF姓名,金额\r\n'=罗霞,150.05\r\n冯涛,\r\n", System.Text.Encoding.UTF8.GetString(new Web.Ui.Table("清单", ["姓名", "金额"], [["=罗霞", 150.05m], ["冯涛", null]]).File(null).FileContents));
        foreach (var path in (string[])["/findings/wages", "/findings/fund"])
        {
            var li = await site.As("li");
            await li.Open(path);
            Assert.NotEqual(HttpStatusCode.OK, li.Status);
        }
    }

    [Fact]
    public async Task A_reward_is_reported_approved_and_paid_on_screens_and_the_fund_shows_it()
    {
        await site.Must(await site.Fined("gao", "chen", 200), "execute", "yao", new { });
        var li = await site.As("li");
        await li.Open("/findings/rewards");
        await li.Fill("奖励谁", "wu").Fill("事迹", "帮了老人").Press("报送");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        Assert.Contains("由本部门负责人", li.Text);
        var zhao = await site.As("zhao");
        await zhao.Open("/findings/rewards");
        await zhao.Fill("奖励谁", "li").Fill("金额（元）", "一百").Fill("事迹", "雨天陪老人办过户").Press("报送");
        Assert.Contains("看不懂金额“一百”", zhao.Text);
        await zhao.Fill("金额（元）", "99.95").Fill("按哪份制度列支", MoneySite.Measures).Press("报送");
        Assert.Equal("已报送，等待审批。", zhao.Flash);
        Assert.DoesNotContain("雨天陪老人", (await Opened("wu", "/findings/rewards")).Text);
        Assert.DoesNotContain("雨天陪老人", (await Opened("li", "/findings/rewards")).Text);
        var song = await Opened("song", "/findings/rewards");
        await song.Press("批准");
        Assert.Contains("待发放", song.Text);
        var yao = await Opened("yao", "/findings/rewards");
        await yao.Press("发放");
        Assert.Contains("已发放", yao.Text);
        await yao.Open("/findings/fund");
        Assert.Contains("-99.95", yao.Text);
        await yao.Open($"/findings/fund?handler=Export&fund={MoneySite.Measures}");
        Assert.Contains("李娟", yao.Page.DocumentElement.TextContent);
        Assert.Contains("雨天陪老人", (await Opened("li", "/findings/rewards")).Text);
        await yao.Open("/findings/rewards");
        await yao.Press("冲销");
        Assert.Contains("还缺：原因", yao.Text);
        Assert.Empty(await site.Broken());

        async Task<Visitor> Opened(string account, string path)
        {
            var visitor = await site.As(account);
            await visitor.Open(path);
            return visitor;
        }
    }
}

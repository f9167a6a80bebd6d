using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Tests.Complaints;
using Shouwen.Web.Journal;
using Xunit;

namespace Shouwen.Tests.Accountability;

/// <summary>What a verdict on a complaint costs, on screens: the unit's deduction, the person's grade, a finding of its own; and what becomes of it when the verdict is another.</summary>
public sealed class VerdictTests(CityGasSite site) : IClassFixture<CityGasSite>
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1];

    /// <summary>A complaint of Feng that was found valid, and the finding against his unit that followed.</summary>
    private async Task<(Walking Walk, string Finding)> Valid(string phone)
    {
        var (number, said) = await Walking.Register(site, "ma", ("联系电话", phone), ("客户姓名", "田女士"), ("渠道", "complaint-phone"), ("类别", "complaint"), ("诉求内容", "抄表员态度恶劣"), ("这件事归谁办", "other-unit"), ("承办部门", "ops"),
            ("被投诉的部门或人", "feng"), ("投诉人要什么结果", "当面道歉"));
        Assert.True(number is not null, said);
        var walk = new Walking(site, number);
        await walk.May("ma", "transfer", ("unit", "ops"));
        await walk.May("sun", "take-over");
        await walk.May("xie", "determine", ("verdict", "valid"), ("severity", "ordinary"), ("causes", "attitude"));
        var id = (await walk.Row()).Id;
        return (walk, await site.Db(db => db.Findings.Where(finding => finding.CaseId == id && finding.Kind == "valid-complaint").Select(finding => finding.Id).SingleAsync()));
    }

    private Task Broken() => site.Db(async db =>
    {
        Assert.Empty((await Inspection.Of(db, site.Services.GetRequiredService<Web.Cases.Files>(), [], (_, work) => work(() => { }), CancellationToken.None)).Found);
        return true;
    });

    [Fact]
    public async Task A_valid_complaint_costs_the_unit_its_per_cents_and_the_person_his_grade()
    {
        var (walk, finding) = await Valid("13700000031");
        // b11: verified by supervision, approved by the leader above, posted; by nobody of the unit.
        var (jian, qian, guo) = (await site.As("jian"), await site.As("qian"), await site.As("guo"));
        await qian.Open($"/findings/{finding}");
        Assert.Null(FindingPages.Form(qian, "verify"));
        Assert.Contains(qian.All(".barred li"), line => line.Contains("核实") && line.Contains("由监督或人事部门办理"));
        await FindingPages.MayNot(site, qian, finding, "verify", "由监督或人事部门办理", ("Form.Ok", "true"), ("Form.Text", "x"));
        await jian.Open($"/findings/{finding}");
        await FindingPages.Press(jian, "verify", ("Form.Ok", "true"), ("Form.Text", "录音证实"));
        await FindingPages.MayNot(site, jian, finding, "approve", "由该部门的分管领导审批");
        await guo.Open($"/findings/{finding}");
        await FindingPages.Press(guo, "approve");
        await FindingPages.MayNot(site, guo, finding, "execute", "执行");
        await jian.Open($"/findings/{finding}");
        await FindingPages.Press(jian, "execute");
        await jian.Open("/findings/deductions?year=2026");
        Assert.Contains("2%", jian.Text);

        // b12: the grade of the month, by the head, one of those the clause leaves.
        var period = $"2026-{site.Clock.Now:MM}";
        var (li, feng) = (await site.As("li"), await site.As("feng"));
        await feng.Open($"/findings/performance?period={period}");
        Assert.Equal(["冯涛"], feng.All(".performance .main b"));
        Assert.Null(feng.Page.QuerySelector(".performance form"));
        await qian.Open($"/findings/performance?period={period}&unit=ops");
        Assert.Contains(qian.All("#person-feng"), line => line.Contains("有查实的问责，等级只能是C、D、不合格") && line.Contains("第四十二条二") && line.Contains("未评"));
        Assert.DoesNotContain(qian.All("#person-sun"), line => line.Contains("有查实的问责"));
        await Grade(qian, "feng", "A");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, qian.Status);
        Assert.Contains("等级只能是C、D、不合格（第四十二条二）", qian.Text);
        await Grade(qian, "feng", "C");
        Assert.Contains("冯涛", qian.Flash);
        Assert.Contains(qian.All("#person-feng"), line => line.Contains("C 钱伟"));
        await Grade(qian, "feng", "D");
        Assert.Contains("已经评定过；改评要写明原因", qian.Text);
        await Grade(qian, "feng", "D", "主任办公会定");
        Assert.Contains(qian.All("#person-feng"), line => line.Contains("D 钱伟"));
        await qian.Open($"/findings/performance?handler=Export&period={period}&unit=ops");
        Assert.Contains("冯涛,运行部,0,0,,D,钱伟", qian.Page.DocumentElement.TextContent);
        await feng.Open("/desk");
        Assert.Contains(feng.All("#inbox .notice"), notice => notice.Contains("的等级评为D"));
        await li.Open($"/findings/performance?period={period}&unit=ops");
        Assert.Equal(["李娟"], li.All(".performance .main b"));
        await li.Post($"/findings/performance?period={period}&unit=ops", ("__RequestVerificationToken", li.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), ("Form.Person", "feng"), ("Form.Grade", "A"));
        Assert.Equal(HttpStatusCode.NotFound, li.Status);
        await li.Open("/findings/performance?period=三月");
        Assert.Contains("看不懂期间“三月”", li.Text);

        // b13: what was found out against the person himself is a finding of its own, cited from the complaint.
        await jian.Open($"/findings/new?case={walk.Number}");
        Assert.Equal(walk.Number, jian.Value("涉及的诉求（编号）"));
        var clause = jian.Page.QuerySelectorAll("select[name='Form.Clause'] option").Select(option => option.GetAttribute("value")!).First(value => value.StartsWith("wuhan-gas|", StringComparison.Ordinal));
        await jian.Fill("对谁提出", "feng").Fill("违反了哪一条", clause).Fill("事实和证据", "录音里高声争执").Attach("证据（附件）", "录音截图.png", Picture).Press("提出");
        Assert.StartsWith("已提出问责", jian.Flash!, StringComparison.Ordinal);
        Assert.Contains(jian.All("#files ~ ul li, .files li"), line => line.Contains("录音截图.png"));
        Assert.Contains("投诉认定：一般有效", jian.Text);
        var own = jian.Path;
        // The accused of a complaint sees that there is evidence, not the evidence of others, nor its name.
        await feng.Open(own);
        Assert.DoesNotContain("录音截图", feng.Text);
        Assert.Contains("另有 1 份证据材料，对被投诉的一方不公开", feng.Text);
        await FindingPages.Press(feng, "answer-finding", [("files", "情况说明.png", Picture)], ("Form.Text", "客户先动手"));
        Assert.Contains(feng.All(".files li"), line => line.Contains("情况说明.png"));
        await jian.Open(own);
        Assert.Equal(2, jian.All(".files li").Count);
        await FindingPages.Press(jian, "verify", [("files", "假的.png", Encoding.UTF8.GetBytes("text"))], ("Form.Ok", "true"), ("Form.Text", "属实"));
        Assert.Contains("“假的.png”的类型不能上传", jian.Text);
        var file = await site.Db(db => db.Attachments.Where(one => one.Name == "录音截图.png").Select(one => one.Id).SingleAsync());
        await feng.Open($"{own}?handler=File&file={file}");
        Assert.Equal(HttpStatusCode.NotFound, feng.Status);
        await jian.Open($"{own}?handler=File&file={file}");
        Assert.Equal(HttpStatusCode.OK, jian.Status);
        await Broken();

        async Task Grade(Visitor visitor, string person, string grade, string? reason = null)
        {
            var form = (AngleSharp.Html.Dom.IHtmlFormElement)visitor.Page.QuerySelector($"#person-{person} form")!;
            ((AngleSharp.Html.Dom.IHtmlSelectElement)form.QuerySelector("select")!).Value = grade;
            ((AngleSharp.Html.Dom.IHtmlInputElement)form.QuerySelector("input.form-control")!).Value = reason ?? "";
            await visitor.Submit(form);
        }
    }

    [Fact]
    public async Task When_the_verdict_is_another_the_finding_says_so_and_waits_for_a_person()
    {
        var (walk, finding) = await Valid("13700000032");
        var (jian, guo) = (await site.As("jian"), await site.As("guo"));
        await jian.Open($"/findings/{finding}");
        await FindingPages.Press(jian, "verify", ("Form.Ok", "true"), ("Form.Text", "录音证实"));
        await guo.Open($"/findings/{finding}");
        await FindingPages.Press(guo, "approve");
        await walk.May("xie", "determine", ("verdict", "invalid"), ("reason", "unsubstantiated"), ("grounds", "补全的录音没有争执"));

        await jian.Open("/desk");
        Assert.Contains(jian.All("#inbox .notice"), notice => notice.Contains("投诉认定由“一般有效”改为“无效：不属实”") && notice.Contains("要重新核实"));
        await jian.Open("/findings?state=overruled");
        Assert.Contains(jian.All(".list .case-line"), line => line.Contains("认定已改变") && line.Contains("待核实"));
        await jian.Open($"/findings/{finding}");
        Assert.Contains("所依据的投诉认定已由“一般有效”改为“无效：不属实”", jian.Text);
        Assert.Contains("审批已经作废", jian.Text);
        await FindingPages.MayNot(site, jian, finding, "execute", "先重新核实这项问责还成不成立");
        await guo.Open($"/findings/{finding}");
        Assert.Contains(guo.All(".barred li"), line => line.Contains("审批") && line.Contains("先重新核实"));
        await jian.Open($"/findings/{finding}?paper=true");
        Assert.Contains("所依据的投诉认定已由“一般有效”改为“无效：不属实”", jian.Page.DocumentElement.TextContent);
        await jian.Open($"/findings/{finding}");
        await FindingPages.Press(jian, "verify", ("Form.Ok", "false"), ("Form.Text", "认定已改为不属实"));
        await jian.Open($"/findings/{finding}");
        Assert.Contains("已认定不成立", jian.Text);
        await jian.Open("/findings?state=overruled");
        Assert.DoesNotContain(jian.Page.QuerySelectorAll(".list .main").Select(link => link.GetAttribute("href")), link => link == $"/findings/{finding}");
        await jian.Open($"/cases/{walk.Number}");
        Assert.DoesNotContain("认定已改变", jian.Text.Split("问责事项")[^1]);
        await Broken();
    }

    [Fact]
    public async Task What_was_executed_stays_with_the_mark_until_somebody_reverses_it()
    {
        var (walk, finding) = await Valid("13700000033");
        var (jian, guo) = (await site.As("jian"), await site.As("guo"));
        await jian.Open($"/findings/{finding}");
        await FindingPages.Press(jian, "verify", ("Form.Ok", "true"), ("Form.Text", "录音证实"));
        await guo.Open($"/findings/{finding}");
        await FindingPages.Press(guo, "approve");
        await jian.Open($"/findings/{finding}");
        await FindingPages.Press(jian, "execute");
        // From ordinary to major: another finding, and the old one says that it has lost its ground.
        await walk.May("xie", "determine", ("verdict", "valid"), ("severity", "major"), ("causes", "attitude"), ("criteria", "serious-dissatisfaction"), ("criteria", "supervised"), ("criteria", "image"), ("grounds", "上级督办"));
        await jian.Open($"/findings/{finding}");
        Assert.Contains("已经执行的处理仍然有效", jian.Text);
        Assert.Contains("已执行", jian.Text);
        var id = (await walk.Row()).Id;
        Assert.Equal([(true, "executed"), (false, "opened")], (await site.Db(db => db.Findings.Where(one => one.CaseId == id && one.Kind == "valid-complaint").OrderBy(one => one.OpenedAt).Select(one => new { one.Overruled, one.Status }).ToListAsync())).Select(one => (one.Overruled, one.Status)));
        await FindingPages.Press(jian, "reverse", ("Form.Reason", "认定已改为重大有效，另案处理"));
        await jian.Open($"/findings/{finding}");
        Assert.Contains("冲销", jian.Text);
        await Broken();
    }
}

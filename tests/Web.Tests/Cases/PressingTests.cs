using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Pressing and applying as people do it: the customer's urge, its answer, an application and its decision, a complaint between units.</summary>
public class PressingTests(WorldSite site) : IClassFixture<WorldSite>
{
    private static Task Press(Visitor visitor, string act, params (string Key, string Value)[] fields)
    {
        var form = visitor.Page.QuerySelector<IHtmlFormElement>($"#act-{act} form");
        Assert.True(form is not null, $"{act} is not offered; there are {string.Join(", ", visitor.Page.QuerySelectorAll("details.act").Select(one => one.Id))}");
        foreach (var (key, value) in fields)
            switch (form.QuerySelector($"[name='{key}']"))
            {
                case IHtmlTextAreaElement area: area.Value = value; break;
                case IHtmlSelectElement select: select.Value = value; break;
                case IHtmlInputElement input: input.Value = value; break;
                default: throw new Xunit.Sdk.XunitException($"{act} has no {key}");
            }
        return visitor.Submit(form);
    }

    private async Task<CaseRow> Passed(string content, string phone)
    {
        var row = await site.Called(content: content, phone: phone);
        await site.Did(row, "transfer", "li", new { unit = Requests.Ops, explained_to_customer = true });
        await site.Did(row, "take-over", "sun", new { });
        return row;
    }

    [Fact]
    public async Task A_customer_urges_once_and_reads_the_answer()
    {
        var row = await Passed("阀门关不严", "13900007001");
        var customer = site.Visitor("127.0.0.71");
        await customer.Open($"/p/{row.Number}/{row.Code}");
        await customer.Fill("想催什么", "几时能来").Press("催办");
        Assert.StartsWith("已经催办", customer.Flash, StringComparison.Ordinal);
        Assert.Contains("您催办了 几时能来", customer.Text);
        await customer.Press("催办");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, customer.Status);
        Assert.Contains("以后可以再催", customer.Text);

        var sun = await site.As("sun");
        Assert.Contains(sun.All("#owe .duty"), line => line.StartsWith("回复催办", StringComparison.Ordinal) && line.Contains(row.Number) && line.Contains("对客户陈女士负责"));
        Assert.Contains(sun.All("#inbox .notice"), notice => notice.Contains($"客户第 1 次催办 {row.Number}") && notice.Contains("几时能来"));
        await sun.Open($"/cases/{row.Number}");
        Assert.Contains("已催办 1 次", sun.Text);
        await Press(sun, "answer-urge", ("text", "下午三点前上门"));
        Assert.StartsWith("回复催办：已记录", sun.Flash, StringComparison.Ordinal);

        await customer.Open(customer.Path);
        Assert.Contains("答复催办 下午三点前上门", customer.Text);
        await site.Did(row, "inform", "sun", new { reply = "阀门已更换" });
        await customer.Open(customer.Path);
        Assert.DoesNotContain("想催什么", customer.Text);
    }

    [Fact]
    public async Task A_clerk_urges_for_the_customer_and_who_does_the_work_may_not()
    {
        var row = await Passed("表后软管漏气", "13900007002");
        var wu = await site.As("xie");
        await wu.Open($"/cases/{row.Number}");
        await Press(wu, "urge", ("behalf", "customer"), ("text", "客户来电催问"));
        Assert.Contains("第 1 次催办（代客户）", wu.Text);
        var sun = await site.As("sun");
        await sun.Open($"/cases/{row.Number}");
        Assert.Null(sun.Page.QuerySelector("#act-urge"));
        Assert.NotNull(sun.Page.QuerySelector("#act-answer-urge"));
    }

    [Fact]
    public async Task An_application_with_evidence_waits_on_the_deciders_desk_and_is_decided()
    {
        var row = await Passed("户外箱体锈蚀", "13900007003");
        var sun = await site.As("sun");
        await sun.Open($"/cases/{row.Number}");
        sun.Attach("证据（附件）", "现场.png", [0x89, 0x50, 0x4E, 0x47, 1, 2, 3, 4, 5]);
        await Press(sun, "request-extension", ("until", "2026-03-20T17:30"), ("reason", "箱体要定做"));
        Assert.StartsWith("申请延期：已记录", sun.Flash, StringComparison.Ordinal);
        Assert.Contains("现场.png", sun.Text);
        Assert.Contains("等待审批", sun.Text);

        var qian = await site.As("qian");
        var wait = qian.All("#waits .apply").Single(line => line.Contains(row.Number));
        Assert.Contains("箱体要定做（证据：现场.png）", wait);
        Assert.DoesNotContain(qian.All("#owe .duty"), line => line.StartsWith("审批延期", StringComparison.Ordinal));
        await qian.Open($"/cases/{row.Number}?act=decide-extension");
        await Press(qian, "decide-extension", ("granted", "false"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, qian.Status);
        Assert.Contains("不同意要写明理由", qian.Text);
        await Press(qian, "decide-extension", ("granted", "false"), ("text", "先做临时防护"));
        Assert.Contains("没有同意", qian.Text);
        Assert.Contains("先做临时防护", qian.Text);
        await qian.Open("/desk");
        Assert.DoesNotContain(qian.All("#waits .apply"), line => line.Contains(row.Number));
        await sun.Open("/desk");
        Assert.Contains(sun.All("#inbox .notice"), notice => notice.Contains("没有同意") && notice.Contains("先做临时防护"));
    }

    [Fact]
    public async Task A_granted_pause_and_escalation_show_on_the_case()
    {
        var row = await Passed("改管要等物业", "13900007004");
        await site.Did(row, "request-pause", "sun", new { cause = "third-party", reason = "物业明天才在" });
        await site.Did(row, "request-escalation", "li", new { to = "guo", reason = "物业不配合" });
        var qian = await site.As("qian");
        await qian.Open($"/cases/{row.Number}");
        Assert.Contains("没有随暂停停止计时的责任", qian.Text);
        await Press(qian, "decide-pause", ("granted", "true"));
        Assert.Contains("已暂停", qian.Text);
        await site.Did(row, "decide-escalation", "zhao", new { granted = true });
        await qian.Open($"/cases/{row.Number}");
        Assert.Contains("已升级到郭建军", qian.Text);
        await site.Did(row, "step-down", "guo", new { reason = "物业已同意" });
        await qian.Open($"/cases/{row.Number}");
        Assert.DoesNotContain("已升级到", qian.Text);
    }

    [Fact]
    public async Task One_unit_complains_of_another_and_a_third_judges()
    {
        var row = await Passed("接手后没人联系", "13900007005");
        var zhao = await site.As("zhao");
        await zhao.Open($"/cases/{row.Number}");
        await Press(zhao, "complain-of-unit", ("unit", "ops"), ("reason", "半天没有联系客户"));
        Assert.StartsWith("投诉其他部门：已记录", zhao.Flash, StringComparison.Ordinal);
        var jian = await site.As("jian");
        Assert.Contains(jian.All("#owe .duty"), line => line.StartsWith("裁定部门投诉", StringComparison.Ordinal) && line.Contains(row.Number));
        await jian.Open($"/cases/{row.Number}");
        await Press(jian, "judge-complaint", ("ok", "true"), ("text", "应当当日联系"));
        Assert.Contains("裁定部门投诉成立", jian.Text);
    }
}

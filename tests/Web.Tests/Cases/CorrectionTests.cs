using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Cases;
using Shouwen.Web.Journal;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>更正首问认定 on the case's page: a form for the superior, a sentence for everybody else.</summary>
public sealed class CorrectionTests(WorldSite site) : IClassFixture<WorldSite>
{
    private static Task Correct(Visitor visitor, string person, string reason)
    {
        var form = visitor.Page.QuerySelector<IHtmlFormElement>("#act-correct-first-contact form") ?? throw new Xunit.Sdk.XunitException("更正首问认定 is not offered.");
        form.QuerySelector<IHtmlSelectElement>("[name=person]")!.Value = person;
        form.QuerySelector<IHtmlTextAreaElement>("[name=reason]")!.Value = reason;
        return visitor.Submit(form);
    }

    [Fact]
    public async Task A_superior_puts_the_right_one_in_his_place_and_both_hear_of_it()
    {
        var row = await site.Called(content: "找吴师傅看表", phone: "13900008101");
        var head = await site.As("zhao");
        await head.Open($"/cases/{row.Number}");
        await Correct(head, "li", "接电话的是她");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, head.Status);
        Assert.Contains("首问责任人已经是李娟，不用更正", head.Text, StringComparison.Ordinal);
        Assert.Contains("接电话的是她", head.Text, StringComparison.Ordinal);
        await Correct(head, "wu", "录音里客户明确找吴");
        Assert.StartsWith("更正首问认定：已记录", head.Flash, StringComparison.Ordinal);
        var now = await site.Db(db => db.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id));
        Assert.Equal(("wu", "wu"), (now.FirstContactId, now.HandlerId));

        var right = await site.As("wu");
        Assert.Contains(right.All("#inbox .notice"), notice => notice.Contains($"更正了 {row.Number}", StringComparison.Ordinal) && notice.Contains("录音里客户明确找吴", StringComparison.Ordinal));
        await right.Open($"/cases/{row.Number}");
        Assert.Contains("此前：李娟", right.Text, StringComparison.Ordinal);
        Assert.Contains("更正首问认定：首问责任人由李娟改为", right.Text, StringComparison.Ordinal);
        var wrong = await site.As("li");
        Assert.Contains(wrong.All("#inbox .notice"), notice => notice.Contains($"更正了 {row.Number}", StringComparison.Ordinal));
        await wrong.Open($"/cases/{row.Number}");
        Assert.Equal(HttpStatusCode.OK, wrong.Status);
        Assert.Empty(await site.Db(db => new Verifying(db, site.Services.GetRequiredService<Files>()).Look($"case:{row.Id}")));
    }

    [Fact]
    public async Task Who_is_not_over_the_first_contact_reads_who_is_and_is_refused()
    {
        var row = await site.Called(content: "问开户要什么", phone: "13900008102");
        var clerk = await site.As("li");
        await clerk.Open($"/cases/{row.Number}");
        Assert.Null(clerk.Page.QuerySelector("#act-correct-first-contact"));
        Assert.Contains(clerk.All(".barred li"), line => line.Contains("更正首问认定", StringComparison.Ordinal) && line.Contains("首问责任人认定错了的，由其上级", StringComparison.Ordinal));
        foreach (var person in (string[])["li", "wu", "qian"])
            Assert.Equal("not-superior", Assert.IsType<Outcome.Refused>(await site.Try(row, "correct-first-contact", person, new { person = "wu", reason = "换人" })).Refusals[0].Code);
        await site.Did(row, "answer", "li", new { reply = "带身份证即可" });
        await site.Did(row, "close", "li", new { });
        Assert.Equal("case-closed", Assert.IsType<Outcome.Refused>(await site.Try(row, "correct-first-contact", "zhao", new { person = "wu", reason = "换人" })).Refusals[0].Code);
    }
}

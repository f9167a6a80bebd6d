using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>移交错了: back inside the window, the taker's after it, and the coordinating body has the last word.</summary>
public class MisroutingTests
{
    /// <summary>Four working hours; li sends to operations at nine.</summary>
    private static Story Sent() => Story.With("{house/return-within: {working-hours: 4}}").Call().Does("li", "transfer", new { unit = "ops" });

    [Fact]
    public void To_the_last_minute_of_the_window_it_goes_back() =>
        Sent().At("2026-03-03T14:30").Does("qian", "return", new { opinion = "不归运行部" }).Expect("handler: li, status: awaiting-transfer");

    [Fact]
    public void After_the_window_it_is_the_takers_and_both_know()
    {
        var story = Sent().At("2026-03-03T14:31").Expect("handler: ops, first-contact: li, chain: [li], status: awaiting-takeover, notified: [qian, li]");
        story.Refused("qian", "return", "return-too-late", new { opinion = "不归运行部" }).Refused("qian", "forward", "return-too-late", new { unit = "lab" });
        story.Does("zhou", "take-over").Expect("handler: zhou, chain: [li, zhou], status: handling");
    }

    [Fact]
    public void Whoever_took_over_may_give_it_back_inside_a_window_of_its_own()
    {
        var taken = Sent().At("2026-03-03T10:00").Does("zhou", "take-over");
        taken.At("2026-03-03T15:31").Refused("zhou", "return", "return-too-late", new { opinion = "不归" });
        Sent().At("2026-03-03T10:00").Does("zhou", "take-over").At("2026-03-03T15:30").Does("zhou", "return", new { opinion = "不归" }).Expect("handler: li");
    }

    [Fact]
    public void Without_a_window_nothing_passes_by_itself() =>
        new Story().Call().Does("li", "transfer", new { unit = "ops" }).At("2026-03-20T09:00").Expect("handler: li").Does("qian", "return", new { opinion = "不归" }).Expect("handler: li, status: awaiting-transfer");

    [Fact]
    public void A_ruling_sends_the_work_where_it_belongs_for_good()
    {
        var story = Sent().Does("qian", "dispute", new { unit = "lab", reason = "表具检定归化验室" }).Expect("notified: [he, li], handler: li")
            .Refused("qian", "dispute", "already-disputed", new { reason = "再说一遍" }).At("2026-03-04T09:00").Expect("handler: li");
        story.Refused("zhou", "arbitrate", "not-coordinator", new { unit = "lab", reason = "归化验室" }).Refused("he", "arbitrate", "field-missing", new { unit = "lab" });
        story.Does("he", "arbitrate", new { unit = "lab", reason = "检定归化验室" }).Expect("handler: lab, first-contact: li, status: awaiting-takeover, notified: [wu, qian, li]");
        story.Refused("wu", "return", "already-ruled", new { opinion = "不归" }).Does("xu", "take-over").Expect("handler: xu, chain: [li, xu]").Refused("xu", "return", "already-ruled", new { opinion = "不归" })
            .Refused("xu", "dispute", "already-ruled", new { reason = "不归" });
    }

    [Fact]
    public void A_ruling_may_leave_it_or_give_it_back()
    {
        Sent().Does("qian", "dispute", new { reason = "不归运行部" }).Does("he", "arbitrate", new { unit = "ops", reason = "归运行部" }).Expect("handler: ops").Does("zhou", "take-over").Expect("chain: [li, zhou]");
        Sent().Does("qian", "dispute", new { reason = "不归运行部" }).Does("he", "arbitrate", new { unit = "front", reason = "前台自己能办" }).Expect("handler: li, status: awaiting-transfer, chain: [li]");
        Sent().Does("zhou", "take-over").Does("zhou", "dispute", new { reason = "不归" }).Does("he", "arbitrate", new { unit = "lab", reason = "归化验室" }).Expect("handler: lab").Does("xu", "take-over").Expect("handler: xu, chain: [li, zhou, xu]");
    }

    [Fact]
    public void Only_what_came_from_another_can_be_disputed() =>
        new Story().Call().Refused("li", "dispute", "nothing-to-dispute", new { reason = "不归" }).Refused("xu", "dispute", "not-taker, nothing-to-dispute", new { reason = "不归" })
            .Refused("he", "arbitrate", "nothing-disputed", new { unit = "lab", reason = "归" });

    [Fact]
    public void A_flag_raised_later_wakes_the_rules_of_that_kind_of_matter()
    {
        var pack = Story.Pack("incidents", "duties:\n  - {duty: report-media, bearer: first-contact, from: flagged, if: {flag: media}, within: immediate, clause: 一}");
        new Story(pack).Call().Refused("xu", "flag", "not-in-chain", new { flags = new[] { "media" } }).Refused("li", "flag", "field-missing")
            .Does("li", "flag", new { flags = new[] { "media" }, reason = "电视台来了" }).Expect("duties: [{duty: report-media, bearer: li, state: open}]");
    }
}

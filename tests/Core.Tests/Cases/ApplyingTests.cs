using Shouwen.Cases;
using Shouwen.Duties;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>申请: extension, pause, urgent handling, escalation. Asked by one, decided by another, within a limit.</summary>
public class ApplyingTests
{
    private static readonly Shouwen.Packs.Pack Limits = Story.Pack("p", """
        duties:
          - {duty: resolve, bearer: handler, owed-to: customer, from: register, within: {working-days: 5}, pauses: [customer], extends: true, clause: 一}
          - {duty: contact, bearer: handler, owed-to: customer, from: register, within: {working-days: 3}, shortens: true, clause: 二}
        """);

    private static readonly Shouwen.Packs.Pack ToService = Story.Pack("q", """
        gates:
          - {act: decide-extension, only: [customer-service], code: not-service, clause: 一}
        """);

    private static Story Start(params Shouwen.Packs.Pack[] packs) => new Story([Limits, .. packs]).Call();

    private static Duty Last(Story story, string name) => story.Case.Duties.Last(duty => duty.Name == name);

    [Fact]
    public void An_application_lays_the_decision_on_whoever_may_decide()
    {
        var story = Start().Does("li", "request-extension", new { until = "2026-03-20T17:30", reason = "等备件" });
        Assert.Equal((Party.Person("zhao"), Party.Person("li"), DutyState.Open), (Last(story, "decide-extension").Holder, Last(story, "decide-extension").Creditor, Last(story, "decide-extension").State));
        story.Refused("li", "request-extension", "already-asked", new { until = "2026-03-21T17:30" }).Refused("li", "decide-extension", "own-matter", new { granted = true })
            .Refused("zhao", "decide-extension", "field-missing", new { granted = false }).Does("zhao", "decide-extension", new { granted = true });
        Assert.Equal(DutyState.Met, Last(story, "decide-extension").State);
        Assert.Equal([("extension", true)], Applying.Of(story.Case).Select(one => (one.Kind, Applying.Granted(one.Decided!))));
    }

    [Fact]
    public void Where_a_regulation_names_who_decides_it_is_that_one() =>
        Assert.Equal(Party.Unit("service"), Last(Start(ToService).Does("li", "request-extension", new { until = "2026-03-20T17:30" }).Expect("notified: [zhao, he]"), "decide-extension").Holder);

    [Fact]
    public void More_time_is_asked_for_in_time_and_only_so_often()
    {
        Start().At("2026-03-10T17:31").Refused("li", "request-extension", "too-late", new { until = "2026-03-20T17:30" });
        var story = Start();
        foreach (var day in (string[])["2026-03-11T17:30", "2026-03-12T17:30"])
            story.Does("li", "request-extension", new { until = day }).Does("zhao", "decide-extension", new { granted = true });
        story.Refused("li", "request-extension", "extended-enough", new { until = "2026-03-20T17:30" });
    }

    [Fact]
    public void The_organisation_may_say_how_far_one_extension_goes()
    {
        // The work of five days ends on 10 March; three working days more end on the 13th.
        var story = Story.With("{extension-longest: {working-days: 3}}", Limits).Call();
        story.Refused("li", "request-extension", "extended-too-far", new { until = "2026-03-13T17:31" }).Does("li", "request-extension", new { until = "2026-03-13T17:30" })
            .Does("zhao", "decide-extension", new { granted = true }).Expect("duties: [{duty: resolve, due: 2026-03-13T17:30}]");
    }

    [Fact]
    public void The_customer_is_told_of_a_delay_where_the_organisation_asks_it()
    {
        var story = Story.With("{delay-notice: {working-hours: 4}}", Limits).Call().Does("li", "request-extension", new { until = "2026-03-20T17:30" }).Does("zhao", "decide-extension", new { granted = true });
        Assert.Equal((Party.Person("li"), DutyState.Open), (Last(story, "tell-delay").Holder!.Value, Last(story, "tell-delay").State));
        story.Does("li", "defer", new { reason = "等备件" });
        Assert.Equal(DutyState.Met, Last(story, "tell-delay").State);
        Start().Does("li", "request-extension", new { until = "2026-03-20T17:30" }).Does("zhao", "decide-extension", new { granted = true }).Expect("status: awaiting-transfer");
        Assert.DoesNotContain(Start().Does("li", "request-extension", new { until = "2026-03-20T17:30" }).Does("zhao", "decide-extension", new { granted = true }).Case.Duties, duty => duty.Name == "tell-delay");
    }

    [Fact]
    public void A_pause_that_is_granted_stops_the_clocks_that_its_cause_stops()
    {
        var story = Start().Refused("li", "request-pause", "field-missing", new { cause = "customer" }).Does("li", "request-pause", new { cause = "customer", reason = "客户出差" }).Expect("notified: [zhao]")
            .Does("zhao", "decide-pause", new { granted = true }).Expect("status: paused, notified: [li], duties: [{duty: resolve, state: paused}, {duty: contact, state: open}]")
            .Refused("li", "request-pause", "already-paused", new { cause = "customer", reason = "再等等" }).Does("li", "resume").Expect("duties: [{duty: resolve, state: open}]");
        Assert.Equal("customer", story.Case.PausedBy!.With.Text("cause"));
        Start().Does("li", "request-pause", new { cause = "customer", reason = "客户出差" }).Does("zhao", "decide-pause", new { granted = false, reason = "可以先上门" }).Expect("status: awaiting-transfer, duties: [{duty: resolve, state: open}]");
    }

    [Fact]
    public void The_organisation_may_want_to_be_asked_before_a_pause() => Story.With("{pause-consent: [customer]}", Limits).Call()
        .Refused("li", "pause", "pause-by-application", new { cause = "customer" }).Does("li", "pause", new { cause = "weather" });

    [Fact]
    public void Urgent_handling_may_be_refused_with_the_reason() => Start().Does("li", "request-urgent", new { reason = "有老人" })
        .Refused("zhao", "decide-urgent", "field-missing", new { granted = false }).Does("zhao", "decide-urgent", new { granted = false, text = "按序办理" }).Expect("duties: [{duty: contact, due: 2026-03-06T17:30}]");

    [Fact]
    public void An_escalation_is_granted_and_taken_down_again()
    {
        var story = Start().Refused("li", "request-escalation", "field-missing").Does("li", "request-escalation", new { to = "person:wang", reason = "两个部门都不接" }).Expect("notified: [zhao]")
            .Refused("li", "step-down", "not-escalated", new { reason = "x" }).Does("zhao", "decide-escalation", new { granted = true }).Expect("notified: [li, wang]");
        Assert.Equal((Party.Person("wang"), "zhao"), (story.Case.EscalatedTo!.Value, story.Case.Escalated!.By));
        story.Refused("li", "request-escalation", "already-escalated", new { reason = "再升" }).Does("wang", "instruct", new { text = "由运行部牵头", until = "2026-03-04T17:30" })
            .Refused("xu", "step-down", "not-superior", new { reason = "x" }).Does("wang", "step-down", new { reason = "已明确牵头部门" }).Expect("notified: [li]");
        Assert.Null(story.Case.Escalated);
    }
}

using Shouwen.Cases;
using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Duties and their clocks: raised, moved with the work, paused, extended, shortened, met, late, breached, counted.</summary>
public class ClockTests
{
    private static Pack Clocks { get; } = Story.Pack("clocks", """
        duties:
          - {duty: transfer, bearer: first-contact, owed-to: customer, from: register, if: {scope: other-unit}, within: {working-hours: 2}, met-by: [transfer, designate], breach: {finding: delay}, clause: 一}
          - {duty: contact, bearer: handler, owed-to: customer, from: register, within: {working-days: 3}, shortens: true, breach: {finding: delay}, clause: 一}
          - {duty: resolve, bearer: handler, owed-to: first-contact, from: register, within: {working-days: 5}, pauses: [customer, weather], extends: true, waived-by: explain, clause: 二}
          - {duty: inform, bearer: first-contact, owed-to: customer, from: register, until: case-limit, clause: 二}
          - {duty: answer, bearer: handler, from: promise, until: promise, clause: 二}
          - {duty: summarise, bearer: handler, from: register, within: prompt, clause: 三}
        findings:
          - {finding: delay, from: breached, if: {duty: [transfer, contact]}, against: handler, clause: 三}
        """);

    private static Story Start() => new Story(Clocks).Call();

    [Fact]
    public void Each_duty_has_bearer_creditor_due_and_clause() => Start().Expect("""
        duties: [{duty: transfer, bearer: li, owed-to: customer, due: 2026-03-03T11:00, state: open, clause: 一, pack: clocks},
          {duty: contact, bearer: li, due: 2026-03-06T17:30}, {duty: resolve, bearer: li, owed-to: li, due: 2026-03-10T17:30}, {duty: summarise, state: open}], no-duties: [{duty: answer}]
        """);

    [Fact]
    public void A_duty_may_still_be_done_at_the_very_moment_it_is_due_and_is_late_a_minute_after()
    {
        Start().At("2026-03-03T11:00").Expect("duties: [{duty: transfer, state: open}], no-findings: []").Does("li", "transfer", new { unit = "ops" }).Expect("duties: [{duty: transfer, bearer: li, state: met}]");
        Start().At("2026-03-03T11:01").Expect("duties: [{duty: transfer, bearer: li, state: breached}], findings: [{against: li, duty: transfer, kind: delay, clause: 三}]")
            .Does("li", "transfer", new { unit = "ops" }).Expect("duties: [{duty: transfer, bearer: li, state: late}]");
    }

    [Fact]
    public void A_live_duty_moves_with_the_work_and_freezes_on_whoever_let_it_lapse() => Start()
        .Does("li", "transfer", new { unit = "ops" }).Does("sun", "take-over").Expect("duties: [{duty: contact, bearer: sun, due: 2026-03-06T17:30}, {duty: inform, bearer: li}]")
        .At("2026-03-09T08:30").Expect("duties: [{duty: contact, bearer: sun, state: breached}], findings: [{against: sun, duty: contact}]")
        .Does("sun", "return").Expect("handler: li, duties: [{duty: contact, bearer: sun, state: breached}, {duty: resolve, bearer: li, state: open}]");

    [Fact]
    public void Two_duties_that_lapse_together_open_two_findings()
    {
        var story = Start().At("2026-03-16T09:00").Expect("findings: [{duty: transfer}, {duty: contact}]");
        Assert.Equal(2, story.Matters.Count(matter => matter.Key.Kind == MatterKind.Finding));
        Assert.Equal(2, story.Case.Findings.Distinct().Count());
    }

    [Fact]
    public void A_pause_moves_the_end_by_the_working_time_that_stood_still_and_only_where_the_pack_says() => Start()
        .At("2026-03-04T15:30").Does("li", "pause", new { cause = "customer" }).Expect("status: paused, duties: [{duty: resolve, state: paused}, {duty: contact, state: open}]")
        .At("2026-03-12T10:30").Expect("duties: [{duty: resolve, state: paused}, {duty: contact, state: breached}]")
        .Does("li", "resume").Expect("status: handling, duties: [{duty: resolve, state: open, due: 2026-03-18T14:00}]");

    [Fact]
    public void A_pause_for_another_cause_stops_nothing() => Start().Does("li", "pause", new { cause = "third-party" }).Expect("status: paused, duties: [{duty: resolve, state: open}]");

    [Fact]
    public void A_hand_over_under_way_is_still_so_after_a_pause() => Start().Does("li", "transfer", new { unit = "ops" })
        .Does("li", "pause", new { cause = "weather" }).Does("li", "resume").Expect("status: awaiting-takeover").Does("sun", "take-over").Expect("status: handling");

    [Fact]
    public void A_granted_extension_sets_a_later_end_and_a_refused_or_earlier_one_sets_none()
    {
        Start().Does("li", "request-extension", new { until = "2026-03-20T17:30", reason = "等备件" }).Expect("notified: [zhao], duties: [{duty: resolve, due: 2026-03-10T17:30}]")
            .Does("zhao", "decide-extension", new { granted = true }).Expect("notified: [li], duties: [{duty: resolve, due: 2026-03-20T17:30}, {duty: contact, due: 2026-03-06T17:30}]");
        Start().Does("li", "request-extension", new { until = "2026-03-20T17:30" }).Does("zhao", "decide-extension", new { granted = false, text = "备件有库存" }).Expect("duties: [{duty: resolve, due: 2026-03-10T17:30}]");
        Start().Does("li", "request-extension", new { until = "2026-03-05T17:30" }).Does("zhao", "decide-extension", new { granted = true }).Expect("duties: [{duty: resolve, due: 2026-03-10T17:30}]");
        Start().Does("li", "request-extension", new { until = "2026-03-20T17:30" }).At("2026-03-11T08:30").Does("zhao", "decide-extension", new { granted = true }).Expect("duties: [{duty: resolve, state: breached, due: 2026-03-10T17:30}]");
    }

    [Fact]
    public void An_urgent_decision_shortens_what_can_be_shortened_and_lengthens_nothing()
    {
        Start().Does("li", "request-urgent", new { reason = "有老人" }).Does("zhao", "decide-urgent", new { due = "2026-03-03T12:00" }).Expect("duties: [{duty: contact, due: 2026-03-03T12:00}, {duty: resolve, due: 2026-03-10T17:30}]");
        Start().Does("li", "request-urgent", new { reason = "有老人" }).Does("zhao", "decide-urgent", new { due = "2026-03-30T12:00" }).Expect("duties: [{duty: contact, due: 2026-03-06T17:30}]");
    }

    [Fact]
    public void The_limit_of_the_case_and_a_promise_are_ends_that_can_be_set_anew()
    {
        new Story(Clocks).Call(new { limit = new { until = "2026-03-09T12:00", source = "prescribed" } }).Expect("duties: [{duty: inform, due: 2026-03-09T12:00}]")
            .Does("li", "amend", new { limit = new { until = "2026-03-10T12:00" } }).Expect("duties: [{duty: inform, due: 2026-03-10T12:00}]");
        Start().Does("li", "promise", new { until = "2026-03-04T12:00" }).Expect("duties: [{duty: answer, due: 2026-03-04T12:00, state: open}, {duty: inform, state: open}]")
            .Does("li", "promise", new { until = "2026-03-05T12:00" }).Expect("duties: [{duty: answer, due: 2026-03-05T12:00, state: open}], no-duties: [{duty: answer, due: 2026-03-04T12:00}]");
    }

    [Fact]
    public void A_limit_already_past_is_breached_at_the_act_that_set_it_so_that_history_never_runs_backwards()
    {
        var story = new Story(Clocks).Call(new { limit = new { until = "2026-03-02T12:00" } }).At("2026-03-03T09:30").Expect("duties: [{duty: inform, due: 2026-03-02T12:00, state: breached}]");
        Assert.Equal(story.Case.Acts[0].At, story.Case.Duties.Single(duty => duty.Name == "inform").BreachedAt);
    }

    [Fact]
    public void A_waiver_ends_a_duty_and_one_without_number_is_never_breached() => Start()
        .Does("li", "explain", new { reason = "重复来电" }).Expect("duties: [{duty: resolve, state: waived}]").At("2027-03-03T09:00").Expect("duties: [{duty: summarise, state: open}, {duty: resolve, state: waived}]");

    [Fact]
    public void A_further_trigger_starts_no_second_duty_while_one_stands()
    {
        var story = Start().Does("li", "promise", new { until = "2026-03-04T12:00" }).Does("li", "promise", new { until = "2026-03-04T15:00" });
        Assert.Single(story.Case.Duties, duty => duty.Name == "answer");
        story.Does("li", "answer", new { reply = "好" }).Does("li", "promise", new { until = "2026-03-06T15:00" });
        Assert.Equal(2, story.Case.Duties.Count(duty => duty.Name == "answer"));
    }

    [Fact]
    public void After_all_of_several_the_clock_starts_with_the_last()
    {
        var pack = Story.Pack("steps", "duties:\n  - {duty: resolve, bearer: handler, from: {all: [{when: contact, if: {ok: true}}, visit]}, within: {working-days: 1}, clause: 一}");
        new Story(pack).Call().Does("li", "contact").Does("li", "visit").Expect("no-duties: [{duty: resolve}]")
            .At("2026-03-05T10:00").Does("li", "contact", new { ok = true }).Expect("duties: [{duty: resolve, due: 2026-03-06T17:30}]");
    }
}

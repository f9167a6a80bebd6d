using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Projects: the lead answers, stages start when all their conditions hold, a total stands over its parts, and a pause stops them by its cause.</summary>
public class ProjectTests
{
    private static Pack Stages { get; } = Story.Pack("stages", """
        ownership:
          - {as: lead, who: actor, clause: 一}
        duties:
          - {duty: project-contact, bearer: lead, owed-to: customer, from: lead, within: {working-days: 3}, clause: 一}
          - {duty: approve-budget, id: whole, bearer: lead, from: lead, within: {working-days: 10}, pauses: [customer], clause: 二}
          - {duty: deliver-drawings, bearer: design, owed-to: lead, from: {all: [{when: survey-done, if: {equipment: clear}}, materials-complete]}, within: {working-days: 5}, inside: whole, clause: 二}
          - {duty: deliver-costing, bearer: costing, from: hand-to-costing, within: {working-days: 3}, clause: 三}
        """);

    private static Story Lead() => new Story(Stages).At("2026-03-02T09:00").Does("li", "lead", new { source = "approval-system", flow = 12, user = "某食品厂" });

    [Fact]
    public void A_lead_opens_a_project_whose_finder_answers() => Lead()
        .Expect("lead: li, duties: [{duty: project-contact, bearer: li, owed-to: customer, due: 2026-03-05T17:30}, {duty: approve-budget, due: 2026-03-16T17:30}]")
        .At("2026-03-04T10:00").Does("li", "project-contact", new { mode = "phone" }).Expect("duties: [{duty: project-contact, state: met}]").Refused("xu", "pause", "not-handler", new { cause = "customer" });

    [Fact]
    public void A_stage_starts_only_when_all_its_conditions_hold() => Lead()
        .Does("li", "materials-complete").Does("li", "survey-done", new { equipment = "unclear" }).Expect("no-duties: [{duty: deliver-drawings}]")
        .At("2026-03-10T09:00").Does("li", "survey-done", new { equipment = "clear" }).Expect("duties: [{duty: deliver-drawings, bearer: design, owed-to: li, due: 2026-03-17T17:30}]");

    [Fact]
    public void A_pause_stops_the_total_and_what_is_inside_it_and_nothing_else() => Lead()
        .Does("li", "survey-done", new { equipment = "clear" }).At("2026-03-10T09:00").Does("li", "materials-complete").Does("li", "hand-to-costing")
        .At("2026-03-11T09:00").Does("li", "pause", new { cause = "customer" }).Expect("duties: [{duty: deliver-drawings, state: paused}, {duty: approve-budget, state: paused}, {duty: deliver-costing, state: open}]")
        .At("2026-03-13T09:00").Does("li", "resume").Expect("duties: [{duty: deliver-drawings, due: 2026-03-19T17:30, state: open}, {duty: approve-budget, due: 2026-03-18T17:30}, {duty: deliver-costing, due: 2026-03-13T17:30}]");

    [Fact]
    public void A_pause_of_another_cause_stops_no_clock() => Lead().Does("li", "pause", new { cause = "weather" }).Expect("status: paused, duties: [{duty: approve-budget, state: open, due: 2026-03-16T17:30}]");

    [Fact]
    public void What_begins_while_all_stands_still_starts_paused() => Lead()
        .Does("li", "survey-done", new { equipment = "clear" }).At("2026-03-10T09:00").Does("li", "pause", new { cause = "customer" }).Does("li", "materials-complete")
        .Expect("duties: [{duty: deliver-drawings, state: paused}]").At("2026-03-11T09:00").Does("li", "resume").Expect("duties: [{duty: deliver-drawings, state: open, due: 2026-03-18T17:30}]");

    [Fact]
    public void What_is_done_while_the_clock_stands_still_is_in_time() => Lead().At("2026-03-10T09:00").Does("li", "pause", new { cause = "customer" })
        .At("2026-03-18T09:00").Does("li", "approve-budget").Expect("duties: [{duty: approve-budget, state: met, due: 2026-03-24T17:30}]");

    [Fact]
    public void A_hand_over_goes_on_while_a_case_stands_still_and_its_end_ends_the_pause() => new Story(Stages).Call().Does("li", "transfer", new { unit = "ops" }).Does("li", "pause", new { cause = "customer" })
        .Does("sun", "take-over").Expect("status: paused, handler: sun").Does("sun", "resume").Expect("status: handling")
        .Does("sun", "pause", new { cause = "other" }).Does("sun", "resolve", new { result = "已修好", reply = "已修好" }).Expect("status: informed").Refused("sun", "resume", "not-paused");
}

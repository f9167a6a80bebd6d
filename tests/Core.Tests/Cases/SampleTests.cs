using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Duties that fall into parts: shares of a population, one per branch, one per person; and what adoption itself raises.</summary>
public class SampleTests
{
    private static Pack Sampling { get; } = Story.Pack("sampling", """
        duties:
          - {duty: callback, bearer: quality-inspection, from: plan-sample, count: {share: {set: sample-share}, of: population, round: up}, clause: 一}
        set:
          - {name: sample-share, type: share, default: 3%, clause: 一, ask: 抽多少？}
        """);

    private static Story Planned() => new Story(Sampling).Call(new { customer = new { segment = "residential" } }).Does("li", "inform", new { reply = "已修好" })
        .Does("fang", "plan-sample", new { period = "2026-03", segment = "residential", population = 66 })
        .Does("fang", "plan-sample", new { period = "2026-03", segment = "commercial", population = 100 });

    [Fact]
    public void A_sample_asks_for_its_share_of_the_population_rounded_up() => Planned()
        .Expect("duties: [{duty: callback, bearer: quality, segment: residential, period: 2026-03, count: 2, due: 2026-03-31T23:59, state: open}, {duty: callback, segment: commercial, count: 3}]");

    [Fact]
    public void A_plan_that_cannot_be_read_is_refused() => new Story(Sampling).At("2026-03-03T09:00")
        .Refused("fang", "plan-sample", "bad-number, bad-period", new { period = "三月", population = "很多" }).Refused("fang", "plan-sample", "bad-number", new { population = -5 });

    [Fact]
    public void So_many_callbacks_of_the_segment_meet_it() => Planned()
        .Does("fang", "callback", new { @case = "A", rating = "satisfied" }).Expect("duties: [{segment: residential, state: open}]")
        .Does("fang", "callback", new { @case = "A", rating = "basic" }).Expect("duties: [{segment: residential, state: met}, {segment: commercial, state: open}]");

    [Fact]
    public void Callbacks_of_another_month_do_not_count()
    {
        var story = Planned().At("2026-04-01T09:00").Does("fang", "callback", new { @case = "A", rating = "satisfied" }).Does("fang", "callback", new { @case = "A", rating = "satisfied" });
        story.Expect("duties: [{segment: residential, state: breached}]");
    }

    [Fact]
    public void A_share_that_is_still_open_asks_for_one()
    {
        var open = Story.Pack("open", "duties:\n  - {duty: callback, bearer: quality-inspection, from: plan-sample, count: {share: {set: s}, of: population, round: up}, clause: 一}\nset:\n  - {name: s, type: share, open: true, clause: 一, ask: 多少？}");
        new Story(open).At("2026-03-03T09:00").Does("fang", "plan-sample", new { population = 500 }).Expect("duties: [{duty: callback, count: 1, period: 2026-03}]");
    }

    private static Pack Parts { get; } = Story.Pack("parts", """
        duties:
          - {duty: rate, bearer: customer-service, every: month, per: each-department, clause: 一}
          - {duty: plan-sample, bearer: quality-inspection, every: month, per: segment, if: {segment: [residential, commercial]}, clause: 二}
          - {duty: train, id: own, bearer: each-post, every: year, clause: 三}
          - {duty: publish, bearer: hr, from: adopted, within: {working-days: 3}, clause: 三}
        """);

    [Fact]
    public void A_duty_per_unit_is_met_by_an_act_that_names_the_unit() => new Story(Parts).At("2026-03-03T09:00").Does("he", "rate", new { unit = "ops", grade = "A" })
        .Expect("duties: [{duty: rate, bearer: service, segment: ops, state: met}, {duty: rate, bearer: service, segment: lab, state: open}]");

    [Fact]
    public void A_duty_per_segment_stands_for_those_its_condition_names() => new Story(Parts).At("2026-03-03T09:00").Does("fang", "plan-sample", new { segment = "commercial", population = 9 })
        .Expect("duties: [{duty: plan-sample, segment: commercial, state: met}, {duty: plan-sample, segment: residential, state: open}], no-duties: [{segment: industrial}]");

    [Fact]
    public void What_each_person_owes_another_cannot_do() => new Story(Parts).At("2026-03-03T09:00").Does("sun", "train")
        .Expect("duties: [{duty: train, bearer: sun, state: met}, {duty: train, bearer: zhou, state: open}, {duty: train, bearer: qian, state: open}]")
        .Does("qian", "train", new { people = new[] { "zhou" } }).Expect("duties: [{duty: train, bearer: zhou, state: met}]");

    [Fact]
    public void Adoption_raises_its_duties_once() => new Story(Parts).At("2026-03-03T09:00").Expect("duties: [{duty: publish, bearer: people, due: 2026-03-06T17:30}]")
        .Does("gu", "publish", new { where = "公告栏" }).At("2026-04-03T09:00").Expect("duties: [{duty: publish, state: met}], no-duties: [{duty: publish}]");
}

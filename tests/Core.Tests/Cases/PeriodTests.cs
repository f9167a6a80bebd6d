using Shouwen.Duties;
using Shouwen.Packs;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Duties that no case raises: of days, months, quarters, halves and years, and states of the directory that are kept.</summary>
public class PeriodTests
{
    [Theory]
    [InlineData("day", "2026-03-05", "2026-03-05", "2026-03-05", "2026-03-05")]
    [InlineData("month", "2028-02-10", "2028-02", "2028-02-01", "2028-02-29")]
    [InlineData("quarter", "2026-12-31", "2026-Q4", "2026-10-01", "2026-12-31")]
    [InlineData("half-year", "2026-06-30", "2026-H1", "2026-01-01", "2026-06-30")]
    [InlineData("half-year", "2026-07-01", "2026-H2", "2026-07-01", "2026-12-31")]
    [InlineData("year", "2026-07-01", "2026", "2026-01-01", "2026-12-31")]
    public void A_period_includes_both_its_days(string every, string day, string name, string first, string last) =>
        Assert.Equal(new Period(name, Calendars.Date(first), Calendars.Date(last)), Period.Of(every, Calendars.Date(day)));

    [Fact]
    public void An_unknown_period_is_a_fault() => Assert.Throws<FormatException>(() => Period.Of("fortnight", Calendars.Date("2026-03-05")));

    private static Pack Reports { get; } = Story.Pack("reports", """
        set:
          - {name: check-period, type: period, open: true, ask: 多久一次？, clause: 三}
        duties:
          - {duty: hand-in, bearer: each-department, owed-to: general-administration, every: month, until: period-end, clause: 一}
          - {duty: submit-report, bearer: customer-service, owed-to: {leader: customer-service}, every: quarter, until: next-period-end, clause: 二}
          - {duty: hold-meeting, bearer: customer-service, every: month, within: {working-days: 3}, clause: 二}
          - {duty: spot-check, bearer: quality-inspection, every: {set: check-period}, clause: 三}
        """);

    [Fact]
    public void Every_unit_owes_every_period_and_hands_in_its_own()
    {
        new Story(Reports).At("2026-03-31T10:00").Expect("duties: [{duty: hand-in, bearer: ops, owed-to: admin, period: 2026-03, due: 2026-03-31T23:59, state: open}, {duty: hand-in, bearer: lab, period: 2026-03}]")
            .Does("zhou", "hand-in").Expect("duties: [{duty: hand-in, bearer: ops, state: met}, {duty: hand-in, bearer: lab, state: open}]")
            .At("2026-04-01T09:00").Expect("duties: [{duty: hand-in, bearer: lab, period: 2026-03, state: breached}, {duty: hand-in, bearer: ops, period: 2026-03, state: met}, {duty: hand-in, bearer: ops, period: 2026-04, due: 2026-04-30T23:59, state: open}]")
            .Does("xu", "hand-in").Expect("duties: [{duty: hand-in, bearer: lab, period: 2026-03, state: late}]");
    }

    [Fact]
    public void A_pack_adopted_later_owes_nothing_for_the_time_before_and_a_new_version_nothing_for_the_period_that_runs()
    {
        var regime = new Story(Reports).At("2026-03-02T10:00").Regime;
        Assert.Equal(["2026-03", "2026-04", "2026-05"], Months(regime));
        Assert.Equal(["2026-05"], Months(regime with { Since = new Dictionary<string, (DateTimeOffset, DateTimeOffset)> { ["reports"] = (At("2026-05-07T00:00"), At("2026-05-07T00:00")) } }));
        Assert.Equal(["2026-04", "2026-05"], Months(regime with { Since = new Dictionary<string, (DateTimeOffset, DateTimeOffset)> { ["reports"] = (At("2026-01-01T00:00"), At("2026-03-10T00:00")) } }));

        DateTimeOffset At(string moment) => regime.Calendar.At(DateOnly.Parse(moment[..10], System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(moment[11..], System.Globalization.CultureInfo.InvariantCulture));
        IReadOnlyList<string> Months(Judging.Regime one) => [.. Periods.Advance(one, new Shouwen.Cases.Matter(new(Shouwen.Cases.MatterKind.Organisation, "organisation")), At("2026-03-02T10:00"), At("2026-05-20T10:00"))
            .OfType<Shouwen.Cases.DutyRaised>().Where(raised => raised.Duty.Name == "hold-meeting").Select(raised => raised.Duty.Period!)];
    }

    [Fact]
    public void A_state_that_nobody_asks_to_be_kept_any_more_is_no_longer_owed()
    {
        var pack = Story.Pack("keeping", """
            duties:
              - {duty: supervise, bearer: customer-service, keep: supervision-kept, clause: 一}
              - {duty: hand-in, bearer: customer-service, every: month, until: period-end, clause: 二}
            """);
        var regime = new Story(pack).At("2026-03-02T10:00").Regime with { Versions = new Dictionary<string, Pack> { [pack.Mark] = pack } };
        var now = regime.Calendar.At(new(2026, 3, 2), new(10, 0));
        var kept = Grown(new(new(Shouwen.Cases.MatterKind.Organisation, "organisation")), regime);
        Assert.Equal(["supervise", "hand-in"], kept.Duties.Where(duty => duty.Stands).Select(duty => duty.Name));
        var withdrawn = Grown(kept, regime with { Packs = [] });
        Assert.Equal(["hand-in"], withdrawn.Duties.Where(duty => duty.Stands).Select(duty => duty.Name));
        Assert.Equal(DutyState.Waived, withdrawn.Duties[0].State);
        Assert.Equal(withdrawn.Version, Grown(withdrawn, regime with { Packs = [] }).Version);

        Shouwen.Cases.Matter Grown(Shouwen.Cases.Matter matter, Judging.Regime under) => Periods.Advance(under, matter, now, now.AddHours(1)).Aggregate(matter, (one, happened) => one.Apply(happened));
    }

    [Fact]
    public void What_somebody_owes_for_himself_ends_when_he_leaves_and_what_his_office_owes_stays()
    {
        var pack = Story.Pack("learning", """
            duties:
              - {duty: train, bearer: everyone, keep: post-duties-known, clause: 一}
              - {duty: supervise, bearer: {head: each-unit}, keep: supervision-kept, clause: 二}
            """);
        var regime = new Story(pack).At("2026-03-02T10:00").Regime;
        var now = regime.Calendar.At(new(2026, 3, 2), new(10, 0));
        var before = Grown(new(new(Shouwen.Cases.MatterKind.Organisation, "organisation")), regime);
        var leaves = regime.Organisation.Units.First(unit => unit.Head is not null).Head!;
        var own = regime.Organisation;
        var after = Grown(before, regime with { Organisation = new(own.Units, own.People.Select(person => person.Id == leaves ? person with { Active = false } : person), own.Roster, own.Absences) });
        Assert.Equal((DutyState.Open, DutyState.Waived), (Of(before, "train").State, Of(after, "train").State));
        Assert.True(Of(after, "supervise").Stands);

        Duty Of(Shouwen.Cases.Matter matter, string name) => matter.Duties.First(duty => duty.Name == name && duty.Holder == Party.Person(leaves));
        Shouwen.Cases.Matter Grown(Shouwen.Cases.Matter matter, Judging.Regime under) => Periods.Advance(under, matter, now, now.AddHours(1)).Aggregate(matter, (one, happened) => one.Apply(happened));
    }

    [Fact]
    public void A_report_about_a_period_is_due_with_the_last_moment_of_the_next() => new Story(Reports).At("2026-03-31T10:00").Expect("duties: [{duty: submit-report, period: 2026-Q1, due: 2026-06-30T23:59}]");

    [Fact]
    public void A_length_runs_from_the_start_of_the_period() => new Story(Reports).At("2026-03-31T10:00").At("2026-04-01T10:00")
        .Expect("duties: [{duty: hold-meeting, period: 2026-04, due: 2026-04-07T17:30}]");

    [Fact]
    public void An_open_period_asks_for_nothing_until_the_organisation_says()
    {
        new Story(Reports).At("2026-03-31T10:00").Expect("no-duties: [{duty: spot-check}]");
        Story.With("{check-period: half-year}", Reports).At("2026-03-31T10:00").Expect("duties: [{duty: spot-check, bearer: quality, period: 2026-H1, due: 2026-06-30T23:59}]");
    }

    [Fact]
    public void Periods_that_nobody_looked_at_are_raised_all_the_same_and_once_only()
    {
        var story = new Story(Reports).At("2026-03-02T10:00").At("2026-07-01T09:00").At("2026-07-01T09:01");
        var organisation = story.Matters[0];
        Assert.Equal(["2026-03", "2026-04", "2026-05", "2026-06", "2026-07"], organisation.Duties.Where(duty => duty.Name == "hand-in" && duty.Segment == "ops").Select(duty => duty.Period));
        Assert.Equal(organisation.Duties.Count, organisation.Duties.Select(duty => duty.No).Distinct().Count());
        Assert.Equal("working-days 3", organisation.Duties.First(duty => duty.Name == "hold-meeting").Limit);
    }

    [Fact]
    public void A_state_is_open_while_it_lacks_met_while_it_holds_and_never_breached()
    {
        var pack = Story.Pack("states", "duties:\n  - {duty: change-contact, keep: contact-named, bearer: each-department, clause: 一}\n  - {duty: train, keep: trained, bearer: each-department, clause: 二}");
        var story = new Story(pack).At("2026-03-02T10:00").Expect("duties: [{duty: change-contact, bearer: ops, state: met}, {duty: change-contact, bearer: lab, state: open}, {duty: train, bearer: lab, state: open}]")
            .At("2027-03-02T10:00").Expect("duties: [{duty: change-contact, bearer: lab, state: open}]")
            .Does("xu", "train").Expect("duties: [{duty: train, bearer: lab, state: met}, {duty: train, bearer: ops, state: open}]").At("2027-03-03T10:00");
        Assert.Single(story.Matters[0].Duties, duty => duty.Name == "train" && duty.Segment == "lab");
        Assert.Null(story.Matters[0].Duties[0].Limit);
    }
}

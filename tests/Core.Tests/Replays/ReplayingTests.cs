using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Packs;
using Shouwen.Replays;
using Shouwen.Tests.Calendar;
using Xunit;
using Story = Shouwen.Tests.Cases.Story;

namespace Shouwen.Tests.Replays;

/// <summary>A draft is held against what was recorded: what would have been otherwise, by clause, and nothing that is not the draft's doing.</summary>
public class ReplayingTests
{
    private const string Rules = """
        duties:
          - {duty: transfer, bearer: first-contact, owed-to: customer, from: register, within: {working-hours: 2}, breach: {finding: delay}, clause: 一}
          - {duty: resolve, bearer: handler, owed-to: first-contact, from: take-over, within: {working-days: 3}, clause: 二}
        findings:
          - {finding: delay, from: breached, against: first-contact, clause: 三}
        """;

    private static readonly Pack Rule = Story.Pack("rules", Rules);
    private static readonly Regime World = new Story(Rule).Regime;

    private static DateTimeOffset At(string moment) => World.Calendar.At(moment);

    /// <summary>li registers at nine, transfers to operations, sun takes over at eleven and is done the next day.</summary>
    private static List<Event> Told(Regime regime, string transferred = "2026-03-03T10:00")
    {
        var (matter, events) = (new Matter(new(MatterKind.Case, "c")), new List<Event>());
        Do("2026-03-03T09:00", "li", "register", new { channel = "phone", kind = "enquiry", scope = "other-unit", unit = "ops", content = "气压低", customer = new { name = "陈女士" } });
        Do(transferred, "li", "transfer", new { unit = "ops" });
        Do("2026-03-03T16:00", "sun", "take-over", new { });
        Do("2026-03-04T10:00", "sun", "resolve", new { result = "已调压" });
        return events;

        void Do(string at, string by, string act, object with)
        {
            var accepted = Assert.IsType<Decision.Accepted>(Deciding.Do(regime, matter, new Act(act, by, At(at), Fields.Of(with)), []));
            matter = accepted.Matter;
            events.AddRange(accepted.Events);
        }
    }

    private static Replayed Replay(IReadOnlyList<Event> recorded, Pack draft, Regime? regime = null, string until = "2026-03-31T18:00") =>
        Replaying.Of(new(MatterKind.Case, "c"), recorded, regime ?? World, draft, At(until));

    private static string[] Lines(IEnumerable<Difference> differences) => [.. differences.Select(one => $"{one.Change} {one.Pack} {one.Clause} {one.About}: {one.Then} → {one.Now}")];

    private static Pack Draft(string from, string to)
    {
        Assert.Contains(from, Rules, StringComparison.Ordinal);
        return Story.Pack("rules", Rules.Replace(from, to, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_rules_judge_the_same_even_when_their_numbers_move()
    {
        Assert.Empty(Replay(Told(World), Rule).Differences);
        var moved = Replay(Told(World), Draft("duties:", "duties:\n  - {duty: archive, bearer: first-contact, owed-to: customer, from: close, within: {working-days: 1}, clause: 三}"));
        Assert.Empty(moved.Differences);
        Assert.Empty(moved.Drift);
    }

    [Fact]
    public void A_shorter_limit_makes_a_duty_overdue_and_opens_the_question_of_responsibility() => Assert.Equal(
    [
        "DueEarlier rules 一 transfer: 2026-03-03 11:00 截止 → 2026-03-03 10:00 截止",
        "Overdue rules 一 transfer: 按时完成 → 逾期后完成",
        "NewFinding rules 三 transfer: 无 → 问责李小双",
    ], Lines(Replay(Told(World, "2026-03-03T10:30"), Draft("working-hours: 2", "working-hours: 1")).Differences));

    [Fact]
    public void A_longer_limit_takes_both_back() => Assert.Equal(
    [
        "DueLater rules 一 transfer: 2026-03-03 11:00 截止 → 2026-03-03 14:30 截止",
        "NotOverdue rules 一 transfer: 逾期后完成 → 按时完成",
        "NoFinding rules 三 transfer: 问责李小双 → 无",
    ], Lines(Replay(Told(World, "2026-03-03T11:30"), Draft("working-hours: 2", "working-hours: 4")).Differences));

    [Fact]
    public void What_is_not_over_by_the_end_of_the_span_is_not_overdue()
    {
        var recorded = Told(World)[..4].ToList();
        Assert.Equal(["DueEarlier rules 一 transfer: 2026-03-03 11:00 截止 → 2026-03-03 10:00 截止"], Lines(Replay(recorded, Draft("working-hours: 2", "working-hours: 1"), until: "2026-03-03T10:00").Differences));
        Assert.Contains(Replay(recorded, Draft("working-hours: 2", "working-hours: 1"), until: "2026-03-03T10:01").Differences, one => one.Change == Change.Overdue);
    }

    [Fact]
    public void Duties_that_only_one_of_the_two_knows_are_told_with_their_clause() => Assert.Equal(
    [
        "NoDuty rules 二 resolve: sun，2026-03-06 17:30 截止，按时完成 → 无",
        "NewDuty rules 二 contact: 无 → sun，2026-03-04 17:30 截止，已逾期",
    ], Lines(Replay(Told(World), Draft("duty: resolve, bearer: handler, owed-to: first-contact, from: take-over, within: {working-days: 3}", "duty: contact, bearer: handler, owed-to: customer, from: take-over, within: {working-days: 1}")).Differences));

    [Fact]
    public void A_duty_may_rest_on_somebody_else() =>
        Assert.Equal(["Bearer rules 二 resolve: sun → qian"], Lines(Replay(Told(World), Draft("duty: resolve, bearer: handler", "duty: resolve, bearer: {head: handler}")).Differences));

    /// <summary>sun took over although the draft says only the head may: it is told, and the story goes on to its end.</summary>
    [Fact]
    public void What_the_draft_would_have_refused_is_told_and_done_all_the_same()
    {
        var replayed = Replay(Told(World), Story.Pack("rules", Rules + "\ngates:\n  - {act: take-over, only: [{head: taker}], code: not-head, text: 由部门负责人接单。, clause: 三}"));
        Assert.Equal(["Refused rules 三 take-over: 2026-03-03 16:00 sun已接手 → 由部门负责人接单。"], Lines(replayed.Differences));
    }

    [Fact]
    public void A_draft_that_changes_whom_it_binds_takes_its_duties_along()
    {
        var replayed = Replay(Told(World), Story.Pack("rules", Rules + "\napplies:\n  - {kinds: [complaint], clause: 三}"));
        Assert.Equal([Change.NoLongerBinds, Change.NoDuty, Change.NoDuty], replayed.Differences.Select(one => one.Change));
        Assert.Empty(replayed.Drift);
    }

    [Fact]
    public void A_draft_of_a_regulation_nobody_adopted_is_added_last()
    {
        var draft = Story.Pack("more", "duties:\n  - {duty: contact, bearer: handler, owed-to: customer, from: register, within: {working-days: 1}, clause: 一}");
        Assert.Equal(["Binds more  : 不适用 → 适用", "NewDuty more 一 contact: 无 → sun，2026-03-04 17:30 截止，已逾期"], Lines(Replay(Told(World), draft).Differences));
    }

    /// <summary>In force it stands first, but did not bind the case: widened, it takes its own place again and its gate goes before the other's duty.</summary>
    [Fact]
    public void A_draft_that_binds_more_keeps_its_place_in_the_order_of_precedence()
    {
        var narrow = Story.Pack("first", "applies:\n  - {kinds: [complaint], clause: 一}\nownership:\n  - {as: first-contact, who: {head: first-asked}, clause: 一}");
        var other = Story.Pack("second", "ownership:\n  - {as: first-contact, who: first-asked, clause: 一}");
        var regime = World with { Packs = [narrow, other] };
        var wide = Story.Pack("first", "ownership:\n  - {as: first-contact, who: {head: first-asked}, clause: 一}");
        Assert.Contains("Place first 一 first-contact: 李小双 → zhao", Lines(Replay(Told(regime), wide, regime).Differences));
    }

    /// <summary>sun has left since: that his acts would be refused today is not the draft's doing.</summary>
    [Fact]
    public void What_changed_in_the_directory_is_not_blamed_on_the_draft()
    {
        var without = World with { Organisation = new Organisation(World.Organisation.Units, World.Organisation.People.Select(person => person.Id == "sun" ? person with { Active = false } : person)) };
        var same = Replay(Told(World), Rule, without);
        Assert.Empty(same.Differences);
        Assert.Empty(same.Drift);
        Assert.Equal(["DueLater rules 一 transfer: 2026-03-03 11:00 截止 → 2026-03-03 14:30 截止"], Lines(Replay(Told(World), Draft("working-hours: 2", "working-hours: 4"), without).Differences));
    }

    [Fact]
    public void What_no_longer_comes_out_as_recorded_is_told_apart()
    {
        var elsewhere = World with { Calendar = new Shouwen.Calendar.WorkCalendar(Calendars.China, new Shouwen.Calendar.Timetable { Shifts = [new(new(9, 0), new(12, 0)), new(new(13, 0), new(17, 0))] }) };
        var replayed = Replay(Told(World), Rule, elsewhere);
        Assert.Empty(replayed.Differences);
        Assert.Equal(["DueEarlier rules 二 resolve: 2026-03-06 17:30 截止 → 2026-03-06 17:00 截止"], Lines(replayed.Drift));
    }

    /// <summary>A case is held against the version it was registered under, not the one in force.</summary>
    [Fact]
    public void The_recorded_version_is_what_the_draft_is_compared_with()
    {
        var recorded = Told(World);
        var now = World with { Packs = [Draft("working-days: 3", "working-days: 5")], Versions = new Dictionary<string, Pack> { [Rule.Mark] = Rule } };
        Assert.Empty(Replay(recorded, Rule, now).Differences);
        Assert.Equal(["DueLater rules 二 resolve: 2026-03-06 17:30 截止 → 2026-03-10 17:30 截止"], Lines(Replay(recorded, now.Packs[0], now).Differences));
    }

    [Fact]
    public void A_history_without_its_beginning_is_no_history() =>
        Assert.Throws<ArgumentException>(() => Replay(Told(World)[..1], Rule));
}

using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Packs;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Duties;

/// <summary>The organisation's own duties: done by whoever owes them, measures of meetings, contacts that are tried.</summary>
public class MeasuresTests
{
    private static readonly Organisation Town = new(
        [new("front") { Name = "大厅", Head = "zhao", Leader = "song" }, new("ops") { Name = "运行部", Head = "qian" }, new("service") { Name = "客服部", Role = "customer-service", Head = "xie" }],
        [new("li") { Unit = "front", Name = "李娟" }, new("zhao") { Unit = "front" }, new("qian") { Unit = "ops" }, new("sun") { Unit = "ops", Name = "孙强" }, new("xie") { Unit = "service" }, new("song"), new("gone") { Active = false }]);

    private static readonly Pack Rules = Shouwen.Tests.Cases.Story.Pack("upkeep", """
        duties:
          - {duty: hand-in, bearer: each-unit, every: month, clause: 一}
          - {duty: submit-report, bearer: customer-service, owed-to: {leader: each-unit}, every: month, met-by: {when: submit-report, if: {report-kind: analysis}}, clause: 二, text: 交分析报告}
        """);

    private static readonly Regime Office = new(Town, Calendars.Office, [Rules], new Dictionary<string, Node>());
    private static readonly DateTimeOffset Morning = Calendars.Office.At("2026-03-04T09:00");
    private static readonly Matter Empty = new(new(MatterKind.Organisation, "organisation"));
    private static Matter Begun => Periods.Advance(Office, Empty, Morning.AddDays(-1), Morning).Aggregate(Empty.Apply(new Opened(["upkeep@1"], "") { At = Morning.AddDays(-1) }), (matter, happened) => matter.Apply(happened));

    private static Decision Try(Matter own, string act, string by, object with, int minutes = 0) => Deciding.Do(Office, own, new(act, by, Morning.AddMinutes(own.Version + minutes), Fields.Of(with)), []);
    private static Matter Done(Matter own, string act, string by, object with, int minutes = 0) => Try(own, act, by, with, minutes) is Decision.Accepted { Matter: var matter } ? matter
        : throw new Xunit.Sdk.XunitException(string.Join("; ", ((Decision.Refused)Try(own, act, by, with, minutes)).Refusals.Select(one => one.Code)));
    private static Refusal Refused(Matter own, string act, string by, object with) => Assert.IsType<Decision.Refused>(Try(own, act, by, with)).Refusals[0];

    [Fact]
    public void What_a_unit_owes_its_people_its_head_and_its_leader_do_and_nobody_else()
    {
        var own = Begun;
        foreach (var by in (string[])["li", "zhao", "song"])
            Assert.Contains(Done(own, "hand-in", by, new { unit = "front", period = "2026-03" }).Duties, duty => duty is { Name: "hand-in", Segment: "front", Stands: false });
        own = Done(own, "submit-report", "xie", new { kind = "results" });       // of a kind that nobody owes
        Assert.True(own.Duties.Single(duty => duty.Name == "submit-report").Stands);
        var why = Refused(own, "submit-report", "li", new { kind = "analysis" });
        Assert.Equal(("not-owed", "二", "upkeep", "交分析报告由客服部负责，您不能代办。"), (why.Code, why.Clause, why.Pack, why.Sentence));
        // Whoever owes his own is not let do another's.
        Assert.Equal("not-owed", Refused(own, "hand-in", "li", new { unit = "ops", period = "2026-03" }).Code);
        own = Done(own, "submit-report", "xie", new { kind = "analysis" });
        Assert.Equal("not-superior", Refused(own, "instruct", "li", new { text = "加人" }).Code);
        Done(own, "instruct", "song", new { text = "加人" });
    }

    [Fact]
    public void Measures_of_a_meeting_lie_on_people_and_each_ends_with_its_own_report()
    {
        var own = Done(Begun, "hold-meeting", "xie", new { text = "两项", measures = new object[] { new { text = "先打电话", person = "sun", until = "2026-03-10T17:30" }, new { text = "印资料清单", person = "sun" } } });
        var (first, second) = (own.Duties[^2], own.Duties[^1]);
        Assert.Equal(("先打电话", Party.Person("sun"), Calendars.Office.At("2026-03-10T17:30"), Party.Person("xie")), (first.Text, first.Holder!.Value, first.Due!.Value, first.Creditor!.Value));
        Assert.Null(second.Due);
        Assert.Equal("not-owed", Refused(own, "follow-measure", "li", new { measure = first.No, text = "好" }).Code);
        Assert.Equal("no-such-measure", Refused(own, "follow-measure", "sun", new { text = "好" }).Code);
        Assert.Equal("field-missing", Refused(own, "follow-measure", "sun", new { measure = first.No }).Code);
        own = Done(own, "follow-measure", "sun", new { measure = second.No, text = "印好了" });
        Assert.Equal([true, false], own.Duties.TakeLast(2).Select(duty => duty.Stands));
        own = Done(own, "follow-measure", "qian", new { measure = first.No, text = "写进规程" }, minutes: 7 * 24 * 60);
        Assert.Equal(DutyState.Late, own.Duties[first.No - 1].State);
    }

    [Theory]
    [InlineData("", "sun", null, "要写明做什么")]
    [InlineData("先打电话", "gone", null, "没有在职人员“gone”")]
    [InlineData("先打电话", "sun", "2026-03-01T10:00", "不是将来的时间")]
    [InlineData("先打电话", "sun", "明天", "不是将来的时间")]
    public void A_measure_says_what_by_whom_and_until_when(string text, string person, string? until, string why) =>
        Assert.Contains(why, Refused(Begun, "hold-meeting", "xie", new { measures = new object[] { new { text, person, until } } }).Sentence);

    [Fact]
    public void A_contact_that_is_not_reached_is_to_be_put_right_within_the_limit_and_only_once()
    {
        Assert.Equal("not-checker", Refused(Begun, "check-contact", "li", new { unit = "ops", ok = true }).Code);
        Assert.Equal("own-matter", Refused(Begun, "check-contact", "xie", new { unit = "service", ok = true }).Code);
        Assert.Equal("field-missing", Refused(Begun, "check-contact", "xie", new { unit = "ops" }).Code);
        var own = Done(Begun, "check-contact", "xie", new { unit = "ops", ok = false });
        Assert.Equal(("restore-contact", Party.Unit("ops"), "working-days 1"), (own.Duties[^1].Rule, own.Duties[^1].Holder!.Value, own.Duties[^1].Limit));
        var no = own.Duties.Count;
        own = Done(own, "check-contact", "xie", new { unit = "ops", ok = false });
        Assert.Equal(no, own.Duties.Count);
        own = Done(own, "check-contact", "xie", new { unit = "front", ok = true });
        Assert.True(own.Duties[no - 1].Stands);
        Assert.Equal(DutyState.Met, Done(own, "check-contact", "xie", new { unit = "ops", ok = true }).Duties[no - 1].State);
        Assert.Equal(DutyState.Met, Done(own, "change-contact", "qian", new { unit = "ops", role = "contact", person = "sun" }).Duties[no - 1].State);
    }
}

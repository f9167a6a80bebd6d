using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>督办单: issued by an office or by whoever may supervise the case, answered, reviewed, stepped up, ended.</summary>
public class OrderingTests
{
    private static readonly Organisation Town = new(
        [new("front") { Name = "大厅", Head = "zhao" }, new("ops") { Name = "运行部", Head = "qian", Leader = "guo" }, new("watch") { Name = "监察室", Role = "supervision", Head = "jian" }],
        [new("li") { Unit = "front" }, new("zhao") { Unit = "front" }, new("sun") { Unit = "ops" }, new("qian") { Unit = "ops" }, new("jian") { Unit = "watch" }, new("qiu") { Unit = "watch" }, new("guo")]);

    private static readonly Regime Office = new(Town, Calendars.Office, [], new Dictionary<string, Shouwen.Packs.Node>());
    private static readonly DateTimeOffset Morning = Calendars.Office.At("2026-03-04T09:00");

    private static Decision Try(Matter order, string act, string by, object with, params Matter[] others) => Deciding.Do(Office, order, new(act, by, Morning.AddMinutes(order.Version), Fields.Of(with)), others);
    private static Matter Done(Matter order, string act, string by, object with, params Matter[] others) => Try(order, act, by, with, others) is Decision.Accepted { Matter: var matter } ? matter
        : throw new Xunit.Sdk.XunitException(string.Join("; ", ((Decision.Refused)Try(order, act, by, with, others)).Refusals.Select(one => one.Code)));
    private static string Refused(Matter order, string act, string by, object with, params Matter[] others) => string.Join(", ", Assert.IsType<Decision.Refused>(Try(order, act, by, with, others)).Refusals.Select(one => one.Code));

    private static readonly Matter New = new(new(MatterKind.Order, "o"));
    private static Matter Issued(string grade = "yellow") => Done(New, "issue-order", "jian", new { unit = "ops", grade, text = "集中整改上门超时" });
    private static Duty Last(Matter order, string rule) => order.Duties.Last(duty => duty.Rule == rule);

    private static Matter Case(bool taken = true)
    {
        var begun = Assert.IsType<Decision.Accepted>(Deciding.Open(Office, new(MatterKind.Case, "c"), new("register", "li", Morning, Fields.Of(new { content = "停气", scope = "other-unit", unit = "ops" })))).Matter;
        var sent = Done(begun, "transfer", "li", new { unit = "ops" });
        return taken ? Done(sent, "take-over", "sun", new { }) : sent;
    }

    [Fact]
    public void An_order_is_answered_reviewed_and_closed()
    {
        var order = Issued();
        Assert.Equal(("issued", "yellow", Party.Unit("ops"), "working-days 3"), (order.Status, Ordering.GradeOf(order), Last(order, "answer-order").Holder!.Value, Last(order, "answer-order").Limit));
        order = Done(order, "answer-order", "sun", new { text = "已排班" });
        Assert.Equal((DutyState.Met, Party.Person("jian")), (Last(order, "answer-order").State, Last(order, "review-order").Holder!.Value));
        order = Done(order, "return-order", "qiu", new { reason = "没有措施" });
        Assert.Equal(("issued", DutyState.Open, DutyState.Met), (order.Status, Last(order, "answer-order").State, Last(order, "review-order").State));
        order = Done(Done(order, "answer-order", "qian", new { text = "加派两人" }), "close-order", "jian", new { });
        Assert.Equal("closed", order.Status);
        Assert.All(order.Duties, duty => Assert.False(duty.Stands));
        Assert.Equal("order-ended", Refused(order, "answer-order", "sun", new { text = "x" }));
    }

    [Fact]
    public void Who_may_order_answer_and_review()
    {
        Assert.Equal("not-issuer", Refused(New, "issue-order", "li", new { unit = "ops", text = "快办" }));
        Assert.Equal("own-unit", Refused(New, "issue-order", "jian", new { unit = "watch", text = "x" }));
        Assert.Equal("field-missing", Refused(New, "issue-order", "jian", new { unit = "ops" }));
        Assert.Equal("unknown-grade", Refused(New, "issue-order", "jian", new { unit = "ops", grade = "blue", text = "x" }));
        Done(New, "issue-order", "guo", new { unit = "ops", text = "x" });
        var order = Issued();
        Assert.Equal("not-supervised", Refused(order, "answer-order", "li", new { text = "x" }));
        Assert.Equal("not-answered", Refused(order, "close-order", "jian", new { }));
        Assert.Equal("not-issuer", Refused(order, "cancel-order", "qian", new { reason = "x" }));
        Assert.Equal("field-missing", Refused(order, "cancel-order", "jian", new { }));
        Assert.Equal("wrong-matter", Refused(order, "transfer", "jian", new { unit = "ops" }));
        Assert.Equal("cancelled", Done(order, "cancel-order", "jian", new { reason = "重复下达" }).Status);
        Assert.Equal("wrong-matter", Refused(Case(), "close-order", "li", new { }));
    }

    [Fact]
    public void Who_may_supervise_a_case_may_order_it()
    {
        var about = Case();
        Assert.Equal("issued", Done(New, "issue-order", "li", new { unit = "ops", text = "两天没有联系客户", cases = new[] { "c" } }, about).Status);
        Assert.Equal("not-issuer", Refused(New, "issue-order", "sun", new { unit = "front", text = "x", cases = new[] { "c" } }, about));
        Assert.Equal("case-unknown", Refused(New, "issue-order", "jian", new { unit = "ops", text = "x", cases = new[] { "d" } }, about));
        Assert.Equal("supervise", Done(about, "supervise", "jian", new { unit = "ops", order = "2026-0001", text = "x" }).Acts[^1].Name);
        Assert.Equal("not-upstream", Refused(about, "supervise", "jian", new { unit = "ops", text = "x" }));
    }

    [Fact]
    public void An_order_steps_up_from_yellow_to_red_and_no_further()
    {
        var order = Issued();
        var due = Last(order, "answer-order").Due;
        order = Done(order, "step-up-order", "jian", new { reason = "没有动静" });
        Assert.Equal("red", Ordering.GradeOf(order));
        Assert.True(Last(order, "answer-order").Due < due);
        Assert.Equal("highest-grade", Refused(order, "step-up-order", "jian", new { reason = "x" }));
        var late = Assert.IsType<Decision.Accepted>(Deciding.Do(Office, Issued(), new("step-up-order", "jian", Calendars.Office.At("2026-03-11T09:00"), Fields.Of(new { reason = "逾期未回复" })), [])).Matter;
        Assert.Equal([DutyState.Breached, DutyState.Open], late.Duties.Select(duty => duty.State));
        late = Assert.IsType<Decision.Accepted>(Deciding.Do(Office, late, new("answer-order", "sun", Calendars.Office.At("2026-03-11T10:00"), Fields.Of(new { text = "已整改" })), [])).Matter;
        Assert.Equal([DutyState.Late, DutyState.Met, DutyState.Open], late.Duties.Select(duty => duty.State));
    }

    [Fact]
    public void An_end_that_is_written_down_is_the_end() =>
        Assert.Equal(Calendars.Office.At("2026-03-06T12:00"), Last(Done(New, "issue-order", "jian", new { unit = "ops", grade = "red", text = "x", until = "2026-03-06T12:00" }), "answer-order").Due);

    [Fact]
    public void An_order_nobody_answered_in_time_steps_up_by_itself_once_where_the_organisation_says_so()
    {
        var order = Issued();
        var (due, watched) = (Last(order, "answer-order").Due!.Value, Office with { Settings = new Dictionary<string, Shouwen.Packs.Node> { ["house/order-step-up"] = Shouwen.Packs.Yaml.Read("[yellow]", "").Value! } });
        Assert.Equal("yellow", Ordering.GradeOf(Deciding.Alarm(Office, order, due.AddMilliseconds(1)).Matter));
        Assert.Equal("yellow", Ordering.GradeOf(Deciding.Alarm(watched, order, due).Matter));

        var later = Calendars.Office.At("2026-03-12T10:00");
        var stepped = Deciding.Alarm(watched, order, later);
        Assert.Equal("red", Ordering.GradeOf(stepped.Matter));
        Assert.Equal((due, later), (stepped.Events.OfType<DutyBreached>().Single().At, stepped.Events.OfType<Acted>().Single().At));
        Assert.Equal((Act.System, "step-up-order"), (stepped.Matter.Acts[^1].By, stepped.Matter.Acts[^1].Name));
        Assert.Equal(["qian", "guo"], stepped.Events.OfType<Notified>().Single().People);
        Assert.Equal((DutyState.Open, later, "working-days 1"), (Last(stepped.Matter, "answer-order").State, Last(stepped.Matter, "answer-order").Start, Last(stepped.Matter, "answer-order").Limit));

        var again = Deciding.Alarm(watched, stepped.Matter, Calendars.Office.At("2026-03-16T10:00"));
        Assert.DoesNotContain(again.Events, happened => happened is Acted);
        var answered = Assert.IsType<Decision.Accepted>(Deciding.Do(watched, stepped.Matter, new("answer-order", "sun", later.AddHours(1), Fields.Of(new { text = "已改" })), [])).Matter;
        Assert.All(answered.Duties.Where(duty => duty.Rule == "answer-order"), duty => Assert.False(duty.Stands));
    }

    [Fact]
    public void An_ordinary_order_stays_where_only_yellow_steps_up()
    {
        var order = Issued("ordinary");
        var watched = Office with { Settings = new Dictionary<string, Shouwen.Packs.Node> { ["house/order-step-up"] = Shouwen.Packs.Yaml.Read("[yellow]", "").Value! } };
        Assert.Equal("ordinary", Ordering.GradeOf(Deciding.Alarm(watched, order, Calendars.Office.At("2026-03-20T10:00")).Matter));
    }
}

using System.Text.Json.Serialization;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Packs;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>The history as sentences for people.</summary>
public class TellingTheStoryTests
{
    private static readonly Dictionary<string, string> Names = new() { ["li"] = "李娟", ["sun"] = "孙强", ["ops"] = "运行部", ["customer"] = "客户" };
    private static readonly Shouwen.Cases.Story Told = new(Calendars.Office, party => Names.GetValueOrDefault(party.Id, party.Id), _ => "首问责任制");
    private static readonly MatterKey Key = new(MatterKind.Case, "c");

    private static DateTimeOffset At(string text) => Calendars.Office.At(text);

    private static Acted Did(string at, string by, string act, object with) => new(act, by, Fields.Of(with)) { At = At(at) };

    private static Duty Duty(int no, string name, string limit, string due) => new()
    {
        No = no, Pack = "p", Rule = name, Name = name, Clause = "第十條", Bearer = new Role("handler"), RaisedAt = At("2026-03-04T10:00"), Start = At("2026-03-04T10:00"),
        Limit = limit, Due = At(due), Round = 1, Count = 2,
    };

    /// <summary>One of each kind, in an order that could happen.</summary>
    private static readonly Event[] Every =
    [
        new Opened(["p@1"], "c") { At = At("2026-03-04T10:00") },
        Did("2026-03-04T10:00", "li", "register", new { channel = "phone", kind = "repair", content = "表不走字", customer = new { phone = "13912345678" } }),
        new Placed("first-contact", Party.Person("li"), "p", "第三條") { At = At("2026-03-04T10:00") },
        new DutyRaised(Duty(1, "transfer", "working-hours 2", "2026-03-04T13:30")) { At = At("2026-03-04T10:00") },
        new DutyRaised(Duty(2, "contact", "working-days 3", "2026-03-09T17:30")) { At = At("2026-03-04T10:00") },
        new DutyCounted(1) { At = At("2026-03-04T10:05") },
        Did("2026-03-04T11:30", "li", "transfer", new { unit = "ops", mode = "slip", reason = "不归前台修" }),
        new DutyEnded(1, DutyState.Met, Party.Person("li"), "transfer") { At = At("2026-03-04T11:30") },
        new Notified(["sun"], "transfer", null, null) { At = At("2026-03-04T11:30") },
        new DutyPaused(2, "weather") { At = At("2026-03-04T14:00") },
        new DutyResumed(2, At("2026-03-10T17:30")) { At = At("2026-03-05T14:00") },
        new DutyMoved(2, At("2026-03-11T17:30"), "decide-extension") { At = At("2026-03-05T15:00") },
        new DutyMoved(2, At("2026-03-12T17:30"), "recompute") { At = At("2026-03-05T16:00"), Was = At("2026-03-11T17:30"), Calendar = "d", WasCalendar = "c" },
        new DutyWarned(2, ["sun"]) { At = At("2026-03-11T16:30") },
        new DutyBreached(2, Party.Person("sun")) { At = At("2026-03-11T17:30") },
        new DutyClimbed(2, 1, "head", ["li"]) { At = At("2026-03-11T17:31") },
        new FindingOpened("c-f1", "delay", "p", "第十條", Party.Person("sun"), false, "c", "contact", "p", Fields.None) { At = At("2026-03-11T17:30") },
        Did("2026-03-12T09:00", "sun", "inform", new { reply = "已换表" }),
        new CustomerTold("inform") { At = At("2026-03-12T09:00") },
        new Posted("wages", "p", "criticism", Party.Person("sun"), 0, "2026-03", "第十四條") { At = At("2026-03-12T10:00") },
        new Gathered("d", "20260312-0002", "li") { At = At("2026-03-12T10:10") },
        new BatchSuspected(10) { At = At("2026-03-12T10:10") },
        new Separated("d", "20260312-0002", "li") { At = At("2026-03-12T10:20") },
        new Deemed(Party.Unit("ops"), "window") { At = At("2026-03-12T10:25") },
        new Attached("f1", "表", "image/png", 11, "00", "li") { At = At("2026-03-12T10:30") },
    ];

    public static TheoryData<Type> Kinds => [.. typeof(Event).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_event_has_a_sentence(Type kind)
    {
        var i = Array.FindIndex(Every, happened => happened.GetType() == kind);
        Assert.True(i >= 0, $"{kind.Name} is not in this test's history: add it, and its sentence to Story");
        var sentence = Told.Sentence(Every[i], Matter.Replay(Key, Every[..i]));
        Assert.Matches("[\u4e00-\u9fff].*。$", sentence);
        Assert.DoesNotMatch("[A-Za-z]", sentence);
    }

    public static TheoryData<string> Acts => [.. Words.KnownActs];

    [Theory]
    [MemberData(nameof(Acts))]
    public void Every_act_reads_after_its_doer_s_name(string act)
    {
        var before = Matter.Replay(Key, Every[..7]);
        var sentence = Told.Sentence(Did("2026-03-12T09:00", "li", act, new { person = "sun", from = "li", to = "sun", until = "2026-03-13T10:00", due = "2026-03-13T10:00", cause = "weather", rating = "satisfied" }), before);
        Assert.StartsWith("李娟 ", sentence);
        Assert.DoesNotMatch("[A-Za-z]|（）|给。|到。", sentence);
    }

    [Fact]
    public void What_follows_from_an_act_stands_with_it_and_the_time_it_took_in_its_sentence()
    {
        var lines = Told.Of(Key, Every);
        Assert.Equal(
            ["李娟 登记了诉求（来电，报修）", "李娟 把工单移交给运行部（转单），用时 1 小时 30 分（限 2 个工作小时内）", "“联系客户”快到期，已提醒孙强", "“联系客户”已逾期，由孙强负责，依据第十條", "“联系客户”逾期未办，逐级报负责人李娟督促", "提出问责事项，对象孙强，事由“联系客户”，依据第十條", "孙强 把结果告知了客户",
                "李娟 把 20260312-0002 并入了本件", "并在一起的已有 10 件，提请认定是否批量诉求", "李娟 把 20260312-0002 从本件撤出", "过了退回期限，视为运行部接收", "李娟 上传了附件“表”"],
            lines.Select(line => line.Sentence));
        Assert.Equal([StoryTone.Act, StoryTone.Act, StoryTone.Act, StoryTone.Breach, StoryTone.Breach, StoryTone.Finding, StoryTone.Act, StoryTone.Act, StoryTone.Act, StoryTone.Act, StoryTone.Act, StoryTone.Act], lines.Select(line => line.Tone));
        Assert.Equal([true, false, false, false, false, false, true, false, false, false, false, false], lines.Select(line => line.ForCustomer));
        Assert.Equal("适用《首问责任制》。", lines[0].Details[0]);
        Assert.Contains("已通知孙强。", lines[1].Details);
        Assert.Contains("“联系客户”因审批延期改为 3月11日 17:30 截止。", lines[1].Details);
        Assert.Equal([("原因", "不归前台修")], lines[1].Texts);
        Assert.Equal("c-f1", lines[5].Finding);
    }

    [Fact]
    public void The_customer_s_number_is_never_in_a_line() =>
        Assert.DoesNotContain("13912345678", string.Join('\n', Told.Of(Key, Every).Select(line => line.Sentence + string.Join(' ', line.Texts) + string.Join(' ', line.Details))));

    [Theory]
    [InlineData("working-hours 2", "2026-03-04T13:30", "用时 2 小时（限 2 个工作小时内）")]
    [InlineData("hours 1", "2026-03-04T13:30", "用时 3 小时 30 分（限 1 小时内）")]
    [InlineData("working-days 3", "2026-03-04T17:00", "当日完成（限 3 个工作日内）")]
    [InlineData("working-days 3", "2026-03-09T09:00", "用时 3 个工作日（限 3 个工作日内）")]
    [InlineData("calendar-days 7", "2026-03-09T09:00", "用时 5 天（限 7 日内）")]
    [InlineData("working-hours 2", "2026-03-12T10:00", "用时 45 小时（限 2 个工作小时内）")]
    [InlineData("prompt", "2026-03-09T09:00", null)]
    public void How_long_it_took_is_said_in_the_measure_of_the_limit(string limit, string at, string? took) =>
        Assert.Equal(took, Told.Took(Duty(1, "transfer", limit, "2026-03-04T13:30"), At(at)));
}

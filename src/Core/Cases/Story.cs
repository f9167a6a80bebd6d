using Shouwen.Calendar;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Cases;

public enum StoryTone { Act, Breach, Finding }

/// <summary>
/// One thing that happened, as a sentence, with what was said in it and what followed from it. <see cref="ForCustomer"/>: the customer sees it too.
/// <see cref="Finding"/> is the id of the finding a line tells of, which not everybody may read.
/// </summary>
public sealed record StoryLine(DateTimeOffset At, string Sentence, StoryTone Tone, bool ForCustomer)
{
    public IReadOnlyList<(string Label, string Text)> Texts { get; init; } = [];
    public IReadOnlyList<string> Details { get; init; } = [];
    public string? Pack { get; init; }
    public string? Clause { get; init; }
    public string? Finding { get; init; }
}

/// <summary>
/// A history as sentences in 简体中文, every kind of event. Names of people and units come from <paramref name="name"/>, titles of packs from <paramref name="title"/>
/// (by id); moments are said in the calendar's zone.
/// </summary>
public sealed class Story(WorkCalendar calendar, Func<Party, string> name, Func<string, string> title)
{
    /// <summary>The calendar a duty was computed under, where versions and units differ; else the one given.</summary>
    public Func<Duty, WorkCalendar> CalendarOf { get; init; } = _ => calendar;

    /// <summary>The lines in order. What followed from an act stands with it: places, duties, notices.</summary>
    public IReadOnlyList<StoryLine> Of(MatterKey key, IEnumerable<Event> history)
    {
        var lines = new List<StoryLine>();
        List<string> early = [];
        var matter = new Matter(key);
        foreach (var happened in history)
        {
            var sentence = Sentence(happened, matter);
            if (happened is Acted or DutyBreached or DutyWarned or DutyClimbed or FindingOpened or Gathered or Separated or BatchSuspected or Attached or Deemed { Why: "window" } || lines.Count == 0 && happened is not Opened)
            {
                lines.Add(Line(happened, matter, sentence) with { Details = early });
                early = [];
            }
            else if (lines.Count == 0) early.Add(sentence);
            else lines[^1] = Fold(lines[^1], happened, matter, sentence);
            matter = matter.Apply(happened);
        }
        return lines;
    }

    /// <summary>What happened in one sentence. <paramref name="before"/> is the matter as it stood then.</summary>
    public string Sentence(Event happened, Matter before) => happened switch
    {
        Opened opened => opened.Packs.Count == 0 ? "没有适用的制度。" : $"适用{string.Join("、", opened.Packs.Select(mark => $"《{title(Pack.IdOf(mark))}》"))}。",
        Acted acted => Act(acted, before),
        CustomerTold => "客户得到答复。",
        Placed placed => $"{name(placed.Who)}为{Words.Body(placed.As)}{By(placed.Clause)}。",
        DutyRaised raised => Raised(raised.Duty),
        DutyCounted counted => $"{Duty(counted.No, before)}完成第 {before.Duties[counted.No - 1].Counted + 1} 次，共需 {before.Duties[counted.No - 1].Count} 次。",
        DutyEnded ended => Ended(ended, before),
        DutyBreached breached => $"{Duty(breached.No, before)}已逾期，由{name(breached.Holder)}负责{(before.Duties[breached.No - 1] is { Pack: House.Id } ? "" : By(before.Duties[breached.No - 1].Clause))}。",
        DutyWarned warned => $"{Duty(warned.No, before)}快到期，{(warned.People.Count == 0 ? "没有人可提醒" : $"已提醒{People(warned.People)}")}。",
        DutyClimbed { People.Count: 0 } climbed => $"{Duty(climbed.No, before)}逾期未办，再往上没有可报的人。",
        DutyClimbed climbed => $"{Duty(climbed.No, before)}逾期未办，逐级报{Words.Level(climbed.Level)}{People(climbed.People)}督促。",
        DutyPaused paused => $"{Duty(paused.No, before)}停止计时（{Words.Value("cause", paused.Cause)}）。",
        DutyResumed resumed => $"{Duty(resumed.No, before)}恢复计时{(resumed.Due is { } due ? $"，截止 {Say(due)}" : "")}。",
        DutyMoved { Why: "recompute" } moved => Recomputed(moved, before),
        DutyMoved moved => $"{Duty(moved.No, before)}因{Words.Act(moved.Why)}改为{(moved.Due is { } due ? $" {Say(due)} 截止" : "不定截止时间")}。",
        Notified notified => $"已通知{string.Join("、", notified.People.Select(person => name(Party.Person(person))))}{By(notified.Clause)}。",
        FindingOpened opened => $"提出问责事项，对象{name(opened.Against)}{(opened.Duty is { } duty ? $"，事由“{Words.Duty(duty)}”" : "")}{By(opened.Clause)}。",
        Posted posted => $"{name(posted.Who)}的“{Words.Sanction(posted.Entry)}”记入{Words.Ledger(posted.Ledger)}（{posted.Period}）{By(posted.Clause)}。",
        Gathered gathered => $"{name(Party.Person(gathered.By))} 把 {gathered.Number} 并入了本件。",
        Separated separated => $"{name(Party.Person(separated.By))} 把 {separated.Number} 从本件撤出。",
        Deemed { Why: "window" } deemed => $"过了退回期限，视为{name(deemed.Who)}接收。",
        Deemed deemed => $"按裁定由{name(deemed.Who)}承办。",
        BatchSuspected suspected => $"并在一起的已有 {suspected.Count} 件，提请认定是否批量诉求。",
        Attached attached => $"{Doer(attached.By)} 上传了附件“{attached.Name}”。",
        _ => throw new InvalidOperationException($"No sentence for {happened.GetType().Name}."),
    };

    /// <summary>3月4日 10:30, in the calendar's zone.</summary>
    public string Say(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, calendar.Zone) is var local ? $"{local.Month}月{local.Day}日 {local:HH:mm}" : "";

    /// <summary>How long it took, in the measure of the limit; null where the limit has no number.</summary>
    public string? Took(Duty duty, DateTimeOffset at) => duty.Limit?.Split(' ')[0] switch
    {
        "working-hours" => $"用时 {Words.Hours(CalendarOf(duty).WorkingTimeBetween(duty.Start, at))}（限 {Words.Limit(duty.Limit)}）",
        "hours" => $"用时 {Words.Hours(at - duty.Start)}（限 {Words.Limit(duty.Limit)}）",
        "working-days" => $"{Days(CalendarOf(duty).WorkdaysBetween(CalendarOf(duty).DayOf(duty.Start), CalendarOf(duty).DayOf(at)), "个工作日")}（限 {Words.Limit(duty.Limit)}）",
        "calendar-days" or "months" => $"{Days(CalendarOf(duty).DayOf(at).DayNumber - CalendarOf(duty).DayOf(duty.Start).DayNumber, "天")}（限 {Words.Limit(duty.Limit)}）",
        _ => null,
    };

    private static string Days(int days, string unit) => days == 0 ? "当日完成" : $"用时 {days} {unit}";

    private StoryLine Line(Event happened, Matter before, string sentence) => happened switch
    {
        Acted acted => new(acted.At, sentence.TrimEnd('。'), StoryTone.Act, CustomerView.Shows(acted.Act, acted.With)) { Texts = ActPhrases.Texts(acted) },
        DutyBreached breached => new(breached.At, sentence.TrimEnd('。'), StoryTone.Breach, false) { Pack = before.Duties[breached.No - 1].Pack, Clause = before.Duties[breached.No - 1].Clause },
        DutyClimbed climbed => new(climbed.At, sentence.TrimEnd('。'), StoryTone.Breach, false),
        FindingOpened opened => new(opened.At, sentence.TrimEnd('。'), StoryTone.Finding, false) { Pack = opened.Pack, Clause = opened.Clause, Finding = opened.Finding },
        _ => new(happened.At, sentence.TrimEnd('。'), StoryTone.Act, false),
    };

    /// <summary>What follows stands below; the time it took stands in the sentence of the act that was owed.</summary>
    private StoryLine Fold(StoryLine line, Event happened, Matter before, string sentence)
    {
        line = line with { Details = [.. line.Details, sentence] };
        if (happened is CustomerTold) return line with { ForCustomer = true };
        if (happened is not DutyEnded { State: not DutyState.Waived } ended || line.Sentence.Contains("（限", StringComparison.Ordinal)) return line;
        var duty = before.Duties[ended.No - 1];
        return duty.Name == ended.Act && Took(duty, ended.At) is { } took ? line with { Sentence = $"{line.Sentence}，{took}" } : line;
    }

    private string Act(Acted acted, Matter before)
    {
        return $"{Doer(acted.By)} {ActPhrases.Of(acted, before, name, text => calendar.ReadMoment(text) is { } at ? Say(at) : text)}。";
    }

    private string Doer(string by) => by switch { Cases.Act.System => "平台", Cases.Act.Customer => "客户", var person => name(Party.Person(person)) };

    private string Raised(Duty duty)
    {
        var bearer = duty.Holder is { } holder ? name(holder) : Words.Body(duty.Bearer.Name);
        var limit = duty.Due is { } due ? $"，截止 {Say(due)}" : duty.Limit is { } text ? $"，{Words.Limit(text)}" : "";
        return $"{bearer}应“{duty.Text ?? Words.Duty(duty.Name)}”{limit}{(duty.Pack == House.Id ? "，按平台规则" : By(duty.Clause))}。";
    }

    private string Ended(DutyEnded ended, Matter before)
    {
        var duty = before.Duties[ended.No - 1];
        var how = ended.State switch { DutyState.Waived => "不再需要", DutyState.Late => "逾期后完成", _ => "完成" };
        return $"{Duty(ended.No, before)}{how}{(ended.State != DutyState.Waived && Took(duty, ended.At) is { } took ? $"，{took}" : "")}。";
    }

    private string Recomputed(DutyMoved moved, Matter before) => moved.Was == moved.Due ? $"{Duty(moved.No, before)}按新的工作日历重新计算，截止时间不变，仍是 {Say(moved.Due!.Value)}{(moved.Provisional == true ? "（暂定）" : "，不再是暂定")}。"
        : $"{Duty(moved.No, before)}按新的工作日历由 {Say(moved.Was!.Value)} 改为 {Say(moved.Due!.Value)} 截止{(moved.Provisional == true ? "（暂定）" : "")}。";

    private string People(IReadOnlyList<string> people) => string.Join("、", people.Select(person => name(Party.Person(person))));
    private static string Duty(int no, Matter before) => $"“{before.Duties[no - 1].Text ?? Words.Duty(before.Duties[no - 1].Name)}”";
    private static string By(string? clause) => clause is null ? "" : $"，依据{clause}";
}

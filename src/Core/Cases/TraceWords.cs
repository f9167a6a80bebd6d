using Shouwen.Duties;

namespace Shouwen.Cases;

/// <summary>A trace as sentences in 简体中文: the rule, what changed the end, every stretch, and how it came out. Moments are said by <c>say</c>.</summary>
public static class TraceWords
{
    /// <summary>The whole trace, a sentence a line.</summary>
    public static IReadOnlyList<string> Of(Trace trace, Func<DateTimeOffset, string> say)
    {
        var lines = new List<string> { Rule(trace, say) };
        lines.AddRange(trace.Pauses.Select(pause => $"{say(pause.From)} 至 {say(pause.To)} 停止计时（{Words.Value("cause", pause.Cause)}），{(pause.Time > TimeSpan.Zero ? $"补回 {Words.Hours(pause.Time)}" : "都不在上班时间，不用补")}。"));
        lines.AddRange(trace.Moves.Select(move => $"{say(move.At)} 因{(move.Why == "recompute" ? "日历变更重新计算" : Words.Act(move.Why))}，截止时间{(move.From is { } from ? $"由 {say(from)} " : "")}改为{(move.To is { } to ? $" {say(to)}" : "不定")}。"));
        lines.AddRange(Stretches(trace).Select(one => $"{say(one.Span.From)} 至 {say(one.Span.To)}：{one.Says}。"));
        lines.AddRange(Outcome(trace, say));
        return lines;
    }

    /// <summary>Each stretch with why it counts or does not, and as what.</summary>
    public static IEnumerable<(TraceSpan Span, string Says)> Stretches(Trace trace)
    {
        var no = 0;
        foreach (var span in trace.Spans)
        {
            var first = no + 1;
            no += span.Units;
            yield return (span, Reason(span) + Counts(span, trace.Measure, first, no));
        }
    }

    /// <summary>What it adds up to, and how it came out.</summary>
    public static IEnumerable<string> Outcome(Trace trace, Func<DateTimeOffset, string> say)
    {
        yield return $"合计 {Total(trace)}，{say(trace.Due)} 到期{(trace.Provisional ? "；这个时间跨进放假安排尚未公布的年份，是暂定的" : "")}。";
        if (Came(trace, say) is { } came) yield return came;
    }

    /// <summary>The rule by which it is counted, in a sentence.</summary>
    public static string Rule(Trace trace, Func<DateTimeOffset, string> say)
    {
        var (from, amount) = (say(trace.Start), trace.Limit?.Split(' ') is [_, var number] ? number : "");
        return trace.Measure switch
        {
            TraceMeasure.WorkingTime => $"从 {from} 起，只数上班时间，数满 {amount} 小时到期。",
            TraceMeasure.Clock => $"从 {from} 起，按钟点连续数满 {amount} 小时；下班和节假日也算（民法典 201 条）。",
            TraceMeasure.WorkingDays => $"从 {from} 的次日起（当天不计入，民法典 201 条），只数工作日，第 {amount} 个工作日下班时到期（民法典 203 条）。",
            TraceMeasure.CalendarDays => $"从 {from} 的次日起（当天不计入，民法典 201 条），数 {amount} 天，到最后一天下班为止；最后一天不上班的，顺延到下一个工作日（民法典 203 条）。",
            TraceMeasure.Months => $"从 {from} 起 {amount} 个月，到对应那天下班为止（没有对应那天的，到月末，民法典 202 条）；那天不上班的，顺延到下一个工作日（民法典 203 条）。",
            _ => trace.Limit switch
            {
                "same-day" => $"{from} 当天下班前；已经下班的，到下一个工作日下班。",
                "promise" => "截止时间是向客户承诺的时间。",
                "case-limit" => "截止时间是这件诉求的规定时限。",
                "instructed" => "截止时间是领导要求的时间。",
                "period-end" or "next-period-end" => "截止时间是这一期的最后一天。",
                _ => $"从 {from} 起。",
            },
        };
    }

    /// <summary>Why a stretch counts or does not.</summary>
    public static string Reason(TraceSpan span) => span.Reason switch
    {
        TraceReason.Shift => "上班时间",
        TraceReason.MakeUpDay => $"{span.Name}调休上班",
        TraceReason.OwnExtraDay => span.Name.Length > 0 ? $"本单位加班日（{span.Name}）" : "本单位加班日",
        TraceReason.Clock => "按钟点连续计算",
        TraceReason.Day => "日历天",
        TraceReason.Month => "一个月",
        TraceReason.BeforeOpening => "上班前",
        TraceReason.Break => "两班之间",
        TraceReason.Closed => "下班",
        TraceReason.Weekend => "周末",
        TraceReason.RestDay => "本单位休息日",
        TraceReason.Festival => $"{span.Name}放假",
        TraceReason.OwnClosure => span.Name.Length > 0 ? $"本单位停业（{span.Name}）" : "本单位停业",
        TraceReason.Pause => $"停止计时（{Words.Value("cause", span.Name)}）",
        TraceReason.StartingDay => "起算当天（民法典 201 条）",
        TraceReason.LastDayMoved => "最后一天不上班，顺延到下一个工作日（民法典 203 条）",
        TraceReason.Summed => "这一段合并",
        _ => throw new InvalidOperationException($"No words for {span.Reason}."),
    };

    private static string Counts(TraceSpan span, TraceMeasure measure, int first, int last)
    {
        if (!span.Counted) return "，不计";
        if (span.Extra) return $"，另加 {Words.Hours(span.Time)}";
        if (measure is TraceMeasure.WorkingTime or TraceMeasure.Clock) return $"，计 {Words.Hours(span.Time)}";
        if (measure == TraceMeasure.Set || span.Units == 0) return "";
        return $"，第 {(first == last ? $"{first}" : $"{first} 至 {last}")} {Unit(measure)}";
    }

    private static string Total(Trace trace)
    {
        var extra = trace.ExtraTime > TimeSpan.Zero ? $"，另加 {Words.Hours(trace.ExtraTime)}" : "";
        return (trace.Measure is TraceMeasure.WorkingDays or TraceMeasure.CalendarDays or TraceMeasure.Months ? $"{trace.Units} {Unit(trace.Measure)}" : Words.Hours(trace.Time)) + extra;
    }

    private static string Unit(TraceMeasure measure) => measure switch { TraceMeasure.WorkingDays => "个工作日", TraceMeasure.Months => "个月", _ => "天" };

    private static string? Came(Trace trace, Func<DateTimeOffset, string> say) => trace.Result switch
    {
        { EndedAt: { } ended, Late: var late } => $"{say(ended)} 完成，{(late > TimeSpan.Zero ? $"逾期 {Words.Hours(late)}" : "按时")}。",
        { Late: var late } when late > TimeSpan.Zero => $"已逾期 {Words.Hours(late)}。",
        _ => null,
    };
}

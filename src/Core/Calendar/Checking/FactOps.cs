namespace Shouwen.Calendar.Checking;

internal enum FactAmount { None, Time, Days }

internal enum FactValue { Moment, Number, YesNo }

/// <summary>Another way to understand an operation: what it says, what this platform does instead and why, and the sum.</summary>
internal sealed record Convention(string Says, string Ours, Func<FactSum, object?> Of);

/// <summary>An operation of the form: what it needs, what comes of it by this platform's arithmetic, and how other products are known to understand it.</summary>
internal sealed record FactOp(FactAmount Amount, bool NeedsEnd, FactValue Result, Func<FactSum, object?> Of, params Convention[] Others);

/// <summary>Every operation, with the conventions that differ between products and what was decided about each; docs/calendar.md tells the same.</summary>
internal static class FactOps
{
    private const string Stays = "恰在下班时刻到期的就在那时到期：在那之前办完都算按时，移到次日等于多给一夜";
    private const string Zero = "零时长也落在上班时间里：下班时没有人能办";
    private const string Never = "没有任何上班时间的日历推不出时限，宁可指出，也不悄悄改按钟点算";
    private const string NextDay = "起算日不计入，次日起数（民法典 201 条）；起算日休息的，其后第一个工作日是第一天";
    private const string Closing = "几个工作日的时限到最后一天下班为止（民法典 203 条）；这里按这项操作的原意保留时刻，下班后开始的从下一次上班算起";

    private static readonly Convention ByTheClock = new("全年无上班时间时按钟点连续计算", Never, sum => sum.Works ? null : sum.Start + (sum.Fact.Op.StartsWith("sub", StringComparison.Ordinal) ? -sum.Fact.Working : sum.Fact.Working));
    private static readonly Convention ZeroStays = new("零时长停在原处", Zero, sum => sum.Fact.Working == TimeSpan.Zero ? sum.Start : null);

    public static IReadOnlyDictionary<string, FactOp> All { get; } = new Dictionary<string, FactOp>
    {
        ["addWorkingTime"] = new(FactAmount.Time, false, FactValue.Moment, sum => sum.Add(sum.Fact.Working),
            new("恰在下班时刻到期的，移到下一次上班", Stays, sum => sum.AddThenOpen(sum.Fact.Working)), ZeroStays, ByTheClock),
        ["subtractWorkingTime"] = new(FactAmount.Time, false, FactValue.Moment, sum => sum.Subtract(sum.Fact.Working),
            new("恰在上班时刻的，退到前一次下班", Stays, sum => sum.AddThenOpen(-sum.Fact.Working)), ZeroStays, ByTheClock),
        ["workingTimeBetween"] = new(FactAmount.None, true, FactValue.Number, sum => Math.Max(0, sum.Between),
            new("终点早于起点时为负数", "本平台的计算同样分正负；这项操作的通行含义是从起点到终点之间的时长，终点在前时为零", sum => sum.Between),
            new("终点早于起点时照样算成正数", "先后颠倒多半是记错了，算成正数会掩盖它", sum => Math.Abs(sum.Between)),
            new("全年无上班时间时按钟点连续计算", Never, sum => sum.Works ? null : (decimal)(sum.End - sum.Start).Ticks / TimeSpan.TicksPerSecond)),
        ["addWorkdays"] = new(FactAmount.Days, false, FactValue.Moment, sum => sum.Workdays(sum.Fact.Days), [.. Workdays(1)]),
        ["subtractWorkdays"] = new(FactAmount.Days, false, FactValue.Moment, sum => sum.Workdays(-sum.Fact.Days), [.. Workdays(-1)]),
        ["addBusinessDays"] = new(FactAmount.Days, false, FactValue.Moment, sum => sum.BusinessDays(sum.Fact.Days), [.. BusinessDays(1)]),
        ["subtractBusinessDays"] = new(FactAmount.Days, false, FactValue.Moment, sum => sum.Fact.Days == 0 ? sum.Subtract(TimeSpan.Zero) : sum.BusinessDays(-sum.Fact.Days), [.. BusinessDays(-1)]),
        ["countWorkdays"] = new(FactAmount.None, true, FactValue.Number, sum => sum.Count(sum.Fact.Ends),
            new("首日不计入", "首尾是否计入由事实自己写明；没写的两头都计入", sum => sum.Count(new(false, true))),
            new("末日不计入", "首尾是否计入由事实自己写明；没写的两头都计入", sum => sum.Count(new(true, false))),
            new("首尾都不计入", "首尾是否计入由事实自己写明；没写的两头都计入", sum => sum.Count(new(false, false))),
            new("终点早于起点时为零", "倒着数是负数：先后颠倒要看得出来", sum => Math.Max(0, sum.Count(sum.Fact.Ends))),
            new("终点早于起点时照样算成正数", "倒着数是负数：先后颠倒要看得出来", sum => Math.Abs(sum.Count(sum.Fact.Ends)))),
        ["isWorkday"] = new(FactAmount.None, false, FactValue.YesNo, sum => sum.IsWorkday),
        ["isHoliday"] = new(FactAmount.None, false, FactValue.YesNo, sum => sum.Fact.Calendar.IsChina ? !sum.IsWorkday : sum.IsNamedHoliday,
            new("凡不上班的日子都算假日，周末也算", "只有列明的假日才是假日；周末是休息日。国务院通知的日历例外：放假和休息不分，调休上班的不算", sum => !sum.IsWorkday),
            new("只有列明的假日才算，周末不算", "国务院通知的日历里放假和休息不分", sum => sum.IsNamedHoliday)),
        ["isWorkingTime"] = new(FactAmount.None, false, FactValue.YesNo, sum => sum.IsWorkingTime,
            new Convention("下班那一刻仍算上班", "上班那一刻算，下班那一刻不算：相邻的两段才不会重叠", sum => sum.IsWorkingTimeOrClosing)),
        ["nextWorkingInstant"] = new(FactAmount.None, false, FactValue.Moment, sum => sum.Opening,
            new("恰在下班时刻的留在原处", "下班那一刻已经不上班，下一刻上班是下一次开门", sum => sum.Add(TimeSpan.Zero)), ByTheClock),
        ["previousWorkingInstant"] = new(FactAmount.None, false, FactValue.Moment, sum => sum.Subtract(TimeSpan.Zero)),
    };

    private static IEnumerable<Convention> Workdays(int sign) =>
    [
        new("起算日休息的，先移到其后的工作日再数", NextDay, sum => sum.WorkdaysRolled(sign * sum.Fact.Days, "forward")),
        new("起算日休息的，先移到其前的工作日再数", NextDay, sum => sum.WorkdaysRolled(sign * sum.Fact.Days, "backward")),
        new("起算日休息的，先移到同一个月里最近的工作日再数", NextDay, sum => sum.WorkdaysRolled(sign * sum.Fact.Days, "modifiedfollowing")),
        new("零天停在原处，休息日也不动", "零天在休息日的，落到其后第一个工作日：期限的最后一天不会是休息日（民法典 203 条）", sum => sum.WorkdaysZeroStays(sign * sum.Fact.Days)),
        new("起算日是工作日的，当天算第一天", NextDay, sum => sum.WorkdaysWithFirst(sign * sum.Fact.Days)),
    ];

    private static IEnumerable<Convention> BusinessDays(int sign) =>
    [
        new("从起算的那一天数起（休息日不先移动），保留时刻，落在下班时间的移到下一次上班", Closing, sum => sum.BusinessDaysFromDate(sign * sum.Fact.Days, snap: true)),
        new("从起算的那一天数起，保留时刻，下班时间也不移动", Closing, sum => sum.BusinessDaysFromDate(sign * sum.Fact.Days, snap: false)),
        new("到那一天下班为止", Closing, sum => sum.BusinessDaysClose(sign * sum.Fact.Days)),
        new("到那一天上班为止", Closing, sum => sum.BusinessDaysOpening(sign * sum.Fact.Days)),
        new("只算日期：次日起数，起算日休息的其后第一个工作日是第一天", Closing, sum => sum.Workdays(sign * sum.Fact.Days)),
        new("只算日期：起算日休息的，先移到其后的工作日再数", Closing, sum => sum.WorkdaysRolled(sign * sum.Fact.Days, "forward")),
        new("只算日期：起算日休息的，先移到其前的工作日再数", Closing, sum => sum.WorkdaysRolled(sign * sum.Fact.Days, "backward")),
        new("只算日期：零天停在原处", Closing, sum => sum.WorkdaysZeroStays(sign * sum.Fact.Days)),
    ];
}

namespace Shouwen.Calendar;

/// <summary>A day that a notice names: off, or a weekend day to be worked, and for which festival.</summary>
public readonly record struct HolidayNoticeDay(DateOnly Date, bool IsOff, string Festival);

/// <summary>
/// What is odd in a notice: the line (from 1), the words it is about, and why, in Chinese. A fatal one contradicts itself or the calendar and can't be confirmed;
/// the others are for a person to look at.
/// </summary>
public sealed record HolidayNoticeProblem(int Line, string Text, string Reason, bool Fatal = true)
{
    /// <inheritdoc/>
    public override string ToString() => Text.Length > 0 ? $"第 {Line} 行“{Text}”：{Reason}" : $"第 {Line} 行：{Reason}";
}

/// <summary>What a notice says: its year, title and number, the festivals with their days, and what is odd in it.</summary>
/// <param name="Year">The year it arranges; null when the text doesn't tell.</param>
/// <param name="Title">Its title; empty when the text has none.</param>
/// <param name="Number">Its number, such as 国办发明电〔2025〕7号.</param>
/// <param name="Festivals">In the order of the text. A festival made longer has all its days, those of the notice before included.</param>
/// <param name="Problems">In the order of the text.</param>
public sealed record HolidayNoticeReading(int? Year, string Title, string? Number, IReadOnlyList<Festival> Festivals, IReadOnlyList<HolidayNoticeProblem> Problems)
{
    /// <summary>Every day it names, by date.</summary>
    public IReadOnlyList<HolidayNoticeDay> Days => [.. Festivals.SelectMany(festival => festival.Off.Select(day => new HolidayNoticeDay(day, true, festival.Name))
        .Concat(festival.Work.Select(day => new HolidayNoticeDay(day, false, festival.Name)))).OrderBy(day => day.Date)];

    /// <summary>Whether a person may confirm it: it names days and nothing in it is fatal.</summary>
    public bool Ok => Festivals.Count > 0 && !Problems.Any(problem => problem.Fatal);

    /// <summary>Whether it arranges a whole year; else it adds or changes single festivals in mid-year.</summary>
    public bool IsWholeYear => Festivals.SelectMany(festival => festival.Name.Split('、')).Distinct().Count() >= 5;

    /// <summary>Title and number as the calendar records them.</summary>
    public string Source => (Title.Length > 0 ? Title : $"{Year}年放假安排") + (Number is null ? "" : $"（{Number}）");
}

/// <summary>Reads the State Council's notices on days off (部分节假日安排的通知), pasted as text, of any year's wording.</summary>
public static class HolidayNotice
{
    /// <summary>Reads a text. Never throws: what can't be understood is a problem.</summary>
    /// <param name="text">The notice, or the sentences that matter, with or without numbering, headers and line breaks.</param>
    /// <param name="year">The year it arranges, where the text doesn't say it itself.</param>
    /// <param name="known">The days known so far: what an amendment changes or makes longer, and what the new days must not collide with.</param>
    public static HolidayNoticeReading Read(string text, int? year = null, NationalDays? known = null) => new HolidayNoticeReader(text, year, known).Read();
}

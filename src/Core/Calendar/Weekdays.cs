namespace Shouwen.Calendar;

/// <summary>Weekdays as people and files write them.</summary>
internal static class Weekdays
{
    private static readonly string[] English = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>周一, 星期日, 礼拜天, Mon, monday; null for anything else.</summary>
    public static DayOfWeek? Read(string text)
    {
        var word = text.Trim().ToLowerInvariant();
        if (word.Length > 1 && word[..^1] is ("周" or "星期" or "礼拜"))
            return "日一二三四五六天".IndexOf(word[^1]) is >= 0 and var day ? (DayOfWeek)(day % 7) : null;
        return word.Length >= 3 && Array.FindIndex(English, name => name.StartsWith(word, StringComparison.Ordinal)) is >= 0 and var number ? (DayOfWeek)number : null;
    }
}

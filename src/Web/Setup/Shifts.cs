using System.Globalization;

namespace Shouwen.Web.Setup;

public static class Shifts
{
    /// <summary>
    /// Reads 08:30-12:00 13:30-17:30: one or more shifts of a day, in order and apart from each other. Null with a sentence when it is not that.
    /// </summary>
    public static (IReadOnlyList<string>? Shifts, string? Error) Read(string? typed)
    {
        var parts = (typed ?? "").Replace('：', ':').Replace('—', '-').Replace('–', '-').Replace('～', '-').Replace('~', '-')
            .Split([' ', '　', ',', '，', '、', ';', '；'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) return (null, "请填写班次，如 08:30-12:00 13:30-17:30");
        var last = TimeOnly.MinValue;
        var shifts = new List<string>();
        foreach (var part in parts)
        {
            var ends = part.Split('-');
            if (ends.Length != 2 || !Time(ends[0], out var from) || !Time(ends[1], out var to)) return (null, $"“{part}”不是班次，请写成 08:30-12:00");
            if (to <= from) return (null, $"“{part}”的结束不晚于开始");
            if (shifts.Count > 0 && from < last) return (null, $"“{part}”与前一个班次重叠或次序不对");
            last = to;
            shifts.Add($"{from:HH:mm}-{to:HH:mm}");
        }
        return (shifts, null);
    }

    private static bool Time(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}

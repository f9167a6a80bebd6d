using System.Globalization;
using System.Text.RegularExpressions;

namespace Shouwen.Calendar;

/// <summary>
/// One festival's part of a notice. Dates take what they leave out from those before them; a month of the turn of the year falls where it is nearest to its neighbours.
/// </summary>
internal sealed partial class NoticeItem(string item, int at, int year, string? name, Action<int, string, string> problem)
{
    private const char Mark = '\u0001';
    private readonly List<(DateOnly? Date, int At, string Text)> _dates = [];
    private DateOnly? _last;

    public HashSet<DateOnly> Off { get; } = [];
    public Dictionary<DateOnly, int> Work { get; } = [];
    public DateOnly? ExtendsTo { get; private set; }

    /// <summary>Each 共N天, with its place.</summary>
    public List<(int At, int Days)> Counts { get; } = [];

    public void Read()
    {
        // 放假1天 speaks of its own date where 共3天 sums up.
        var counts = Count().Matches(item).ToList();
        foreach (var count in counts.Exists(IsSum) ? counts.Where(IsSum) : counts) Counts.Add((at + count.Index, Figure(count.Groups[1].Value)));
        var clauses = Brackets().Replace(Date().Replace(item, Take), "").Split('，', '。', '；', '\n');
        var next = 0;
        foreach (var clause in clauses)
        {
            var count = clause.Count(c => c == Mark);
            if (count > 0) ReadClause(clause, _dates[next..(next + count)]);
            next += count;
        }

        // A day off that the week moved elsewhere is not worked when it is itself within the festival.
        foreach (var moved in _moved.Where(day => !Off.Contains(day.Date))) Work.TryAdd(moved.Date, moved.At);
    }

    private readonly List<(DateOnly Date, int At)> _moved = [];

    private void ReadClause(string clause, List<(DateOnly? Date, int At, string Text)> dates)
    {
        if (clause.Split("调至") is [var from, var to])
        {
            var cut = from.Count(c => c == Mark);
            _moved.AddRange(Listed(from, dates[..cut]).Select(day => (day, dates[0].At)));
            Off.UnionWith(Listed(to, dates[cut..]));
        }
        else if (Extends().IsMatch(clause)) ExtendsTo = dates[^1].Date;
        else if (Works().IsMatch(clause))
            foreach (var (i, day) in Listed(clause, dates).Index())
            {
                if (!Work.TryAdd(day, dates[Math.Min(i, dates.Count - 1)].At)) problem(dates[0].At, $"{day.Month}月{day.Day}日", "这个上班日写了两次。");
            }
        else if (Rests().IsMatch(clause))
        {
            var days = Listed(clause, dates).ToList();
            if (PlainRest().IsMatch(clause) && days.Find(Off.Contains) is { Year: > 1 } twice) problem(dates[0].At, $"{twice.Month}月{twice.Day}日", "这个放假日写了两次。");
            Off.UnionWith(days);
        }
    }

    /// <summary>The dates of a clause, stretches filled.</summary>
    private IEnumerable<DateOnly> Listed(string clause, List<(DateOnly? Date, int At, string Text)> dates)
    {
        var marks = clause.Index().Where(c => c.Item == Mark).Select(c => c.Index).ToList();
        for (var i = 0; i < marks.Count; i++)
        {
            if (dates[i].Date is not { } first) continue;
            var runs = i + 1 < marks.Count && clause[(marks[i] + 1)..marks[i + 1]] is "至";
            if (!runs) { yield return first; continue; }
            if (dates[++i].Date is not { } last) continue;
            if (last < first || last.DayNumber - first.DayNumber > 31)
            {
                problem(dates[i].At, $"{dates[i - 1].Text}至{dates[i].Text}", "这一段的结束日早于开始日，或超过一个月。");
                continue;
            }

            for (var day = first; day <= last; day = day.AddDays(1)) yield return day;
        }
    }

    private string Take(Match found)
    {
        var number = (string group) => found.Groups[group] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : (int?)null;
        var date = Dated(number("y"), number("m") ?? _last?.Month, number("d")!.Value);
        var text = found.Value.Split('（')[0];
        if (date is null) problem(at + found.Index, text, "没有这一天。");
        else if (Weekday().Match(found.Groups["note"].Value) is { Success: true } said && Weekdays.Read(said.Value) is { } weekday && weekday != date.Value.DayOfWeek)
            problem(at + found.Index, found.Value, $"{date.Value.Year}年{date.Value.Month}月{date.Value.Day}日是{Timetable.Name(date.Value.DayOfWeek)}，不是{Timetable.Name(weekday)}。");
        _last = date ?? _last;
        _dates.Add((date, at + found.Index, text));
        return Mark.ToString();
    }

    private DateOnly? Dated(int? named, int? month, int day)
    {
        if (month is not (>= 1 and <= 12)) return null;
        if (named is { } exact) return On(exact);
        // New Year's item begins in December of the year before, when it begins in December.
        if (_last is not { } near) return On(name?.Contains("元旦", StringComparison.Ordinal) == true && month >= 11 ? year - 1 : year);
        return new[] { near.Year - 1, near.Year, near.Year + 1 }.Select(On).OfType<DateOnly>().OrderBy(date => Math.Abs(date.DayNumber - near.DayNumber)).Select(date => (DateOnly?)date).FirstOrDefault() is { } nearest
            && (Math.Abs(nearest.DayNumber - near.DayNumber) < 200 || near.Year == nearest.Year) && !(month == 2 && day == 29 && nearest.Year != near.Year) ? nearest : null;

        DateOnly? On(int y) => y is > 1900 and < 2999 && day >= 1 && day <= DateTime.DaysInMonth(y, month!.Value) ? new DateOnly(y, month.Value, day) : null;
    }

    private static bool IsSum(Match count) => count.Value[0] == '共';

    private static int Figure(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var figure) ? figure
        : text is "十" ? 10 : text is "两" ? 2 : "一二三四五六七八九".IndexOf(text[0]) + 1;

    [GeneratedRegex(@"(?:(?<y>\d{4})年)?(?:(?<m>\d{1,2})月)?(?<d>\d{1,2})(?:日|(?<=月\d{1,2})号)(?:（(?<note>[^）]*)）)?")]
    private static partial Regex Date();

    [GeneratedRegex("（[^）]*）")]
    private static partial Regex Brackets();

    [GeneratedRegex("(?:星期|周|礼拜)[一二三四五六日天]")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"(?:共|共计|放假)(\d{1,2}|[一二两三四五六七八九十])天")]
    private static partial Regex Count();

    [GeneratedRegex("\u0001(?:均|都|正常|照常|恢复|需|调休)*上班")]
    private static partial Regex Works();

    [GeneratedRegex("\u0001(?:为|均|都|照常|全国|安排|两个|三个)*(?:法定)?(?:放假|补休|调休|公休|休息|休假|节?假日)|(?:放假|假期|休假)(?:时间|日期|安排)?(?:为|是|：)?\u0001")]
    private static partial Regex Rests();

    [GeneratedRegex("^\u0001(?:至\u0001)?放假")]
    private static partial Regex PlainRest();

    [GeneratedRegex("延长.*至\u0001")]
    private static partial Regex Extends();
}

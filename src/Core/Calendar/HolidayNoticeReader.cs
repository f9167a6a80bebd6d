using System.Globalization;
using System.Text.RegularExpressions;

namespace Shouwen.Calendar;

/// <summary>Reads one notice. Festivals are found by their headings; in each, every clause that lists dates and says what becomes of them.</summary>
internal sealed partial class HolidayNoticeReader(string raw, int? given, NationalDays? known)
{
    /// <summary>The statutory festivals as notices call them.</summary>
    internal const string Names = "(?:元旦节?|春节|清明节?|(?:“?五一”?)?(?:国际)?劳动节|“?五一”?|端午节?|中秋节?|国庆节?|“十一”)";

    private readonly NoticeText _text = new(raw);
    private readonly List<HolidayNoticeProblem> _problems = [];
    private readonly List<Festival> _festivals = [];
    private int _year;

    public HolidayNoticeReading Read()
    {
        var plain = _text.Plain;
        var title = Title().Match(plain) is { Success: true } titled ? titled.Value : "";
        var number = Number().Match(plain) is { Success: true } numbered ? $"{numbered.Groups[1].Value}〔{numbered.Groups[2].Value}〕{numbered.Groups[3].Value}号" : null;
        var told = YearOf(plain, title);
        if ((given ?? told) is not { } year)
        {
            Problem(0, "", "没有写是哪一年的安排，请补上年份。");
            return new(null, title, number, [], _problems);
        }

        if (given is not null && told is not null && given != told) Problem(plain.IndexOf($"{told}年", StringComparison.Ordinal), $"{told}年", $"文中是 {told} 年的安排，这里按 {given} 年读。", fatal: false);
        _year = year;
        var heads = Heads().Matches(plain);
        if (heads.Count == 0) ReadItem(NameIn(title.Length > 0 ? title : plain), 0, plain);
        foreach (var (i, head) in heads.Index())
        {
            var from = head.Index + head.Length;
            ReadItem(NamesOf(head.Groups["names"].Value), from, plain[from..(i + 1 < heads.Count ? heads[i + 1].Index : plain.Length)]);
        }

        if (_festivals.Count == 0 && _problems.Count == 0) Problem(0, "", "没有找到放假的日子：应有“2月15日至23日放假调休”这样的话。");
        var reading = new HolidayNoticeReading(year, title, number, _festivals, _problems);
        Collide(reading);
        return reading with { Festivals = [.. _festivals.Select(festival => festival with { Source = reading.Source })], Problems = [.. _problems.OrderBy(problem => problem.Line)] };
    }

    private void ReadItem(string? name, int at, string item)
    {
        var problems = _problems.Count;
        var parts = new NoticeItem(item, at, _year, name, (index, text, reason) => Problem(index, text, reason));
        parts.Read();
        if (parts.ExtendsTo is { } last && name is not null) Extend(name, last, parts);
        else if (parts.ExtendsTo is not null) Problem(at, "", "没有写延长的是哪个节日。");
        if (parts.Off.Count == 0)
        {
            // A heading always promises days off; a whole text without headings may simply say nothing.
            if (name is not null && at > 0 && _problems.Count == problems) Problem(at, name, "没有读出放假的日子。");
            return;
        }

        if (name is null)
        {
            name = Statutory.Within(parts.Off) ?? "假期";
            Problem(at, "", $"没有写是哪个节日，按日期记作“{name}”。", fatal: false);
        }

        foreach (var (index, days) in parts.Counts)
            if (days != parts.Off.Count) Problem(index, $"{days}天", $"{name}写明放假 {days} 天，列出的却是 {parts.Off.Count} 天（{Say(parts.Off)}）。");
        foreach (var (day, index) in parts.Work)
            if (parts.Off.Contains(day)) Problem(index, Say(day), $"这一天既放假又上班（{name}）。");
            else if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) Problem(index, Say(day), $"{day:yyyy-MM-dd} 是{Timetable.Name(day.DayOfWeek)}，本来就上班，不能作调休上班日。");
        _festivals.Add(new Festival(_year, name, [.. parts.Off.Order()], [.. parts.Work.Keys.Order()], "") { Line = _text.LineAt(at) });
    }

    /// <summary>A festival made longer keeps the days it had; a make-up day that falls into it is worked no more.</summary>
    private void Extend(string name, DateOnly last, NoticeItem parts)
    {
        if (known?.Festivals.FirstOrDefault(festival => festival.Year == _year && festival.IsNamed(name)) is not { } before)
        {
            Problem(0, $"延长{name}假期", $"日历里没有 {_year} 年{name}原来的安排，不知道从哪天延长。");
            return;
        }

        for (var day = before.Off.Min(); day <= last; day = day.AddDays(1)) parts.Off.Add(day);
        foreach (var day in before.Work.Where(day => day > last || day < before.Off.Min())) parts.Work.TryAdd(day, 0);
    }

    /// <summary>Days that two festivals name, of this notice or of those known that it leaves as they are.</summary>
    private void Collide(HolidayNoticeReading reading)
    {
        if (known is not null && !reading.IsWholeYear && reading.Festivals.Count > 0 && !known.Knows(_year))
            Problem(0, "", $"日历里还没有 {_year} 年的年度安排，请先录入年度通知，再录入年中的调整。");
        var rest = known?.Festivals.Where(festival => festival.Year != _year || !reading.IsWholeYear && !_festivals.Any(one => one.IsNamed(festival.Name))) ?? [];
        var seen = rest.SelectMany(Days).DistinctBy(day => day.Date).ToDictionary(day => day.Date);
        foreach (var festival in _festivals)
            foreach (var day in Days(festival).DistinctBy(day => day.Date))
                if (!seen.TryAdd(day.Date, day) && seen[day.Date] is var other)
                    _problems.Add(new(festival.Line, Say(day.Date), other.IsOff == day.IsOff ? $"{day.Date:yyyy-MM-dd} 在{other.Festival}和{day.Festival}里写了两次{(day.IsOff ? "放假" : "上班")}。"
                        : $"{day.Date:yyyy-MM-dd} 在{(other.IsOff ? other : day).Festival}里放假，在{(other.IsOff ? day : other).Festival}里却要上班。"));

        static IEnumerable<HolidayNoticeDay> Days(Festival festival) => festival.Off.Select(day => new HolidayNoticeDay(day, true, festival.Name)).Concat(festival.Work.Select(day => new HolidayNoticeDay(day, false, festival.Name)));
    }

    /// <summary>The year of the title, else of the first sentence that arranges one, else of the days off themselves. The date of signing is not it.</summary>
    private static int? YearOf(string plain, string title)
    {
        var match = Year().Match(title) is { Success: true } titled ? titled : ArrangedYear().Match(plain);
        if (match.Success) return int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var years = DayOffYear().Matches(plain).SelectMany(found => Year().Matches(found.Value)).Select(found => int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        return years.Count > 0 ? years.Max() : null;
    }

    /// <summary>The festival that a title or sentence is about: a statutory one, or the name it gives.</summary>
    private static string? NameIn(string text) => NameList().Match(text) is { Success: true } named ? NamesOf(named.Value)
        : About().Match(text) is { Success: true } about ? about.Groups[1].Value : null;

    /// <summary>国庆、中秋 as the calendar has it: 国庆节、中秋节.</summary>
    private static string NamesOf(string names) => string.Join('、', names.Split('、', '和', '及', '与').Select(name => Statutory.Called(name)));

    private void Problem(int index, string text, string reason, bool fatal = true) => _problems.Add(new(_text.LineAt(Math.Max(0, index)), text, reason, fatal));

    private static string Say(DateOnly day) => $"{day.Month}月{day.Day}日";

    private static string Say(IEnumerable<DateOnly> days) => string.Join('、', days.Order().Select(Say));

    [GeneratedRegex("国务院(?:办公厅)?关于[^。，]{2,80}?的通知")]
    private static partial Regex Title();

    [GeneratedRegex(@"(国办?发(?:明电)?)[〔\[（【](\d{4})[〕\]）】]第?(\d+)号")]
    private static partial Regex Number();

    [GeneratedRegex(@"(\d{4})年")]
    private static partial Regex Year();

    [GeneratedRegex($@"(\d{{4}})年(?:部分|全年)?(?:节假日|放假|{Names})")]
    private static partial Regex ArrangedYear();

    [GeneratedRegex(@"\d{4}年[^。；\n]*?(?:放假|调休|上班)")]
    private static partial Regex DayOffYear();

    [GeneratedRegex($@"{Names}(?:[、和及与]{Names})*")]
    private static partial Regex NameList();

    [GeneratedRegex($@"(?<names>{Names}(?:[、和及与]{Names})*)(?:假期|放假安排|放假)?(?:：|(?<=(?:^|[\n、.．])(?:{Names}[、和及与]?)+)(?=\d))|(?<=(?:^|\n)[一二三四五六七八九十]+、)(?<names>[^，。；：\d\n]{{2,30}})：")]
    private static partial Regex Heads();

    [GeneratedRegex(@"关于(?:调整|延长)?(?:\d{4}年)?(.{2,50}?)(?:假期安排|放假安排|调休放假|放假调休|假期|放假|调休)的?")]
    private static partial Regex About();
}

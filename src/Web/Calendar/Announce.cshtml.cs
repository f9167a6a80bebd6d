using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Shouwen.Calendar;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Calendar;

/// <summary>A notice of the State Council, pasted.</summary>
public sealed class NoticeForm
{
    [Required(ErrorMessage = "请粘贴通知的文字"), StringLength(20000, ErrorMessage = "最多 20000 个字，只要写放假安排的几段")]
    public string? Text { get; set; }
    public string? Year { get; set; }
    public long Seen { get; set; }
}

/// <summary>粘贴国务院通知: the text is read, the days found stand on the picture, and a person confirms them.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class AnnounceModel(AppDb db, Regimes regimes, Acting acting, Actor actor, Clock clock) : CalendarPage(db, regimes, acting, actor, clock)
{
    public NoticeForm Form { get; private set; } = new();
    public HolidayNoticeReading? Reading { get; private set; }
    public IReadOnlyList<MonthCells> Months { get; private set; } = [];

    /// <summary>The text of the national days that ship, where they know a year that those in force do not.</summary>
    public string? Shipped { get; private set; }
    public IReadOnlyList<int> NewYears { get; private set; } = [];

    public async Task OnGet()
    {
        await Ready();
        Form = new() { Seen = Seen };
    }

    /// <summary>Reads only, and shows what was found.</summary>
    public async Task<IActionResult> OnPost(NoticeForm form)
    {
        await Ready();
        Form = form;
        Read();
        return ModelState.IsValid ? Page() : this.Refused();
    }

    public async Task<IActionResult> OnPostConfirm(NoticeForm form)
    {
        await Ready();
        Form = form;
        Read();
        if (!ModelState.IsValid || Reading is not { Ok: true } reading) return this.Refused();
        return await Save(Changing.Announces, Book.National.With(reading).Write(), Book.Own, form.Seen, reading.Source, $"{reading.Year}年的放假安排已记入。");
    }

    public async Task<IActionResult> OnPostShipped(long seen)
    {
        await Ready();
        Form = new() { Seen = Seen };
        return Shipped is null ? this.Refused("", "随产品提供的安排里没有新的年份") : await Save(Changing.Announces, Shipped, Book.Own, seen, $"随产品提供的 {string.Join("、", NewYears)} 年安排", $"{string.Join("、", NewYears)}年的放假安排已记入。");
    }

    private void Read()
    {
        int? year = null;
        if (!string.IsNullOrWhiteSpace(Form.Year))
        {
            if (int.TryParse(Form.Year.Trim().TrimEnd('年'), out var typed) && typed is >= 2008 and <= 2059) year = typed;
            else ModelState.AddModelError("Form.Year", $"“{Form.Year.Trim()}”不是年份，请写成 2027");
        }
        if (!ModelState.IsValid) return;
        Reading = HolidayNotice.Read(Form.Text!, year, Book.National);
        foreach (var problem in Reading.Problems.Where(problem => problem.Fatal)) ModelState.AddModelError("Form.Text", problem.ToString());
        if (Reading.Festivals.Count == 0 && Reading.Problems.Count == 0) ModelState.AddModelError("Form.Text", "没有读出任何放假日；请粘贴“一、元旦：1月1日至3日放假…”这样的几段");
        if (Reading is { Ok: true, Year: { } of })
            Months = [.. YearPicture.Of(new WorkCalendar(Book.National.With(Reading), Book.Own.For()), of, Clock.Today, Reading.Days.Select(day => day.Date).ToHashSet())];
    }

    private async Task Ready()
    {
        await Load(null);
        var text = await System.IO.File.ReadAllTextAsync(Folders.Calendar);
        var shipped = NationalDays.Read(text, "calendars");
        if (Book.National.Years.All(shipped.Knows) && shipped.Years.Except(Book.National.Years).ToList() is { Count: > 0 } years) (Shipped, NewYears) = (text, years);
    }

    /// <summary>2月15–23日: the days of a festival in short.</summary>
    public static string Say(IEnumerable<DateOnly> days)
    {
        var runs = new List<(DateOnly First, DateOnly Last)>();
        foreach (var day in days.Order())
            if (runs.Count > 0 && runs[^1].Last.AddDays(1) == day) runs[^1] = (runs[^1].First, day);
            else runs.Add((day, day));
        return string.Join("、", runs.Select(run => $"{run.First.Month}月{run.First.Day}日" + (run.First == run.Last ? $"（{Zh.Weekday(run.First)}）" : $"至{(run.First.Month == run.Last.Month ? "" : $"{run.Last.Month}月")}{run.Last.Day}日")));
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Reminders;

public sealed class ReminderForm
{
    public string? Way { get; set; }
    public string? QuietFrom { get; set; }
    public string? QuietTo { get; set; }
}

/// <summary>我的提醒: how one wants to be mailed, and what the organisation decided for everybody.</summary>
public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public ReminderForm Form { get; private set; } = new();
    public WatchSettings Settings { get; private set; } = new();
    public string? Mail { get; private set; }
    public int Waiting { get; private set; }
    public string Top { get; private set; } = "";
    public bool Administers => actor.Administers;

    public async Task OnGet()
    {
        await Load();
        var own = await db.Reminders.AsNoTracking().SingleOrDefaultAsync(one => one.PersonId == actor.Id);
        Form = new() { Way = own?.Way ?? "at-once", QuietFrom = Say(own?.QuietFrom), QuietTo = Say(own?.QuietTo) };
    }

    public async Task<IActionResult> OnPost(ReminderForm form)
    {
        Form = form;
        await Load();
        if (form.Way is null || !Reminder.Ways.ContainsKey(form.Way)) return this.Refused("Form.Way", "请选择怎样发邮件");
        var (from, to) = (Read(form.QuietFrom), Read(form.QuietTo));
        if (!string.IsNullOrWhiteSpace(form.QuietFrom) && from is null) return this.Refused("Form.QuietFrom", "时间请写成 21:00 这样");
        if (!string.IsNullOrWhiteSpace(form.QuietTo) && to is null) return this.Refused("Form.QuietTo", "时间请写成 07:30 这样");
        if (from is null != to is null) return this.Refused(from is null ? "Form.QuietFrom" : "Form.QuietTo", "免打扰的起止要么都写，要么都不写");
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Lock($"mail:{actor.Id}");
        var own = await db.Reminders.SingleOrDefaultAsync(one => one.PersonId == actor.Id);
        if (own is null) db.Reminders.Add(own = new Reminder { PersonId = actor.Id });
        (own.Way, own.QuietFrom, own.QuietTo) = (form.Way, from, to);
        // What waits is looked at anew, the new way.
        await db.Notices.Where(notice => notice.PersonId == actor.Id && notice.MailAt != null).ExecuteUpdateAsync(set => set.SetProperty(notice => notice.MailAt, clock.Now));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return this.Done("/reminders", "提醒方式已保存，从现在起照此办理");
    }

    private async Task Load()
    {
        var regime = await acting.Regime();
        Settings = (await acting.Around(regime)).Watch;
        Top = regime.Organisation.Body(Settings.Top)?.Name ?? Words.Body(Settings.Top);
        Mail = await db.People.Where(one => one.Id == actor.Id).Select(one => one.Email).SingleAsync();
        Waiting = await db.Notices.CountAsync(notice => notice.PersonId == actor.Id && notice.MailAt != null);
    }

    public static string Points(WatchSettings settings) => Points(settings.Warnings, settings.AtHalf);

    public static string Points(IReadOnlyList<string> warnings, bool atHalf)
    {
        List<string> points = [.. atHalf ? (string[])["时限过半时"] : [], .. warnings.Select(Limits.Read).OfType<Limit>().Select(before => before.Unit == LimitUnit.WorkingDays ? $"到期前 {before.Amount} 个工作日" : $"到期前 {before.Amount} 个工作小时")];
        return points.Count == 0 ? "不提前提醒" : string.Join("、", points);
    }

    /// <summary>Minutes as hours: 4 , 1.5 , with the space that a number has before a word.</summary>
    public static string Hours(int minutes) => $"{(minutes / 60m).ToString("0.##", CultureInfo.InvariantCulture)} ";

    public static string Say(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    public static TimeOnly? Read(string? text) => TimeOnly.TryParseExact(text?.Trim().Replace('：', ':'), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

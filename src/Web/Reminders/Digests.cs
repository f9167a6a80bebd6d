using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Sending;

namespace Shouwen.Web.Reminders;

/// <summary>
/// 合并提醒: makes mails of the notices that wait to be mailed: one for each person, however many matters it tells of, at the moment that the person and the quiet hours allow. Mail and mark are
/// written together, under a lock of the person's, so that no notice is mailed twice or never, whichever process dies.
/// </summary>
public static class Digests
{
    /// <summary>What comes within so long after a mail is gathered for the next.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromMinutes(5);

    /// <summary>More than that many matters are only counted in a mail; the inbox has them all.</summary>
    private const int Most = 50;
    private const int Batch = 200;

    /// <summary>Makes the mails that are due; how many.</summary>
    public static async Task<int> Gather(AppDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var made = 0;
        foreach (var person in await db.Notices.Where(notice => notice.MailAt <= now).OrderBy(notice => notice.MailAt).Select(notice => notice.PersonId).Take(Batch).Distinct().ToListAsync(cancel))
            if (await Of(db, person, now, cancel)) made++;
        return made;
    }

    private static async Task<bool> Of(AppDb db, string person, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Lock($"mail:{person}");
        var due = await db.Notices.AsNoTracking().Where(notice => notice.PersonId == person && notice.MailAt <= now).OrderBy(notice => notice.At).ThenBy(notice => notice.Id).ToListAsync(cancel);
        if (due.Count == 0) return false;
        var mail = await db.People.Where(one => one.Id == person && one.Active).Select(one => one.Email).SingleOrDefaultAsync(cancel);
        var own = await db.Reminders.SingleOrDefaultAsync(one => one.PersonId == person, cancel);
        if (own is null) db.Reminders.Add(own = new Reminder { PersonId = person });
        var organisation = await db.Organisations.AsNoTracking().SingleAsync(cancel);
        var unmailed = string.IsNullOrEmpty(mail) || own.Way == "never";
        var when = unmailed ? now : When(own, WatchSettings.Read(organisation.Watch), TimeZoneInfo.FindSystemTimeZoneById(organisation.Zone), due[0].At, now);
        var going = due.Where(notice => unmailed || when <= now || notice.Urgent).ToList();
        var later = due.Except(going).Select(notice => notice.Id).ToList();
        var told = going.Select(notice => notice.Id).ToList();
        var mailed = unmailed || going.Count == 0 ? null : await Mail(db, person, mail!, going, now, cancel);
        var mailId = mailed?.Id;
        await db.Notices.Where(notice => told.Contains(notice.Id)).ExecuteUpdateAsync(set => set.SetProperty(notice => notice.MailAt, (DateTimeOffset?)null).SetProperty(notice => notice.MailId, mailId), cancel);
        await db.Notices.Where(notice => later.Contains(notice.Id)).ExecuteUpdateAsync(set => set.SetProperty(notice => notice.MailAt, when), cancel);
        if (mailed is not null)
        {
            db.Appended.Add(mailed);
            own.MailedAt = now;
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        db.Forget();
        return mailed is not null;
    }

    /// <summary>From when on a person may be mailed of what waits since <paramref name="since"/>; not before <paramref name="now"/>.</summary>
    public static DateTimeOffset When(Reminder own, WatchSettings settings, TimeZoneInfo zone, DateTimeOffset since, DateTimeOffset now)
    {
        var at = own.Way switch
        {
            "hourly" => NextAt(since, zone, local => new TimeOnly(local.Hour, 0).AddHours(1)),
            "daily" => NextAt(since, zone, _ => settings.DigestAt),
            _ => own.MailedAt + Burst ?? now,
        };
        if (at < now) at = now;
        var (from, to) = own is { QuietFrom: { } mine, QuietTo: { } until } ? (mine, until) : (settings.QuietFrom, settings.QuietTo);
        return AfterQuiet(at, from, to, zone);
    }

    /// <summary>The moment itself, or when the quiet hours that it lies in end.</summary>
    public static DateTimeOffset AfterQuiet(DateTimeOffset at, TimeOnly from, TimeOnly to, TimeZoneInfo zone) =>
        from != to && TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime).IsBetween(from, to) ? NextAt(at, zone, _ => to) : at;

    /// <summary>The first time after a moment at which the clock in the zone shows what is asked for.</summary>
    private static DateTimeOffset NextAt(DateTimeOffset after, TimeZoneInfo zone, Func<DateTime, TimeOnly> time)
    {
        var local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        var next = local.Date + time(local).ToTimeSpan();
        if (next <= local) next = next.AddDays(1);
        return new DateTimeOffset(next, zone.GetUtcOffset(next)).ToUniversalTime();
    }

    private static async Task<OutboxMessage> Mail(AppDb db, string person, string mail, List<Notice> notices, DateTimeOffset now, CancellationToken cancel)
    {
        var wording = await Wording.Load(db);
        var ids = notices.Select(notice => notice.CaseId).OfType<string>().Distinct().ToList();
        var numbers = await db.Cases.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Number }).ToDictionaryAsync(row => row.Id, row => row.Number, cancel);
        var (one, link) = (notices[0], "/desk#inbox");
        string subject, body;
        if (notices.Count == 1)
        {
            var number = one.CaseId is null ? null : numbers.GetValueOrDefault(one.CaseId);
            (subject, body) = wording.Fill("notice", new Dictionary<string, string?> { ["number"] = number, ["text"] = one.Text, ["clause"] = one.Clause });
            link = number is null ? one.Link ?? "/desk" : CaseLine.Address(number, one.Act);
        }
        else
        {
            var lines = notices.Take(Most).Select((notice, i) => $"{i + 1}. {notice.Text}{(notice.Clause is null ? "" : $"（依据：{notice.Clause}）")}").Concat(notices.Count > Most ? [$"……另有 {notices.Count - Most} 条"] : []);
            (subject, body) = wording.Fill("digest", new Dictionary<string, string?> { ["count"] = $"{notices.Count}", ["list"] = string.Join("\n", lines) });
        }
        return new()
        {
            Id = Guid.CreateVersion7(now), Channel = "mail", To = mail, PersonId = person, CaseId = ids is [var only] ? only : null, About = notices.Count == 1 ? "notice" : "digest", Subject = subject.TrimEnd(), Body = body, Link = link,
            CreatedAt = now, NextTryAt = now,
        };
    }
}

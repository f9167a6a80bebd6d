using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Sending;

/// <summary>告知记录: one line of who was told what of a case, by which channel, when, and how it ended.</summary>
public sealed record Told(DateTimeOffset At, string Who, string Channel, string What, string Ended, string Tone)
{
    private const int Most = 200;

    private static readonly Dictionary<string, string> Channels = new() { ["mail"] = "邮件", ["webhook"] = "业务系统", ["wecom"] = "企业微信群", ["dingtalk"] = "钉钉群" };

    public static string ChannelOf(string channel) => Channels.GetValueOrDefault(channel, channel);

    /// <summary>Oldest first. Names come from the dossier, so that people who have left keep theirs.</summary>
    public static async Task<IReadOnlyList<Told>> Of(AppDb db, Dossier dossier, Clock clock)
    {
        var id = dossier.Row.Id;
        var notices = await db.Notices.AsNoTracking().Where(notice => notice.CaseId == id).OrderByDescending(notice => notice.At).Take(Most).ToListAsync();
        // A mail that told of several matters belongs to none of them; the notices it was made of know it.
        var digests = notices.Select(notice => notice.MailId).OfType<Guid>().Distinct().ToList();
        var messages = await db.Outbox.AsNoTracking().Where(message => message.CaseId == id).OrderByDescending(message => message.Id).Take(Most).ToListAsync();
        if (digests.Count > 0) messages.AddRange(await db.Outbox.AsNoTracking().Where(message => digests.Contains(message.Id) && message.CaseId == null).ToListAsync());
        return
        [
            .. notices.Select(notice => new Told(notice.At, dossier.Name(Party.Person(notice.PersonId)), "站内通知", dossier.Withheld.From(notice.Text), notice.ReadAt is { } read ? $"{clock.Say(read)}已读" : "未读", notice.ReadAt is null ? "grey" : "green"))
                .Concat(messages.Select(message => new Told(message.CreatedAt, message.PersonId is { } person ? dossier.Name(Party.Person(person)) : message.ReceiverId is null ? dossier.Withheld.Customer ? "客户" : $"客户 {Hidden(message.To)}" : message.To,
                    ChannelOf(message.Channel), dossier.Withheld.From(message.Subject) + (message.CaseId is null ? "（与其他事项合成一封）" : ""), dossier.Withheld.From(Result(message, clock)), Toned(message))))
                .OrderBy(told => told.At),
        ];
    }

    /// <summary>How it stands, with what is to be said of it.</summary>
    private static string Result(OutboxMessage message, Clock clock) => Detail(message, clock) is { Length: > 0 } detail ? $"{OutboxState.Names[message.State]}：{detail}" : OutboxState.Names[message.State];

    /// <summary>When it arrived, or why it did not.</summary>
    public static string Detail(OutboxMessage message, Clock clock) => message.State switch
    {
        OutboxState.Sent => clock.Say(message.EndedAt!.Value),
        OutboxState.Dead => message.Failure ?? "",
        OutboxState.GivenUp => message.Reason ?? "",
        _ => message.Failure is null ? "" : $"第 {message.Tries} 次没有送达，{clock.Say(message.NextTryAt)}再试：{message.Failure}",
    };

    public static string Toned(OutboxMessage message) => message.State switch { OutboxState.Sent => "green", OutboxState.Dead => "red", OutboxState.GivenUp => "grey", _ => message.Failure is null ? "grey" : "amber" };

    /// <summary>zh***@example.org: enough to know whether it is the right one.</summary>
    public static string Hidden(string mail) => mail.IndexOf('@') is > 0 and var at ? $"{mail[..Math.Min(2, at)]}***{mail[at..]}" : mail;
}

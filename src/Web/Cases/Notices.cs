using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>Puts what people are told into their inboxes and, for those with an address, into the outbox as mail — in the same write.</summary>
public static class Notices
{
    /// <param name="db">Where to.</param>
    /// <param name="regime">Who is whose head.</param>
    /// <param name="row">The case; null for the organisation's own matter, where only a recomputation is told.</param>
    /// <param name="accepted">What happened.</param>
    /// <param name="now">When they are told.</param>
    public static void Write(AppDb db, Regime regime, CaseRow? row, Decision.Accepted accepted, DateTimeOffset now)
    {
        if (row is null)
        {
            foreach (var person in accepted.Events.OfType<Notified>().Where(told => told.Send == "recompute").SelectMany(told => told.People))
                Tell(db, person, null, $"{Doer(accepted, regime)}按新的工作日历重新计算了定期工作的时限：{Moves(accepted, regime)}", null, now);
            return;
        }
        foreach (var told in accepted.Events.OfType<Notified>())
            foreach (var person in told.People)
                Tell(db, person, row, Text(told, row, accepted, regime), told.Clause, now);
        foreach (var breached in accepted.Events.OfType<DutyBreached>())
        {
            var duty = accepted.Matter.Duties[breached.No - 1];
            var person = breached.Holder.IsPerson ? breached.Holder.Id : regime.Organisation.HeadOf(breached.Holder.Id);
            if (person is not null) Tell(db, person, row, $"{row.Number}（{Short(row.Content)}）的“{duty.Text ?? Words.Duty(duty.Name)}”已逾期。", duty.Clause, now);
        }
    }

    public static string Short(string content) => content.Length <= 18 ? content.ReplaceLineEndings(" ") : content.ReplaceLineEndings(" ")[..18] + "…";

    private static void Tell(AppDb db, string person, CaseRow? row, string text, string? clause, DateTimeOffset now)
    {
        db.Notices.Add(new Notice { Id = Guid.CreateVersion7(now), PersonId = person, CaseId = row?.Id, Text = text, Clause = clause, At = now });
        if (db.People.Local.FirstOrDefault(one => one.Id == person)?.Email is { Length: > 0 } mail || (mail = db.People.Where(one => one.Id == person).Select(one => one.Email).FirstOrDefault()) is { Length: > 0 })
            db.Outbox.Add(new OutboxMessage { Id = Guid.CreateVersion7(now), Channel = "mail", To = mail, Subject = row is null ? "首问" : $"首问 {row.Number}", Body = text + (clause is null ? "" : $"\n依据：{clause}"), CreatedAt = now, NextTryAt = now });
    }

    private static string Doer(Decision.Accepted accepted, Regime regime) => accepted.Events.OfType<Acted>().LastOrDefault() is not { By: not (Act.System or Act.Customer) } act ? "平台" : regime.Organisation.Person(act.By)?.Name ?? act.By;

    /// <summary>Each deadline that a recomputation moved, from where to where.</summary>
    private static string Moves(Decision.Accepted accepted, Regime regime)
    {
        var story = new Story(regime.Calendar, party => party.Id, id => id);
        return string.Join("", accepted.Events.OfType<DutyMoved>().Select(moved => story.Sentence(moved, accepted.Matter)));
    }

    private static string Text(Notified told, CaseRow row, Decision.Accepted accepted, Regime regime)
    {
        var what = $"{row.Number}（{Short(row.Content)}）";
        var act = accepted.Events.OfType<Acted>().LastOrDefault();
        var by = act is null || act.By is Act.System ? "平台" : act.By is Act.Customer ? "客户" : regime.Organisation.Person(act.By)?.Name ?? act.By;
        var did = Words.Act(act?.Act ?? told.Send);
        return told.Send switch
        {
            "copy" => $"{by}{did}了 {what}，抄送给您。",
            "result" => $"{by}已办理 {what}：{Short(act?.With.Text("result") ?? "")}",
            "register" => $"{what} 已登记，由您首问负责。",
            "transfer" or "forward" => $"{by}把 {what} {did}给您部门，请接手。",
            "designate" => $"{by}指定您办理 {what}。",
            "urge" or "supervise" => $"{by}{did} {what}，请尽快办理。",
            "return" => $"{by}退回了 {what}：{act?.With.Text("opinion") ?? act?.With.Text("reason")}",
            "suspect-batch" => $"与 {what} 并在一起的诉求已有 {accepted.Matter.BatchCount} 件，请认定是否按批量诉求、影响面广处理。",
            "take-over" => $"{by}已接手 {what}。",
            "recompute" => $"{by}按新的工作日历重新计算了 {what} 的时限：{Moves(accepted, regime)}",
            "callback" => $"客户对 {what} 的办理不满意，请重办。",
            _ => $"{by}{did} {what}，请知悉。",
        };
    }
}

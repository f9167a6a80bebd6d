using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Chain;
using Shouwen.Judging;
using Shouwen.Web.Data;
using Shouwen.Web.HandOvers;
using Shouwen.Web.Sending;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>
/// Puts what people are told into their inboxes, from where it is mailed to those with an address; tells the customer who left an address; tells receivers — all in the same write.
/// </summary>
public static class Notices
{
    /// <summary>Of the organisation's own matters are told: what the watch did, a recomputation, a list of a hand-over, an announcement to everybody who is to read it.</summary>
    public static void WriteOwn(AppDb db, Regime regime, Surroundings around, Decision.Accepted accepted, DateTimeOffset now)
    {
        if (DeskHandOver.IsKey(accepted.Matter.Key))
            foreach (var person in accepted.Events.OfType<Notified>().SelectMany(told => told.People).Distinct())
                Tell(db, person, null, HandedOver(accepted, regime, person), null, around, now, link: $"/hand-overs/{HandOverRows.Number(accepted.Matter.Key)}");
        if (Grading.IsKey(accepted.Matter.Key) && Grading.Of(accepted.Matter) is { } given)
            foreach (var person in accepted.Events.OfType<Notified>().SelectMany(told => told.People))
                Tell(db, person, null, $"{Doer(accepted, regime)}把您 {given.With.Text("period")} 的等级评为{Words.Value("rated", given.With.Text("grade")!)}{(given.With.Text("reason") is { } why ? $"：{Short(why)}" : "")}。", null, around, now, link: $"/findings/performance?period={given.With.Text("period")}");
        if (Rewarding.IsKey(accepted.Matter.Key)) Rewarded(db, regime, around, accepted, now);
        if (Announcement.IsKey(accepted.Matter.Key)) Announced(db, regime, around, accepted, now);
        foreach (var person in accepted.Events.OfType<Notified>().Where(told => told.Send == "recompute").SelectMany(told => told.People))
            Tell(db, person, null, $"{Doer(accepted, regime)}按新的工作日历重新计算了定期工作的时限：{Moves(accepted, regime)}", null, around, now);
        Watched(db, regime, around, null, accepted, now, duty => $"定期工作{(duty.Period is { } period ? $"（{period}）" : "")}", _ => Withheld.Nothing, accepted.Matter.Key == Acting.Standing ? duty => $"/standing/{duty.No}" : null);
    }

    /// <summary>Of a finding the accused hears first, then whoever it waits for; of what it made somebody owe, he and those above him.</summary>
    public static void WriteFinding(AppDb db, Regime regime, Surroundings around, Matter finding, IReadOnlyList<Event> events, DateTimeOffset now)
    {
        if (finding.Finding is not { } opened) return;
        var (act, link) = (events.OfType<Acted>().LastOrDefault(), $"/findings/{finding.Key.Id}");
        var against = Permissions.Name(new Scene(regime, finding, null, now), opened.Against);
        var said = act?.With.Text("reason") ?? act?.With.Text("text");
        foreach (var told in events.OfType<Notified>())
            foreach (var person in told.People)
                Tell(db, person, null, act is null or { Act: "open-finding" }
                    ? $"对{(opened.Against == Party.Person(person) ? "您" : against)}提出了问责{(opened.Duty is { } duty ? $"，事由“{Words.Duty(duty)}”逾期" : "")}，依据{opened.Clause}。可以查看经过、陈述申辩、提出异议。"
                    : act.Act == Overruling.Act ? $"投诉认定由“{Words.Value("verdict", act.With.Text("was")!)}”改为“{Words.Value("verdict", act.With.Text("becomes")!)}”：对{(opened.Against == Party.Person(person) ? "您" : against)}的问责（{opened.Clause}）要重新核实。"
                    : $"{regime.Organisation.Person(act.By)?.Name ?? act.By}{Words.Act(act.Act)}：对{(opened.Against == Party.Person(person) ? "您" : against)}的问责（{opened.Clause}）{(said is null ? "" : $"，{Short(said)}")}。", opened.Clause, around, now, link: link);
        Watched(db, regime, around, null, new(finding, events, []), now, _ => $"对{against}的问责（{opened.Clause}）", _ => Withheld.Nothing);
    }

    private static void Rewarded(AppDb db, Regime regime, Surroundings around, Decision.Accepted accepted, DateTimeOffset now)
    {
        if (Rewarding.Submission(accepted.Matter) is not { } submitted) return;
        var (act, who) = (accepted.Matter.Acts[^1], regime.Organisation.Person(submitted.With.Text("person"))?.Name ?? submitted.With.Text("person"));
        foreach (var person in accepted.Events.OfType<Notified>().SelectMany(told => told.People))
            Tell(db, person, null, $"{Doer(accepted, regime)}{Words.Act(act.Name)}：{(person == submitted.With.Text("person") ? "您" : who)}，{Short(submitted.With.Text("deed")!)}{(submitted.With.Number("amount") is { } yuan ? $"，{yuan:0.##} 元" : "")}{(act.With.Text("reason") is { } why ? $"。原因：{Short(why)}" : "")}。", null, around, now,
                link: $"/findings/rewards#reward-{Accountability.RewardRows.Number(accepted.Matter.Key)}");
    }

    /// <summary>Of an order the unit hears, of a reply the issuer; of one that is late both.</summary>
    public static void WriteOrder(AppDb db, Regime regime, Surroundings around, Orders.OrderRow row, Decision.Accepted accepted, DateTimeOffset now)
    {
        var (what, link) = ($"{row.Written}（{Short(row.Text)}）", $"/orders/{row.Number}");
        var act = accepted.Events.OfType<Acted>().LastOrDefault();
        var urgent = row.Grade == Ordering.Grades[^1] && around.Watch.Urgent.Contains("red-order") || around.Watch.Urgent.Contains("pressed") && act?.Act is "issue-order" or "return-order" or "step-up-order";
        var said = act?.With.Text("reason") ?? (act?.Act == "answer-order" ? act.With.Text("text") : null);
        foreach (var told in accepted.Events.OfType<Notified>())
            foreach (var person in told.People)
                Tell(db, person, null, act?.Act == "issue-order" ? $"{Doer(accepted, regime)}下达了督办单 {what}，请限期回复。" : $"{Doer(accepted, regime)}{Words.Act(act?.Act ?? told.Send)} {what}{(said is null ? "" : $"：{Short(said)}")}。", told.Clause, around, now, urgent: urgent, link: link);
        foreach (var breached in accepted.Events.OfType<DutyBreached>())
            foreach (var person in ((string?[])[breached.Holder.IsPerson ? breached.Holder.Id : regime.Organisation.HeadOf(breached.Holder.Id), row.IssuerId]).OfType<string>().Distinct())
                Tell(db, person, null, $"督办单 {what} 的“{accepted.Matter.Duties[breached.No - 1].Text}”已逾期。", accepted.Matter.Duties[breached.No - 1].Clause, around, now, link: link);
        Watched(db, regime, around, null, accepted with { Events = [.. accepted.Events.Where(happened => happened is not DutyBreached)] }, now, _ => $"督办单 {what}", _ => Withheld.Nothing, _ => link);
    }

    /// <summary>Of a project is told whoever an act is addressed to, and whoever it lays something on.</summary>
    public static void WriteProject(AppDb db, Regime regime, Surroundings around, Projects.ProjectRow row, Decision.Accepted accepted, DateTimeOffset now)
    {
        var (what, link, act) = ($"项目 {row.Number}（{Short(row.Name)}）", $"/projects/{row.Number}", accepted.Events.OfType<Acted>().LastOrDefault());
        var told = accepted.Events.OfType<Notified>().SelectMany(one => one.People).ToHashSet();
        string Of(string? person) => regime.Organisation.Person(person)?.Name ?? person ?? "";
        var said = act is { Act: "hand-over-desk" } && row.LeadId is { } lead ? $"{Doer(accepted, regime)}把{what}的负责人由{Of(act.With.Text("from"))}换成{Of(lead)}{(act.With.Text("reason") is { } why ? $"：{Short(why)}" : "")}。" : $"{Doer(accepted, regime)}{Words.Act(act?.Act ?? "progress")}：{what}。";
        foreach (var person in told) Tell(db, person, null, said, null, around, now, link: link);
        foreach (var duty in accepted.Events.OfType<DutyRaised>().Select(raised => raised.Duty).Where(duty => duty.Holder is not null))
            if ((duty.Holder!.Value.IsPerson ? duty.Holder.Value.Id : regime.Organisation.HeadOf(duty.Holder.Value.Id)) is { } holder && holder != act?.By && told.Add(holder))
                Tell(db, holder, null, $"{what}轮到您：{duty.Text ?? Words.Duty(duty.Name)}{(duty.Due is { } due ? $"，{Say(due, regime, now)} 前" : "")}。", duty.Clause, around, now, link: link);
        Watched(db, regime, around, null, accepted, now, _ => what, _ => Withheld.Nothing, _ => link);
    }

    public static void Write(AppDb db, Regime regime, Surroundings around, CaseRow row, Decision.Accepted accepted, DateTimeOffset now)
    {
        var scene = new Scene(regime.For(accepted.Matter), accepted.Matter, null, now);
        foreach (var told in accepted.Events.OfType<Notified>())
            foreach (var person in told.People)
                Tell(db, person, row, Text(told, row, accepted, regime, Views.From(person, scene)), told.Clause, around, now, urgent: IsUrgent(around, row, accepted.Matter) || told.Send is "urge" or "supervise" && around.Watch.Urgent.Contains("pressed"));
        Watched(db, regime, around, row, accepted, now, _ => row.Number, person => Views.From(person, scene));
        if (row.CustomerEmail is { } customer)
            foreach (var news in CustomerNews.Of(scene, accepted.Events))
                TellCustomer(db, customer, regime, around, row, accepted.Matter, news, now);
        Happening.Write(db, regime, around, row, accepted, now);
    }

    public static string Short(string content) => content.Length <= 18 ? content.ReplaceLineEndings(" ") : content.ReplaceLineEndings(" ")[..18] + "…";

    private static string HandedOver(Decision.Accepted accepted, Regime regime, string person)
    {
        var (list, act, id) = (DeskHandOver.Of(accepted.Matter)!, accepted.Matter.Acts[^1], HandOverRows.Number(accepted.Matter.Key));
        string Of(string who) => regime.Organisation.Person(who)?.Name ?? who;
        var item = list.Items.Find(one => one.No == (int?)act.With.Number("item"));
        return act.Name switch
        {
            "open-hand-over" when person == list.From => $"{Of(list.By)}为您提出了工作交接，共 {list.Items.Count} 项（交接 {id} 号）。",
            "open-hand-over" => $"{Of(list.From)}把 {list.Items.Count(one => one.To == person)} 项工作交接给您，请逐项接收（交接 {id} 号）。",
            "decline-hand-over" => $"{Of(act.By)}没有接收“{item?.Text}”：{act.With.Text("reason")}。仍由{Of(list.From)}负责（交接 {id} 号）。",
            "withdraw-hand-over" => $"“{item?.Text}”不再交接给您（交接 {id} 号）。",
            _ => $"交接 {id} 号已经全部接收。",
        };
    }

    private static void Announced(AppDb db, Regime regime, Surroundings around, Decision.Accepted accepted, DateTimeOffset now)
    {
        var (latest, act) = (Announcement.Editions(accepted.Matter)[^1], accepted.Matter.Acts[^1]);
        var units = latest.Says.Texts("to").Select(Party.TryParse).Where(party => party is { IsUnit: true }).Select(party => party!.Value.Id).ToHashSet();
        var what = act.Name switch { "amend" => "通报有更新", "end-announcement" => "通报已结束", _ => latest.IsEmergency ? "突发事件通报" : "业务变更通报" };
        foreach (var person in regime.Organisation.People.Where(person => person.Active && units.Contains(person.Unit) && person.Id != latest.By))
            Tell(db, person.Id, null, $"{what}：{latest.Title}。{Short(latest.Wording ?? "")}", null, around, now, urgent: latest.IsEmergency && around.Watch.Urgent.Contains("emergency"), link: $"/announcements/{accepted.Matter.Key.Id.Split('-')[^1]}");
    }

    /// <summary>Tells one person something of no case, with the page it leads to.</summary>
    public static void Tell(AppDb db, string person, string text, Surroundings around, DateTimeOffset now, string link) => Tell(db, person, null, text, null, around, now, link: link);

    /// <summary>What the watch did: who is late hears of it, who is nearly late is reminded, whom a breach has climbed to is asked to act. Each with the form to press.</summary>
    private static void Watched(AppDb db, Regime regime, Surroundings around, CaseRow? row, Decision.Accepted accepted, DateTimeOffset now, Func<Duty, string> about, Func<string, Withheld> withheld, Func<Duty, string?>? link = null)
    {
        foreach (var happened in accepted.Events)
        {
            var (no, people, kind) = happened switch
            {
                DutyBreached breached => (breached.No, breached.Holder.IsPerson ? [breached.Holder.Id] : regime.Organisation.HeadOf(breached.Holder.Id) is { } head ? [head] : (IReadOnlyList<string>)[], "breach"),
                DutyWarned warned => (warned.No, warned.People, "warning"),
                DutyClimbed climbed => (climbed.No, climbed.People, "ladder"),
                _ => (0, [], ""),
            };
            if (no == 0) continue;
            var duty = accepted.Matter.Duties[no - 1];
            foreach (var person in people)
            {
                var what = $"{about(duty)}{(row is null ? "" : $"（{Short(withheld(person).From(row.Content))}）")}的“{duty.Text ?? Words.Duty(duty.Name)}”";
                var text = kind switch
                {
                    "warning" => $"{what}快到期：{Say(duty.Due!.Value, regime, now)} 前，{DutyClock.Left(duty.Limit, regime.CalendarOf(duty), now, duty.Due.Value)}。",
                    "ladder" => $"{what}已逾期未办（应于 {Say(duty.Due!.Value, regime, now)}，由{Permissions.Name(new Scene(regime, accepted.Matter, null, now), duty.Holder!.Value)}负责），逐级报您督促。",
                    _ => $"{what}已逾期。",
                };
                var urgent = row is not null && IsUrgent(around, row, accepted.Matter) || around.Watch.Urgent.Contains(kind);
                Tell(db, person, row, text, duty.Clause, around, now, kind == "ladder" ? "urge" : duty.Name == "redo" ? "resolve" : duty.Name, urgent, link?.Invoke(duty));
            }
        }
    }

    private static bool IsUrgent(Surroundings around, CaseRow row, Matter matter) =>
        row.Urgency == "urgent" && around.Watch.Urgent.Contains("urgent-case") || around.Watch.Urgent.Contains("incident") && matter.Facts.Texts("flags").Count > 0;

    private static string Say(DateTimeOffset moment, Regime regime, DateTimeOffset now) => Zh.Moment(TimeZoneInfo.ConvertTime(moment, regime.Calendar.Zone), TimeZoneInfo.ConvertTime(now, regime.Calendar.Zone));

    /// <summary>Into the inbox at once; <see cref="Reminders.Digests"/> makes the mail of it, alone or with others.</summary>
    private static void Tell(AppDb db, string person, CaseRow? row, string text, string? clause, Surroundings around, DateTimeOffset now, string? act = null, bool urgent = false, string? link = null) =>
        db.Appended.Add(new Notice { Id = Guid.CreateVersion7(now), PersonId = person, CaseId = row?.Id, Text = text, Clause = clause, At = now, Act = act, Link = link, Urgent = urgent, MailAt = around.Mail.ContainsKey(person) ? now : null });

    private static void TellCustomer(AppDb db, string mail, Regime regime, Surroundings around, CaseRow row, Matter matter, CustomerNews news, DateTimeOffset now)
    {
        DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, regime.Calendar.Zone);
        var (subject, body) = around.Wording.Fill(news.What, new Dictionary<string, string?>
        {
            ["organisation"] = around.Name, ["customer"] = row.CustomerName ?? "尊敬的客户", ["number"] = row.Number, ["code"] = row.Code,
            ["content"] = Short(row.Content), ["answers"] = Permissions.Name(new Scene(regime, matter, null, now), matter.FirstContact), ["text"] = news.Text, ["unit"] = news.Unit, ["reason"] = news.Reason,
            ["until"] = news.Until is { } until ? $"{Zh.Day(DateOnly.FromDateTime(Local(until).DateTime), DateOnly.FromDateTime(Local(now).DateTime))} {Local(until):HH:mm}" : null,
        });
        db.Appended.Add(new OutboxMessage
        {
            Id = Guid.CreateVersion7(now), Channel = "mail", To = mail, CaseId = row.Id, About = news.What, Subject = subject, Body = body, Link = $"/p/{row.Number}/{row.Code}", CreatedAt = now, NextTryAt = now,
        });
    }

    private static string Doer(Decision.Accepted accepted, Regime regime) => accepted.Events.OfType<Acted>().LastOrDefault() is not { By: not (Act.System or Act.Customer) } act ? "平台" : regime.Organisation.Person(act.By)?.Name ?? act.By;

    /// <summary>Each deadline that a recomputation moved, from where to where.</summary>
    private static string Moves(Decision.Accepted accepted, Regime regime)
    {
        var story = new Story(regime.Calendar, party => party.Id, id => id);
        return string.Join("", accepted.Events.OfType<DutyMoved>().Select(moved => story.Sentence(moved, accepted.Matter)));
    }

    private static string Text(Notified told, CaseRow row, Decision.Accepted accepted, Regime regime, Withheld withheld)
    {
        var what = $"{row.Number}（{Short(withheld.From(row.Content))}）";
        var act = accepted.Events.OfType<Acted>().LastOrDefault();
        var by = act is null || act.By is Act.System ? "平台" : act.By is Act.Customer ? "客户" : regime.Organisation.Person(act.By)?.Name ?? act.By;
        var did = Words.Act(act?.Act ?? told.Send);
        return told.Send switch
        {
            "copy" => $"{by}{did}了 {what}，抄送给您。",
            "result" => $"{by}已办理 {what}：{Short(withheld.From(act?.With.Text("result") ?? ""))}",
            "register" => $"{what} 已登记，由您首问负责。",
            "transfer" or "forward" => $"{by}把 {what} {did}给您部门，请接手。",
            "designate" => $"{by}指定您办理 {what}。",
            "urge" => $"{by}{(act?.With.Text("behalf") == Urging.ForCustomer && act.By != Act.Customer ? "代客户" : "")}第 {act?.With.Text("no")} 次催办 {what}{(act?.With.Text("text") is { } said ? $"：{withheld.From(said)}" : "")}，请限期回复。",
            "supervise" => $"{by}{did} {what}，请尽快办理。",
            "answer-urge" or "step-down" or "complain-of-unit" or "answer-complaint" or "recuse" => $"{by}{did} {what}：{withheld.From(act?.With.Text("text") ?? act?.With.Text("reason") ?? "")}",
            var asks when Applying.Asks(asks) is not null => $"{by}{did} {what}：{withheld.From(act?.With.Text("reason") ?? "未写原因")}，请审批。",
            var decides when Applying.Decides(decides) is not null && act is not null => $"{by}{(Applying.Granted(new Done(0, act.Act, act.By, act.At, act.With, 1)) ? "同意了" : "没有同意")} {what} 的{Words.Act($"request-{Applying.Decides(decides)}")}{(act.With.Text("text") is { } opinion ? $"：{withheld.From(opinion)}" : "")}。",
            "judge-complaint" => $"{by}裁定 {what} 的部门投诉{(act?.With.IsTrue("ok") == true ? "成立" : "不成立")}：{withheld.From(act?.With.Text("text") ?? "")}",
            "return" => $"{by}退回了 {what}：{withheld.From(act?.With.Text("opinion") ?? act?.With.Text("reason") ?? "")}",
            "suspect-batch" => $"与 {what} 并在一起的诉求已有 {accepted.Matter.BatchCount} 件，请认定是否按批量诉求、影响面广处理。",
            "deemed" => $"{what} 过了退回期限，视为{CaseLine.Name(regime, row.HandlerId, row.HandlerUnitId)}接收，请接手办理。",
            "dispute" => $"{by}认为 {what} 不归本部门，提请裁定：{withheld.From(act?.With.Text("reason") ?? "")}",
            "arbitrate" => $"{by}裁定 {what} 由{CaseLine.Name(regime, row.HandlerId, row.HandlerUnitId)}承办：{withheld.From(act?.With.Text("reason") ?? "")}",
            Ownership.Correction => $"{by}更正了 {what} 的首问认定，首问责任人改为{CaseLine.Name(regime, row.FirstContactId, row.FirstContactUnitId)}：{withheld.From(act?.With.Text("reason") ?? "")}",
            "flag" => $"{by}把 {what} 标记为{string.Join("、", act?.With.Texts("flags").Select(flag => Words.Value("flag", flag)) ?? [])}，请按制度要求立即上报。",
            "hand-over-desk" when act?.With.Has("hand-over") == true => $"{by}接收了交接的 {what}。",
            "take-over" => $"{by}已接手 {what}。",
            "recompute" => $"{by}按新的工作日历重新计算了 {what} 的时限：{Moves(accepted, regime)}",
            "callback" => $"客户对 {what} 的办理不满意，请重办。",
            _ => $"{by}{did} {what}，请知悉。",
        };
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouwen.Archive;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Sending;

namespace Shouwen.Web.Journal;

/// <summary>
/// Compares the state rows of a matter with what its history gives, column by column. Left out is what the directory of the moment decided and no history tells: whose unit somebody
/// was of, who bore a duty of a role; the secret of the customer's view; and the mark of the import.
/// </summary>
internal static class States
{
    public static async Task<IReadOnlyList<Breakage>> Differences(AppDb db, Matter matter)
    {
        var differences = new Differing(matter.Key.ToString());
        if (matter.Key.Kind == MatterKind.Case) Case(differences, matter, await db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.Id == matter.Key.Id));
        if (matter.Key.Kind == MatterKind.Order) Order(differences, matter, await db.Orders.AsNoTracking().SingleOrDefaultAsync(row => row.Id == matter.Key.Id), await db.OrderCases.Where(about => about.OrderId == matter.Key.Id).Select(about => about.CaseId).Order().ToListAsync());
        if (matter.Key.Kind == MatterKind.Project) Project(differences, matter, await db.Projects.AsNoTracking().SingleOrDefaultAsync(row => row.Matter == differences.Name));
        if (matter.Key.Kind == MatterKind.Finding) Finding(differences, matter, await db.Findings.AsNoTracking().SingleOrDefaultAsync(row => row.Id == matter.Key.Id));
        Duties(differences, matter, await db.Duties.AsNoTracking().Where(row => row.Matter == differences.Name).ToDictionaryAsync(row => row.No));
        return differences.Found;
    }

    private sealed class Differing(string name)
    {
        public string Name => name;
        public List<Breakage> Found { get; } = [];

        public void Same<T>(string what, T journal, T kept)
        {
            if (!EqualityComparer<T>.Default.Equals(journal, kept)) Found.Add(new(name, 0, $"{what}不符：日志 {Say(journal)}，状态行 {Say(kept)}"));
        }

        public void Same(string what, DateTimeOffset? journal, DateTimeOffset? kept) => Same(what, journal?.ToUnixTimeMilliseconds(), kept?.ToUnixTimeMilliseconds());

        public void Lacks(string what) => Found.Add(new(name, 0, what));

        private static string Say<T>(T value) => value is null ? "（无）" : Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    private static void Case(Differing row, Matter matter, CaseRow? kept)
    {
        if (kept is null)
        {
            row.Lacks("缺状态行");
            return;
        }
        var facts = matter.Facts;
        var standing = matter.Duties.Where(duty => duty.Stands).ToList();
        var next = standing.Min(duty => duty.Due);
        var pending = matter.Chain.Pending?.To;
        if (matter.Number is not null) row.Same("编号", matter.Number, kept.Number);
        row.Same("编号", Key(kept.Number), kept.Key);
        row.Same("版本", matter.Version, kept.Version);
        row.Same("状态", matter.Status, kept.Status);
        row.Same("渠道", facts.Text("channel") ?? "visit", kept.Channel);
        row.Same("类别", facts.Text("kind") ?? "request", kept.Kind);
        row.Same("职责范围", facts.Text("scope") ?? "unclear", kept.Scope);
        row.Same("紧急程度", facts.Text("urgency") ?? "normal", kept.Urgency);
        row.Same("内容", facts.Text("content") ?? "", kept.Content);
        row.Same("客户", facts.Text("customer.name"), kept.CustomerName);
        row.Same("客户单位", facts.Text("customer.unit"), kept.CustomerUnit);
        row.Same("客户地址", facts.Text("customer.address"), kept.CustomerAddress);
        row.Same("客户类型", facts.Text("customer.segment"), kept.Segment);
        row.Same("客户电话", Phones.Digits(facts.Text("customer.phone")), kept.CustomerPhone);
        row.Same("客户邮箱", Mime.Address(facts.Text("customer.email")), kept.CustomerEmail);
        row.Same("首问责任人", matter.FirstContact.Id, kept.FirstContactId);
        row.Same("承办人", matter.Handler is { IsPerson: true } handler ? handler.Id : null, kept.HandlerId);
        row.Same("移交对象", pending is { IsPerson: true } ? pending.Value.Id : null, kept.PendingPersonId);
        if (pending is not { IsPerson: true }) row.Same("移交部门", pending?.Id, kept.PendingUnitId);
        row.Same("退回时间", matter.Last("return")?.At, kept.ReturnedAt);
        row.Same("提请仲裁时间", Misrouting.Disputed(matter) && !matter.IsClosed ? matter.Last("dispute")!.At : null, kept.DisputedAt);
        row.Same("登记时间", matter.OpenedAt, kept.RegisteredAt);
        row.Same("下一时限", next, kept.NextDue);
        row.Same("下一时限是否暂定", standing.Exists(duty => duty.Due == next && duty.Provisional), kept.NextProvisional);
        row.Same("逾期项数", standing.Count(duty => duty.State == Shouwen.Duties.DutyState.Breached), kept.Breached);
        row.Same("是否告知", matter.Told, kept.Told);
        row.Same("满意", matter.Satisfied, kept.Satisfied);
        row.Same("办理轮次", matter.Round, kept.Round);
        row.Same("是否办结", matter.IsClosed, kept.ClosedAt is not null);
        if (matter.IsClosed && matter.Last("close") is { } close) row.Same("办结时间", close.At, kept.ClosedAt);
        if (matter.Status != "archived")
        {
            row.Same("保存至", default(int?), kept.KeptUntil);
            row.Same("保存期满", false, kept.Disposable);
        }
        else if (Retention.Said(matter) is { } until)
        {
            row.Same("保存至", Keeping.Number(until), kept.KeptUntil ?? 0);
        }
        row.Same("主件", matter.Parent, kept.ParentId);
        row.Same("并入件数", matter.Children.Count, kept.Gathered);
        row.Same("批量认定", matter.Batch, kept.Batch);
        row.Same("投诉进展", Complaint.State(matter), kept.Complaint);
        row.Same("投诉认定", Complaint.Finding(matter), kept.Verdict);
        // Whoever is named by a bare word was looked up in the directory of the day, and so was a person's unit.
        var complainee = Complaint.Is(matter) ? facts.Text("complainee") : null;
        var accused = complainee is null ? null : Party.TryParse(complainee);
        if (complainee is null || accused is not null) row.Same("被投诉人", accused is { IsPerson: true } ? accused.Value.Id : null, kept.AccusedPersonId);
        if (accused is not { IsPerson: true } && (complainee is null || accused is not null)) row.Same("被投诉部门", accused?.Id, kept.AccusedUnitId);
    }

    private static long Key(string number) => number.Split('-') is [var day, var running] && long.TryParse(day, CultureInfo.InvariantCulture, out _) && long.TryParse(running, CultureInfo.InvariantCulture, out _) ? Projection.KeyOf(number) : 0;

    private static void Finding(Differing row, Matter matter, FindingRow? kept)
    {
        if (kept is null || matter.Finding is not { } opened)
        {
            row.Lacks("缺状态行");
            return;
        }
        row.Same("版本", matter.Version, kept.Version);
        row.Same("状态", matter.Status, kept.Status);
        row.Same("认定已改变", Shouwen.Accountability.Overruling.Open(matter) is not null, kept.Overruled);
        row.Same("来源诉求", opened.Case, kept.CaseId);
        row.Same("种类", opened.Kind, kept.Kind);
        row.Same("条款", (opened.Pack, opened.Clause), (kept.Pack, kept.Clause));
        row.Same("问责对象", (opened.Against.IsPerson ? opened.Against.Id : null, opened.Against.IsUnit ? opened.Against.Id : null), (kept.AgainstPersonId, kept.AgainstUnitId));
        row.Same("责任", opened.Duty, kept.Duty);
        row.Same("提出时间", matter.OpenedAt, kept.OpenedAt);
    }

    private static void Order(Differing row, Matter matter, Orders.OrderRow? kept, List<string> cases)
    {
        if (kept is null)
        {
            row.Lacks("缺状态行");
            return;
        }
        if (matter.Number is not null) row.Same("编号", matter.Number, kept.Number);
        row.Same("版本", matter.Version, kept.Version);
        row.Same("状态", matter.Status, kept.Status);
        row.Same("等级", Ordering.GradeOf(matter), kept.Grade);
        row.Same("被督办部门", Ordering.UnitOf(matter), kept.UnitId);
        row.Same("督办人", Ordering.IssuerOf(matter), kept.IssuerId);
        row.Same("内容", matter.Facts.Text("text"), kept.Text);
        row.Same("下达时间", matter.OpenedAt, kept.IssuedAt);
        row.Same("回复期限", matter.Duties.LastOrDefault(duty => duty.Rule == "answer-order")?.Due, kept.Due);
        row.Same("是否了结", Ordering.Stands(matter), kept.EndedAt is null);
        row.Same("涉及的诉求", string.Join(' ', matter.Facts.Texts("cases").Distinct().Order(StringComparer.Ordinal)), string.Join(' ', cases.Order(StringComparer.Ordinal)));
    }

    private static void Project(Differing row, Matter matter, Projects.ProjectRow? kept)
    {
        if (kept is null)
        {
            row.Lacks("缺状态行");
            return;
        }
        var told = new Projects.ProjectRow { Matter = row.Name, Number = kept.Number, Name = "", Stage = "" };
        Projects.ProjectRows.Fill(told, matter);
        row.Same("编号", matter.Number, kept.Number);
        row.Same("编号", Key(kept.Number.TrimStart('P')), kept.Key);
        row.Same("版本", told.Version, kept.Version);
        row.Same("用户", told.Name, kept.Name);
        row.Same("地址", told.Place, kept.Place);
        row.Same("来源", told.Source, kept.Source);
        row.Same("小时流量", told.Litres, kept.Litres);
        row.Same("阶段", told.Stage, kept.Stage);
        row.Same("重点", told.IsKey, kept.IsKey);
        row.Same("暂停", told.Paused, kept.Paused);
        row.Same("项目负责人", told.LeadId, kept.LeadId);
        row.Same("登录时间", matter.OpenedAt, kept.OpenedAt);
        row.Same("下一时限", told.NextDue, kept.NextDue);
        row.Same("逾期项数", told.Breached, kept.Breached);
        row.Same("办结时间", told.ClosedAt, kept.ClosedAt);
    }

    private static void Duties(Differing row, Matter matter, Dictionary<int, DutyRow> rows)
    {
        foreach (var duty in matter.Duties)
        {
            if (!rows.Remove(duty.No, out var kept))
            {
                row.Lacks($"缺第 {duty.No} 项责任的状态行");
                continue;
            }
            var what = $"第 {duty.No} 项责任的";
            row.Same(what + "诉求", matter.Key.Kind == MatterKind.Case ? matter.Key.Id : null, kept.CaseId);
            row.Same(what + "名称", duty.Name, kept.Name);
            row.Same(what + "文字", duty.Text, kept.Text);
            row.Same(what + "状态", duty.State.ToString().ToLowerInvariant(), kept.State);
            row.Same(what + "了结", duty.Stands, kept.Stands);
            row.Same(what + "期限", duty.Due, kept.Due);
            row.Same(what + "期限是否暂定", duty.Provisional, kept.Provisional);
            row.Same(what + "条款", (duty.Pack, duty.Version, duty.Clause), (kept.Pack, kept.Version, kept.Clause));
            row.Same(what + "日历", (duty.Calendar, duty.HoursOf), (kept.Calendar, kept.HoursOf));
            row.Same(what + "限时", (duty.Limit, duty.Period), (kept.Limit, kept.Period));
            row.Same(what + "开始时间", duty.RaisedAt, kept.RaisedAt);
            row.Same(what + "了结时间", duty.EndedAt, kept.EndedAt);
            // Whoever is named in the history bears it; a role was looked up in the directory of the day.
            if (duty.Stands && duty.Holder is { } holder) row.Same(what + "责任人", (holder.IsPerson ? holder.Id : null, holder.IsUnit ? holder.Id : null), (kept.BearerPersonId, kept.BearerUnitId));
        }
        foreach (var no in rows.Keys) row.Lacks($"日志里没有第 {no} 项责任");
    }
}

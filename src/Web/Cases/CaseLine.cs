using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>诉求 as a line of a list, the same on every screen that lists cases.</summary>
public sealed record CaseLine(string Number, string What, string Customer, string Status, string Tone, string Icon, string Who, string? Due, string Registered)
{
    public string Link => Address(Number);

    /// <summary>The page of a case, opened at the form of an act.</summary>
    public static string Address(string number, string? act = null) => act is null ? $"/cases/{number}" : $"/cases/{number}?act={act}#act-{act}";

    public static CaseLine Of(CaseRow row, Regime regime, Clock clock)
    {
        var late = row.IsOpen && (row.Breached > 0 || row.NextDue < clock.Now);
        var (tone, icon) = late ? ("red", "alert-triangle") : row.IsOpen ? row.Status == "awaiting-takeover" ? ("amber", "hourglass") : ("plain", "inbox") : row.Disposable ? ("grey", "inbox") : ("green", "circle-check");
        return new(row.Number, Notices.Short(row.Content), CustomerOf(row), row.Disposable ? "保存期满" : Words.Value("status", row.Status), tone, icon, Answers(row, regime),
            row is { IsOpen: true, NextDue: { } due } ? $"{(late ? "逾期，应于 " : "")}{clock.Say(due)}{(row.NextProvisional ? "（暂定）" : "")}" : null, clock.Say(row.RegisteredAt));
    }

    public static string CustomerOf(CaseRow row) => row.CustomerName ?? row.CustomerUnit ?? "未留姓名";

    /// <summary>首问 李娟 → 现办 运行部孙强; once when it is the same person.</summary>
    public static string Answers(CaseRow row, Regime regime)
    {
        var first = Name(regime, row.FirstContactId, row.FirstContactUnitId);
        var handler = Name(regime, row.HandlerId, row.HandlerUnitId);
        var pending = row.PendingUnitId is null ? "" : $"，待{Name(regime, row.PendingPersonId, row.PendingUnitId)}接手";
        return (row.HandlerId == row.FirstContactId || row.HandlerUnitId is null ? $"首问 {first}" : $"首问 {first} → 现办 {handler}") + pending;
    }

    /// <summary>A person with his unit, else the unit.</summary>
    public static string Name(Regime regime, string? person, string? unit)
    {
        var of = regime.Organisation.Unit(unit)?.Name ?? "";
        return regime.Organisation.Person(person) is { } who ? (of.Length == 0 ? who.Name : $"{of}{who.Name}") : of.Length > 0 ? of : person ?? (unit is null ? "" : Words.Body(unit));
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Accountability;

/// <summary>绩效、评优台账: what the regulations have counted at the year's or the month's end, entry by entry for each person; heads see their units, everybody himself.</summary>
public sealed class LedgerModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>Ledgers with a page of their own.</summary>
    private static readonly string[] Elsewhere = ["wages", "fund", "deductions"];

    public sealed record Line(string Name, string Unit, IReadOnlyList<LedgerRow> Entries);

    public IReadOnlyList<SelectListItem> Ledgers { get; private set; } = [];
    public string? Ledger { get; private set; }
    public string Period { get; private set; } = "";
    public string? Wrong { get; private set; }
    public IReadOnlyList<(string Title, ClauseChip? Clause)> Says { get; private set; } = [];
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Tabs Tabs { get; private set; } = null!;
    public Clock Clock => clock;

    /// <summary>The ledgers that regulations in force keep of people, each with whether it is of a month.</summary>
    public static IReadOnlyList<(string Ledger, bool Monthly)> Kept(Regime regime) => [.. regime.Packs.SelectMany(pack => pack.Of<LedgerRule>()).Where(rule => !Elsewhere.Contains(rule.Ledger)).Select(rule => (rule.Ledger, rule.Period == "month")).DistinctBy(one => one.Ledger)];

    public Task OnGet(string? ledger, string? period) => Load(ledger, period);

    public async Task<IActionResult> OnGetExport(string? ledger, string? period, string? format)
    {
        var regime = await Load(ledger, period);
        return new Table($"{Words.Ledger(Ledger ?? "")} {Period}", ["姓名", "部门", "事项", "条款", "制度", "账上编号", "时间"], [.. Lines.SelectMany(line => line.Entries.Select(entry => (IReadOnlyList<object?>)
            [line.Name, line.Unit, WagesModel.What(entry), entry.Clause, regime.Title(entry.Pack), entry.No, clock.Full(entry.At)]))]).File(format);
    }

    /// <summary>The page that an entry came from; null for one that has none.</summary>
    public static string? Link(LedgerRow entry) => MatterKey.Parse(entry.Matter) is var key && key.Kind == MatterKind.Finding ? $"/findings/{key.Id}" : Shouwen.Accountability.Rewarding.IsKey(key) ? $"/findings/rewards#{key.Id}" : null;

    /// <summary>The entries of each person or unit, by name and present unit, unit after unit.</summary>
    public static IReadOnlyList<T> Each<T>(Regime regime, IEnumerable<LedgerRow> entries, Func<string, string, IReadOnlyList<LedgerRow>, T> line) =>
    [
        .. entries.GroupBy(entry => (entry.PersonId, entry.UnitId))
            .Select(group => (Name: CaseLine.Name(regime, group.Key.PersonId, group.Key.UnitId), Unit: regime.Organisation.Unit(regime.Organisation.Person(group.Key.PersonId)?.Unit ?? group.Key.UnitId)?.Name ?? "", Own: group.ToList()))
            .OrderBy(one => one.Unit, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal).Select(one => line(one.Name, one.Unit, one.Own)),
    ];

    private async Task<Regime> Load(string? ledger, string? period)
    {
        var regime = await acting.Regime();
        Tabs = Tabs.Of("/findings/ledger", actor, regime);
        var kept = Kept(regime);
        Ledgers = [.. kept.Select(one => new SelectListItem(Words.Ledger(one.Ledger), one.Ledger))];
        if (kept.Count == 0) return regime;
        var (name, monthly) = kept.FirstOrDefault(one => one.Ledger == ledger) is { Ledger: not null } asked ? asked : kept[0];
        Ledger = name;
        var length = monthly ? "month" : "year";
        var read = Duties.Period.Read(period?.Trim());
        if (!string.IsNullOrWhiteSpace(period) && read is null) Wrong = $"看不懂期间“{period}”，请写成 {(monthly ? "2026-03" : "2026")}";
        Period = Duties.Period.Of(length, read?.First ?? clock.Today).Name;
        Says = [.. regime.Packs.SelectMany(pack => pack.Of<LedgerRule>().Where(rule => rule.Ledger == name).Select(rule => (pack.Title, ClauseChip.Of(regime, pack.Id, rule.Clause))))];
        var rows = db.Ledger.AsNoTracking().Where(row => row.Ledger == name && row.Period == Period);
        if (!actor.KeepsLedgers(regime))
        {
            var (me, led) = (actor.Id, actor.Answers(regime.Organisation));
            var people = Seeing.PeopleOf(regime, led);
            rows = rows.Where(row => row.PersonId == me || led.Contains(row.UnitId!) || people.Contains(row.PersonId!));
        }
        Lines = Each(regime, await rows.OrderBy(row => row.Pack).ThenBy(row => row.No).ToListAsync(), (name, unit, own) => new Line(name, unit, own));
        return regime;
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Accountability;

/// <summary>工资扣减清单: what a month's wages gain or lose by fines and rewards, entry by entry and as a sum for each person, for whoever pays them.</summary>
public sealed class WagesModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>One person's month.</summary>
    public sealed record Line(string Name, string Unit, long Lost, long Gained, IReadOnlyList<LedgerRow> Entries)
    {
        public long Sum => Gained - Lost;
    }

    public string Month { get; private set; } = "";
    public string? Wrong { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Tabs Tabs { get; private set; } = null!;
    public Clock Clock => clock;

    public async Task<IActionResult> OnGet(string? month)
    {
        var regime = await acting.Regime();
        if (!actor.KeepsLedgers(regime)) return Forbid();
        await Load(regime, month);
        return Page();
    }

    /// <summary>The list as a table: an entry a line, in yuan, with its number in the ledger.</summary>
    public async Task<IActionResult> OnGetExport(string? month, string? format)
    {
        var regime = await acting.Regime();
        if (!actor.KeepsLedgers(regime)) return Forbid();
        await Load(regime, month);
        return new Table($"工资扣减清单 {Month}", ["姓名", "部门", "事项", "金额（元）", "制度", "条款", "账上编号", "入账时间"], [.. Lines.SelectMany(line => line.Entries.Select(entry => (IReadOnlyList<object?>)
            [line.Name, line.Unit, What(entry), entry.Amount / 100m, regime.Title(entry.Pack), entry.Clause, entry.No, clock.Full(entry.At)]))]).File(format);
    }

    public static string What(LedgerRow entry) => (entry.Reverses ? "冲销" : "") + Words.Sanction(entry.Entry);

    private async Task Load(Regime regime, string? month)
    {
        Tabs = Tabs.Of("/findings/wages", actor, regime);
        var asked = Period.Read(month?.Trim());
        if (!string.IsNullOrWhiteSpace(month) && asked is null or { Length: not "month" }) Wrong = $"看不懂月份“{month}”，请写成 2026-03";
        Month = asked is { Length: "month" } read ? read.Name : Period.Of("month", clock.Today).Name;
        var entries = await db.Ledger.AsNoTracking().Where(row => row.Ledger == "wages" && row.Period == Month).OrderBy(row => row.Pack).ThenBy(row => row.No).ToListAsync();
        Lines = LedgerModel.Each(regime, entries, (name, unit, own) => new Line(name, unit,
            -own.Where(entry => entry.Amount < 0 != entry.Reverses).Sum(entry => entry.Amount), own.Where(entry => entry.Amount < 0 == entry.Reverses).Sum(entry => entry.Amount), own));
    }
}

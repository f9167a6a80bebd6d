using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Accountability;

/// <summary>奖励基金: each fund that a regulation keeps, its balance and every entry, the newest first. There is nothing to edit: entries follow from findings and rewards.</summary>
public sealed class FundModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public const int Size = 50;

    public sealed record Line(LedgerRow Row, string Who)
    {
        public string Link => Row.Matter.StartsWith("finding:", StringComparison.Ordinal) ? $"/findings/{Row.Matter[8..]}" : $"/findings/rewards#{Row.Matter.Split(':')[1]}";
    }

    /// <summary>The funds there are, with the regulation each belongs to.</summary>
    public IReadOnlyList<(string Pack, string Title)> Funds { get; private set; } = [];
    public string? Fund { get; private set; }
    public long Balance { get; private set; }
    public string? Says { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public string? Older { get; private set; }
    public Tabs Tabs { get; private set; } = null!;
    public Clock Clock => clock;

    public async Task<IActionResult> OnGet(string? fund, long? before)
    {
        var regime = await acting.Regime();
        if (!actor.KeepsLedgers(regime)) return Forbid();
        Load(regime, fund);
        if (Fund is null) return Page();
        Balance = (await Ledgers.Last(db, Fund, "fund"))?.Balance ?? 0;
        var rows = await Entries().Where(row => before == null || row.No < before).Take(Size + 1).ToListAsync();
        Lines = [.. rows.Take(Size).Select(row => new Line(row, CaseLine.Name(regime, row.PersonId, row.UnitId)))];
        if (rows.Count > Size) Older = $"/findings/fund?fund={Uri.EscapeDataString(Fund)}&before={rows[Size - 1].No.ToString(CultureInfo.InvariantCulture)}";
        return Page();
    }

    public async Task<IActionResult> OnGetExport(string? fund, string? format)
    {
        var regime = await acting.Regime();
        if (!actor.KeepsLedgers(regime)) return Forbid();
        Load(regime, fund);
        var rows = Fund is null ? [] : await Entries().Take(Table.MostRows).ToListAsync();
        return new Table("奖励基金", ["编号", "时间", "事项", "姓名", "收入（元）", "支出（元）", "余额（元）", "条款"], [.. rows.Select(row => (IReadOnlyList<object?>)
            [row.No, clock.Full(row.At), WagesModel.What(row), CaseLine.Name(regime, row.PersonId, row.UnitId), row.Amount > 0 ? row.Amount / 100m : null, row.Amount < 0 ? -row.Amount / 100m : null, row.Balance / 100m, row.Clause])]).File(format);
    }

    private IQueryable<LedgerRow> Entries() => db.Ledger.AsNoTracking().Where(row => row.Pack == Fund && row.Ledger == "fund").OrderByDescending(row => row.No);

    private void Load(Regime regime, string? fund)
    {
        Tabs = Tabs.Of("/findings/fund", actor, regime);
        Funds = [.. regime.Packs.Where(pack => pack.Of<LedgerRule>().Any(ledger => ledger.Ledger == "fund")).Select(pack => (pack.Id, pack.Title))];
        Fund = Funds.FirstOrDefault(one => one.Pack == fund).Pack ?? Funds.FirstOrDefault().Pack;
        if (regime.Packs.FirstOrDefault(pack => pack.Id == Fund) is { } kept && kept.Of<LedgerRule>().First(ledger => ledger.Ledger == "fund") is { } rule)
            Says = $"《{kept.Title}》{rule.Clause}：{kept.ClauseText(rule.Clause) ?? $"收入{string.Join("、", rule.In.Select(Shouwen.Cases.Words.Sanction))}，只用于{string.Join("、", rule.Out.Select(Shouwen.Cases.Words.Sanction))}"}";
    }
}

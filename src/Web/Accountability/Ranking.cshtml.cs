using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Accountability;

/// <summary>年度排名: units or people by what their customers said the first time, with the interval; who has too few is shown, not ranked; what was left out is counted and listed.</summary>
public sealed class RankingModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public const int Size = 50;

    /// <summary>Why a case does not count.</summary>
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string> { ["unrated"] = "没有得到客户评价", ["gathered"] = "并入别的诉求，只算主件", ["nobody"] = "没有承办部门" };

    public int Year { get; private set; }
    public string By { get; private set; } = "unit";
    public int Least { get; private set; }
    public string? Wrong { get; private set; }
    public IReadOnlyList<(RankPlace Place, string Name)> Places { get; private set; } = [];
    public IReadOnlyList<(string Reason, int Count)> LeftOut { get; private set; } = [];
    public string? Reason { get; private set; }
    public IReadOnlyList<(string Number, string What)> Listed { get; private set; } = [];
    public string? Older { get; private set; }
    public int Counted { get; private set; }
    public Done? Decided { get; private set; }
    public IReadOnlyList<(string Name, string Person, string Sanction, string Clause, string Pack)> Rewards { get; private set; } = [];
    public bool MayDecide { get; private set; }
    public Tabs Tabs { get; private set; } = null!;
    public Clock Clock => clock;

    /// <param name="year">Which.</param>
    /// <param name="by">unit or person.</param>
    /// <param name="reason">Why the cases to be listed do not count.</param>
    /// <param name="before">Moment and id of the last line of the page before.</param>
    public async Task<IActionResult> OnGet(string? year, string? by, string? reason, string? before)
    {
        var regime = await acting.Regime();
        if (!Tabs.SeesRanking(actor, regime)) return Forbid();
        await Load(regime, year, by);
        if (reason is not null && Reasons.ContainsKey(reason) && actor.SeesAll()) await List(reason, before);
        return Page();
    }

    /// <summary>Decides the ranking of the year as it stands; what the regulations open for the first places is proposed, not given.</summary>
    public async Task<IActionResult> OnPost(string? year)
    {
        var regime = await acting.Regime();
        if (!Tabs.SeesRanking(actor, regime)) return Forbid();
        await Load(regime, year, "person");
        string[] ranking = [.. Places.Where(one => one.Place.No is not null).Select(one => one.Place.Id)];
        int[] places = [.. Places.Select(one => one.Place.No).OfType<int>()];
        if (!MayDecide) return Forbid();
        if (ranking.Length == 0) return this.Refused("", "还没有人达到参加排名的件数，不能公布。");
        var name = Year.ToString(CultureInfo.InvariantCulture);
        if (await acting.Do(Acting.Standing, null, "rank", actor.Id, Fields.Of(new { year = name, period = name, ranking, places })) is not Outcome.Refused refused) return this.Done($"/findings/ranking?year={name}&by=person", $"{name} 年排名已登记，按制度可以报送的奖励列在下面。");
        foreach (var refusal in refused.Refusals) ModelState.AddModelError("", refusal.Sentence);
        return this.Refused();
    }

    public async Task<IActionResult> OnGetExport(string? year, string? by, string? format)
    {
        var regime = await acting.Regime();
        if (!Tabs.SeesRanking(actor, regime)) return Forbid();
        await Load(regime, year, by);
        return new Table($"年度排名 {Year}", ["名次", By == "unit" ? "部门" : "姓名", "评价件数", "首次即满意", "满意率（%）", "区间下限（%）", "区间上限（%）", "备注"], [.. Places.Select(one => (IReadOnlyList<object?>)
            [one.Place.No, one.Name, one.Place.Share.All, one.Place.Share.Of, Percent(one.Place.Share.Share), Percent(one.Place.Share.Low), Percent(one.Place.Share.High), one.Place.No is null ? $"不足 {Least} 件，不参加排名" : one.Place.Shared ? "并列" : ""]),
            .. LeftOut.Select(one => (IReadOnlyList<object?>)[null, $"没有计入：{Reasons[one.Reason]}", one.Count, null, null, null, null, ""])]).File(format);

        static decimal Percent(double share) => Math.Round((decimal)share * 100, 1);
    }

    private IQueryable<CaseRow> Closed()
    {
        var (from, until) = (clock.StartOf(new DateOnly(Year, 1, 1)), clock.StartOf(new DateOnly(Year + 1, 1, 1)));
        return db.Cases.AsNoTracking().Where(row => row.ClosedAt >= from && row.ClosedAt < until);
    }

    private IQueryable<CaseRow> Left(string reason) => reason switch
    {
        "gathered" => Closed().Where(row => row.ParentId != null),
        "nobody" => Closed().Where(row => row.ParentId == null && row.HandlerUnitId == null),
        _ => Closed().Where(row => row.ParentId == null && row.HandlerUnitId != null && row.Satisfied == null),
    };

    private async Task Load(Regime regime, string? year, string? by)
    {
        Tabs = Tabs.Of("/findings/ranking", actor, regime);
        Year = clock.Today.Year;
        if (int.TryParse(year?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 1999 and < 3000) Year = asked;
        else if (!string.IsNullOrWhiteSpace(year)) Wrong = $"看不懂年份“{year}”，请写成 2026";
        By = by == "person" ? "person" : "unit";
        Least = Math.Max(House.Number(regime, "ranking-least"), Shouwen.Accountability.Ranking.LeastEver);
        var all = await db.Marks.AsNoTracking().Where(row => row.Month > Year * 100 && row.Month <= Year * 100 + 12).GroupBy(row => new { row.UnitId, row.PersonId })
            .Select(group => new { group.Key.UnitId, group.Key.PersonId, Asked = group.Sum(row => row.Asked), Satisfied = group.Sum(row => row.Satisfied), Unrated = group.Sum(row => row.Unrated), Gathered = group.Sum(row => row.Gathered) }).ToListAsync();
        var had = all.Where(one => one.UnitId.Length > 0).ToList();
        List<Marks> marks = [.. had.GroupBy(one => By == "unit" ? one.UnitId : one.PersonId).Where(group => group.Key.Length > 0 && group.Sum(one => one.Asked) > 0)
            .Select(group => new Marks(group.Key, group.Sum(one => one.Satisfied), group.Sum(one => one.Asked)))];
        Places = [.. Shouwen.Accountability.Ranking.Of(marks, Least).Select(place => (place, By == "unit" ? CaseLine.Name(regime, null, place.Id) : CaseLine.Name(regime, place.Id, regime.Organisation.Person(place.Id)?.Unit)))];
        Counted = marks.Sum(one => one.Asked);
        LeftOut = [.. Reasons.Keys.Select(reason => (reason, reason switch
        {
            "gathered" => all.Sum(one => one.Gathered),
            "nobody" => all.Except(had).Sum(one => one.Asked + one.Unrated),
            _ => had.Sum(one => one.Unrated),
        })).Where(one => one.Item2 > 0)];
        MayDecide = By == "person" && actor.KeepsLedgers(regime);
        if (By == "person") await LoadDecided(regime);
    }

    private async Task LoadDecided(Regime regime)
    {
        if (await acting.Load(Acting.Standing) is not { } standing) return;
        var name = Year.ToString(CultureInfo.InvariantCulture);
        Decided = standing.ActsNamed("rank").LastOrDefault(act => act.With.Text("year") == name);
        if (Decided is null) return;
        Rewards = [.. Proposals.Rewards(regime, standing with { Acts = [Decided] }).Select(one => (CaseLine.Name(regime, one.Who.Id, regime.Organisation.Person(one.Who.Id)?.Unit), one.Who.Id, one.Sanction, one.Clause, one.Pack))];
    }

    /// <summary>Those that do not count for this reason, the last closed first; only for whoever sees every case.</summary>
    private async Task List(string reason, string? before)
    {
        Reason = reason;
        var asked = Left(reason);
        if (PageMark.Read(before) is var (at, id)) asked = asked.Where(row => row.ClosedAt <= at && (row.ClosedAt < at || string.Compare(row.Id, id) < 0));
        var rows = await asked.OrderByDescending(row => row.ClosedAt).ThenByDescending(row => row.Id).Take(Size + 1).ToListAsync();
        await Discretion.Apply(db, actor.Id, await acting.Regime(), clock.Now, rows);
        Listed = [.. rows.Take(Size).Select(row => (row.Number, Web.Cases.Notices.Short(row.Content)))];
        if (rows.Count > Size) Older = $"/findings/ranking?year={Year}&by={By}&reason={reason}&before={PageMark.Of(rows[Size - 1].ClosedAt!.Value, rows[Size - 1].Id)}#left";
    }
}

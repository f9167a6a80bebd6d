using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Callbacks;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Callbacks;

/// <summary>抽样与结果: each period's draw, from its commitment to what the customers said.</summary>
public sealed class DrawsModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>A year of months; what was said in each is counted.</summary>
    private const int Size = 12;

    public sealed record Line(CallbackDraw Draw, string State, int Called, int Unreachable, Interval Satisfied)
    {
        public string Link => $"/callbacks/draws/{Draw.Id}";
    }

    public IReadOnlyList<Line> Draws { get; private set; } = [];
    public string Period { get; private set; } = "";
    public string Segment { get; private set; } = "";
    public string Purpose { get; private set; } = "";
    public string Share { get; private set; } = "3";

    /// <summary>The least share a pack in force asks for, with the clause.</summary>
    public (int Share, string Clause)? Least { get; private set; }
    public Clock Clock => clock;

    /// <summary>Customer service and whoever keeps the house draw; supervision and auditors look.</summary>
    public static bool May(Actor actor) => actor.SeesAll() || actor.Administers;
    public bool MayDraw => actor.Is(People.Roles.CustomerService) || actor.Administers;

    /// <summary>The id behind which the earlier ones go on; null when there are none.</summary>
    public int? Older { get; private set; }

    public async Task<IActionResult> OnGet(int? before)
    {
        if (!May(actor)) return Forbid();
        await Load(before);
        Period = Shouwen.Duties.Period.Of("month", clock.Today).Name;
        if (Least is { } least) Share = Drawing.Percent(least.Share).TrimEnd('%');
        return Page();
    }

    public async Task<IActionResult> OnPost(string? period, string? segment, string? share, string? purpose)
    {
        if (!MayDraw) return Forbid();
        await Load();
        (Period, Segment, Share, Purpose) = (period ?? "", segment ?? "", share ?? "", purpose == CallbackDraw.SpotCheck ? purpose : "");
        if (Shouwen.Duties.Period.Read(period?.Trim()) is not { } read) return this.Refused("", "期间请写成 2026-03（月）、2026-Q1（季）或 2026（年）");
        if (Segment.Length > 0 && CaseChoices.Segments.All(one => one.Value != Segment)) return this.Refused("", "没有这类客户，请重新选择");
        if (Drawing.Share(share) is not { } exact) return this.Refused("", "比例请写 0.01 到 100 之间的数，最多两位小数");
        if (Purpose.Length == 0 && Least is { } least && exact < least.Share) return this.Refused("", $"比例不能低于 {Drawing.Percent(least.Share)}（{least.Clause}）");
        return await Drawing.Commit(db, read, Segment, exact, actor.Id, clock.Now, Purpose) is { } draw
            ? this.Done($"/callbacks/draws/{draw.Id}", "承诺值已公布。到期后点“抽取”，谁也不能再换种子")
            : this.Refused("", $"{read.Name} 已经公布过承诺值，一期只抽一次");
    }

    private async Task Load(int? before = null)
    {
        var regime = await acting.Regime();
        Least = LeastOf(regime);
        var draws = await db.CallbackDraws.AsNoTracking().Where(draw => before == null || draw.Id < before).OrderByDescending(draw => draw.Id).Take(Size + 1).Select(draw => new CallbackDraw
        {
            Id = draw.Id, Period = draw.Period, Segment = draw.Segment, Purpose = draw.Purpose, Share = draw.Share, Commitment = draw.Commitment, Secret = "", CommittedAt = draw.CommittedAt, CommittedBy = draw.CommittedBy,
            Population = draw.Population, Sample = draw.Sample, LeftOut = draw.LeftOut, DrawnAt = draw.DrawnAt, First = draw.First, Last = draw.Last,
        }).ToListAsync();
        if (draws.Count > Size)
        {
            draws.RemoveAt(Size);
            Older = draws[^1].Id;
        }
        var ids = draws.Select(draw => draw.Id).ToList();
        var counts = await db.CallbackCalls.Where(call => ids.Contains(call.DrawId)).GroupBy(call => new { call.DrawId, call.State, Good = call.FirstRating == "satisfied" || call.FirstRating == "basic", Rated = call.FirstRating != null })
            .Select(group => new { group.Key.DrawId, group.Key.State, group.Key.Good, group.Key.Rated, Count = group.Count() }).ToListAsync();
        Draws = [.. draws.Select(draw =>
        {
            var own = counts.Where(one => one.DrawId == draw.Id).ToList();
            var rated = own.Where(one => one.Rated).Sum(one => one.Count);
            return new Line(draw, draw.DrawnAt is null ? "已公布承诺值，未抽取" : "已抽取", rated, own.Where(one => one.State == CallbackCall.Unreachable).Sum(one => one.Count), Interval.Wilson(own.Where(one => one.Good).Sum(one => one.Count), rated));
        })];
    }

    /// <summary>What a pack in force asks to be called of those served: the highest share of any rule that counts callbacks of a population.</summary>
    public static (int Share, string Clause)? LeastOf(Regime regime)
    {
        (int, string)? least = null;
        foreach (var pack in regime.Packs)
            foreach (var rule in pack.Duties.Where(rule => rule is { Duty: "callback", Count.Of: "population" }))
                if (Drawing.Share(Percent(regime.Filled(pack, rule.Count!.Share))) is { } share && (least is not { } one || share > one.Item1)) least = (share, $"{pack.Title}{rule.Clause}");
        return least;
    }

    /// <summary>3% as it is, 0.03 as 3.</summary>
    private static string? Percent(string? share) => share is null || share.EndsWith('%') ? share
        : decimal.TryParse(share, System.Globalization.CultureInfo.InvariantCulture, out var part) ? (part * 100).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) : null;
}

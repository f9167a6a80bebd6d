using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Callbacks;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Callbacks;

/// <summary>一期抽样: what was promised beforehand, what followed from it, whether it can be computed again, and what the customers said.</summary>
public sealed class DrawModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public sealed record Part(string Name, int Population, int Sample, int Rated, int Unreachable, Interval Satisfied, Interval Solved);

    public CallbackDraw Draw { get; private set; } = null!;
    public IReadOnlyList<Part> Parts { get; private set; } = [];
    public Part? All { get; private set; }
    public IReadOnlyList<(CallbackCall Call, string Number)> CallList { get; private set; } = [];
    public IReadOnlyList<(string Reason, int Count)> LeftOut { get; private set; } = [];

    /// <summary>Computed again from list and seed, here and now: null before the draw.</summary>
    public bool? Same { get; private set; }
    public bool Over => clock.Today > Draw.Last;
    public bool MayDraw => actor.Is(People.Roles.CustomerService) || actor.Administers;
    public string? Typed { get; private set; }
    public Clock Clock => clock;

    public async Task<IActionResult> OnGet(int id) => !DrawsModel.May(actor) ? Forbid() : await Load(id) ? Page() : NotFound();

    /// <summary>The list whose hash is published: stratum and number, nothing of the customer.</summary>
    public async Task<IActionResult> OnGetList(int id) =>
        !DrawsModel.May(actor) ? Forbid() : await Find(id) && Draw.List is { } list ? File(System.Text.Encoding.UTF8.GetBytes(Drawing.Text(list)), "text/plain; charset=utf-8", $"{Draw.Period}-{Draw.Id}.txt") : NotFound();

    public async Task<IActionResult> OnGetOthers(int id) =>
        !DrawsModel.May(actor) ? Forbid() : await Find(id) && Draw.Others is { } others ? File(System.Text.Encoding.UTF8.GetBytes(Drawing.Text(others)), "text/plain; charset=utf-8", $"{Draw.Period}-{Draw.Id}-left-out.txt") : NotFound();

    public async Task<IActionResult> OnPost(int id, string? words)
    {
        if (!MayDraw) return Forbid();
        if (!await Load(id)) return NotFound();
        Typed = words?.Trim() ?? "";
        if (Draw.DrawnAt is not null) return this.Done($"/callbacks/draws/{id}", "这一期已经抽取，不能再抽");
        if (!Over) return this.Refused("", $"这一期到 {Draw.Last:yyyy-MM-dd} 结束，结束以后才能抽取");
        if (Typed.Length > 200 || Typed.Contains('\n')) return this.Refused("", "公开的字最多 200 个，写在一行里");
        try
        {
            return await Drawing.Take(db, acting, clock, Draw, Typed, actor.Id) is Outcome.Refused refused
                ? this.Refused("", refused.Refusals[0].Clause is { } clause ? $"{refused.Refusals[0].Sentence}（{clause}）" : refused.Refusals[0].Sentence)
                : this.Done($"/callbacks/draws/{id}", "已抽取，名单排进了回访台");
        }
        catch (DbUpdateConcurrencyException)
        {
            db.Forget();
            return this.Done($"/callbacks/draws/{id}", "这一期刚刚已被同事抽取，以那一次为准");
        }
    }

    private async Task<bool> Find(int id)
    {
        if (await db.CallbackDraws.AsNoTracking().SingleOrDefaultAsync(draw => draw.Id == id) is not { } row) return false;
        Draw = row;
        return true;
    }

    /// <summary>The draw with its calls, and the whole computed again.</summary>
    private async Task<bool> Load(int id)
    {
        if (!await Find(id)) return false;
        var row = Draw;
        if (row.DrawnAt is null) return true;
        var again = Drawing.Again(row);
        var calls = await db.CallbackCalls.AsNoTracking().Where(call => call.DrawId == id).OrderBy(call => call.Stratum).ThenBy(call => call.Place).Select(call => new { Call = call, call.Case!.Number }).ToListAsync();
        CallList = [.. calls.Select(one => (one.Call, one.Number))];
        Same = again.PopulationHash == row.PopulationHash && again.Sample == row.Sample && Shouwen.Callbacks.Draw.Commitment(row.Secret) == row.Commitment && Shouwen.Callbacks.Draw.Seed(row.Secret, row.Words!) == row.Seed
            && calls.TrueForAll(one => again.Order(one.Call.Stratum)[one.Call.Place] == one.Number)
            && again.Strata.All(stratum => calls.Count(one => one.Call.Stratum == stratum.Name && !one.Call.Reserve) == stratum.Sample);
        Parts = [.. again.Strata.Select(stratum => Of(stratum.Name, stratum.Population, stratum.Sample, [.. calls.Select(one => one.Call).Where(call => call.Stratum == stratum.Name)]))];
        All = Of("合计", again.Population, again.Sample, [.. calls.Select(one => one.Call)]);
        LeftOut = [.. Drawing.Text(row.Others!).Split('\n', StringSplitOptions.RemoveEmptyEntries).GroupBy(line => line.Split('\t')[0]).Select(group => (group.Key, group.Count()))];
        return true;
    }

    /// <summary>By the first word of each customer: a redo doesn't make a bad mark good.</summary>
    private static Part Of(string name, int population, int sample, List<CallbackCall> calls)
    {
        var rated = calls.Where(call => call.FirstRating is not null).ToList();
        var answered = rated.Where(call => call.Solved is not null).ToList();
        return new(name, population, sample, rated.Count, calls.Count(call => call.State == CallbackCall.Unreachable), Interval.Wilson(rated.Count(call => call.FirstRating != "dissatisfied"), rated.Count),
            Interval.Wilson(answered.Count(call => call.Solved == true), answered.Count));
    }

    public static string State(CallbackCall call) => call.State switch
    {
        CallbackCall.Answered => Shouwen.Cases.Words.Value("rating", call.LastRating ?? ""),
        CallbackCall.Unreachable => "联系不上",
        CallbackCall.Redo => "不满意，重办中",
        _ => call.Tried > 0 ? $"没接通 {call.Tried} 次" : "待打",
    };
}

using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Search;
using Shouwen.Web.Access;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>
/// Requests that seem to be about the same matter: found by their rarest signs through an index of the database, compared in full only then. A clerk learns of others' cases
/// number, status and who answers; of others' complaints nothing.
/// </summary>
public static class Similar
{
    /// <summary>How long a request can be found again by its signs; older signs are let go.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(180);

    /// <summary>How long a closed request is still shown.</summary>
    private static readonly TimeSpan ShownClosed = TimeSpan.FromDays(30);

    /// <summary>A request alike: as far as the clerk may know it, the words both say (only where he may see it), and the number to gather into, which is its parent's if it has one.</summary>
    public sealed record Line(Known.Trace Trace, string Into, IReadOnlyList<string> Because, int Gathered);

    /// <summary>The rarest signs of a request, to file it under.</summary>
    public static Task<IReadOnlyList<string>> Rarest(AppDb db, Signs signs, KnownWords known, string content, string? address)
    {
        var signature = Signature.Of(content, address, known);
        return signs.Ask(db, known, rarity => rarity.Rarest(signature, LikenessIndex.Signs), lately: true);
    }

    /// <summary>Files a request under its rarest signs, anew when its text has changed; with the first of a day, what is older than <see cref="Lately"/> goes. The caller saves.</summary>
    public static async Task File(AppDb db, Regime regime, CaseRow row, IReadOnlyList<string> rarest, bool isNew)
    {
        if (!isNew) await db.CaseSigns.Where(sign => sign.Key == row.Key).ExecuteDeleteAsync();
        else if (row.Key % 1_000_000 == 1)
        {
            var old = Since(regime, row.RegisteredAt);
            await db.CaseSigns.Where(sign => sign.Key < old).ExecuteDeleteAsync();
        }
        db.Appended.AddRange(rarest.Select(sign => new CaseSign { Sign = sign, Key = row.Key }));
    }

    /// <summary>The open and recent ones alike, best first.</summary>
    /// <param name="db">Where.</param>
    /// <param name="signs">How rare each sign is here.</param>
    /// <param name="actor">Who looks.</param>
    /// <param name="regime">What is in force.</param>
    /// <param name="known">The words by which the organisation itself knows places and its work.</param>
    /// <param name="content">What the customer says.</param>
    /// <param name="address">Where he lives.</param>
    /// <param name="now">The moment of looking.</param>
    /// <param name="except">The case that is looked from; it and what hangs with it are left out.</param>
    /// <param name="most">How many lines.</param>
    public static async Task<IReadOnlyList<Line>> Find(AppDb db, Signs signs, Actor actor, Regime regime, KnownWords known, string? content, string? address, DateTimeOffset now, CaseRow? except = null, int most = 4)
    {
        if (string.IsNullOrWhiteSpace(content)) return [];
        var signature = Signature.Of(content, address, known);
        var weights = await signs.Ask(db, known, rarity => rarity.Rarest(signature, LikenessIndex.Signs).ToDictionary(sign => sign, rarity.Weight));
        var keys = await Candidates(db, weights, Since(regime, now));
        var closed = now - ShownClosed;
        var rows = await db.Cases.AsNoTracking().Where(row => keys.Contains(row.Key) && (row.ClosedAt == null || row.ClosedAt >= closed)).ToListAsync();
        if (except is not null) rows.RemoveAll(row => row.Id == except.Id || row.ParentId == except.Id || row.Id == except.ParentId || row.ParentId != null && row.ParentId == except.ParentId);
        var scored = await signs.Ask(db, known, rarity => rows.Select(row => (Row: row, Signature: Signature.Of(row.Content, row.CustomerAddress, known)))
            .Select(one => (one.Row, Score: Likeness.Of(signature, one.Signature, now - one.Row.RegisteredAt, rarity), Because: Likeness.Because(signature, one.Signature, rarity)))
            .Where(one => one.Score >= Likeness.Enough).OrderByDescending(one => one.Score).ThenByDescending(one => one.Row.Key).DistinctBy(one => one.Row.ParentId ?? one.Row.Id).ToList());
        var seen = await Known.Seen(db, actor, regime, [.. scored.Select(one => one.Row)]);
        var lines = scored.Where(one => seen.Contains(one.Row.Id) || one.Row.Kind is not ("complaint" or "tip-off")).Take(most).ToList();
        var withheld = await Discretion.Apply(db, actor.Id, regime, now, [.. lines.Select(one => one.Row)]);
        var parents = lines.Select(one => one.Row.ParentId).OfType<string>().ToList();
        var roots = await db.Cases.Where(row => parents.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Number);
        return [.. lines.Select(one => new Line(Known.Of(one.Row, regime, seen), one.Row.ParentId is { } parent ? roots[parent] : one.Row.Number, seen.Contains(one.Row.Id) && !withheld.ContainsKey(one.Row.Id) ? one.Because : [], one.Row.Gathered))];
    }

    /// <summary>What to gather into by the number a person chose or typed: its parent if it has one. Null where he can't know it: it is neither his to see nor was it shown to him as alike.</summary>
    public static async Task<(string Id, string Number)?> Parent(AppDb db, Actor actor, Regime regime, string? number, IEnumerable<Line> shown)
    {
        var typed = number?.Trim();
        if (string.IsNullOrEmpty(typed)) return null;
        var asAlike = shown.Any(line => line.Into == typed);
        var cases = asAlike ? db.Cases : db.Cases.VisibleTo(actor, db, actor.Led(regime.Organisation));
        var row = await cases.AsNoTracking().SingleOrDefaultAsync(one => one.Number == typed);
        if (row?.ParentId is { } parent) row = await db.Cases.AsNoTracking().SingleAsync(one => one.Id == parent);
        return row is null ? null : (row.Id, row.Number);
    }

    /// <summary>For each sign the newest few, so that what one look-up costs does not grow with how many there are.</summary>
    private static async Task<List<long>> Candidates(AppDb db, Dictionary<string, double> weights, long since)
    {
        IQueryable<CaseSign>? near = null;
        foreach (var sign in weights.Keys)
        {
            var newest = db.CaseSigns.AsNoTracking().Where(one => one.Sign == sign && one.Key >= since).OrderByDescending(one => one.Key).Take(LikenessIndex.Newest);
            near = near is null ? newest : near.Concat(newest);
        }
        if (near is null) return [];
        return [.. (await near.ToListAsync()).GroupBy(one => one.Key).OrderByDescending(group => group.Sum(one => weights[one.Sign])).ThenByDescending(group => group.Key).Take(LikenessIndex.Candidates).Select(group => group.Key)];
    }

    /// <summary>The key no case from before that day reaches.</summary>
    public static long Since(Regime regime, DateTimeOffset now)
    {
        var day = regime.Calendar.DayOf(now - Lately);
        return (day.Year * 10_000L + day.Month * 100 + day.Day) * 1_000_000;
    }
}

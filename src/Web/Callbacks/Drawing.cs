using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shouwen.Callbacks;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Callbacks;

/// <summary>公布与抽取: first a commitment nobody can take back, then the draw that follows from it.</summary>
public static class Drawing
{
    /// <summary>Publishes the commitment of a period; null when there is one already.</summary>
    public static async Task<CallbackDraw?> Commit(AppDb db, Period period, string segment, int share, string by, DateTimeOffset now, string purpose = "")
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Lock("callback-draws");
        if (await db.CallbackDraws.AnyAsync(one => one.Period == period.Name && one.Segment == segment && one.Purpose == purpose)) return null;
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var draw = new CallbackDraw
        {
            Id = await db.Next("callback-draws"), Period = period.Name, Segment = segment, Purpose = purpose, First = period.First, Last = period.Last, Share = share, Commitment = Draw.Commitment(secret), Secret = secret, CommittedAt = now, CommittedBy = by,
        };
        db.CallbackDraws.Add(draw);
        var told = new Dictionary<string, string> { ["period"] = period.Name, ["segment"] = segment, ["share"] = Percent(share), ["commitment"] = draw.Commitment };
        if (purpose.Length > 0) told["purpose"] = purpose;
        await Rulebook.Write(db, "commit-draw", by, Fields.Of(told), now);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return draw;
    }

    /// <summary>Draws: the act <c>plan-sample</c> with everything an outsider needs, and a call for each number of the sample, in one write.</summary>
    public static async Task<Outcome> Take(AppDb db, Acting acting, Clock clock, CallbackDraw draw, string words, string by)
    {
        var regime = await acting.Regime();
        var (served, others, callers) = await Population(db, regime, clock, draw);
        var seed = Draw.Seed(draw.Secret, words);
        var drawn = Draw.Of(seed, draw.Share, served);
        var with = new Dictionary<string, object>
        {
            ["period"] = draw.Period, ["population"] = drawn.Population, ["sample"] = drawn.Sample, ["left-out"] = others.Count, ["share"] = Percent(draw.Share), ["commitment"] = draw.Commitment, ["secret"] = draw.Secret,
            ["words"] = words, ["seed"] = seed, ["population-hash"] = drawn.PopulationHash, ["draw"] = draw.Id,
        };
        if (draw.Segment.Length > 0) with["segment"] = draw.Segment;
        if (draw.Purpose.Length > 0) with["purpose"] = draw.Purpose;
        return await acting.Do(Acting.Standing, null, "plan-sample", by, Fields.Of(with), async () =>
        {
            var row = await db.CallbackDraws.SingleAsync(one => one.Id == draw.Id);
            // Two presses at once: the second finds it drawn, and its act is taken back with its rows.
            if (row.DrawnAt is not null) throw new DbUpdateConcurrencyException("The sample was drawn a moment ago.");
            (row.Words, row.Seed, row.PopulationHash, row.Population, row.Sample, row.LeftOut) = (words, seed, drawn.PopulationHash, drawn.Population, drawn.Sample, others.Count);
            (row.List, row.Others, row.DrawnAt, row.DrawnBy) = (Packed(Draw.List(served)), Packed(string.Concat(others.Select(one => $"{one.Reason}\t{one.Number}\n"))), acting.Now, by);
            string[] numbers = [.. drawn.Strata.SelectMany(stratum => drawn.Order(stratum.Name).Take(stratum.Sample))];
            var ids = new Dictionary<string, string>();
            foreach (var some in numbers.Chunk(500))
                foreach (var one in await db.Cases.Where(one => some.Contains(one.Number)).Select(one => new { one.Number, one.Id }).ToListAsync()) ids[one.Number] = one.Id;
            foreach (var stratum in drawn.Strata)
                db.CallbackCalls.AddRange(drawn.Order(stratum.Name).Take(stratum.Sample).Select((number, place) => new CallbackCall { DrawId = row.Id, CaseId = ids[number], Stratum = stratum.Name, Place = place, State = CallbackCall.Waiting, Apart = callers.GetValueOrDefault(number) }));
        });
    }

    /// <summary>The draw again, from what was kept of it.</summary>
    public static Draw Again(CallbackDraw draw) => Draw.Of(draw.Seed!, draw.Share, Draw.Read(Text(draw.List!)));

    /// <summary>
    /// Those served in the period, by unit and service line; and those left out, each with its reason, so that nobody disappears. Of a spot check those somebody has called, with the unit
    /// that called.
    /// </summary>
    private static async Task<(List<Served> Served, List<(string Number, string Reason)> Others, Dictionary<string, string> Callers)> Population(AppDb db, Regime regime, Clock clock, CallbackDraw draw)
    {
        var (from, to) = (clock.StartOf(draw.First), clock.StartOf(draw.Last.AddDays(1)));
        var closed = db.Cases.AsNoTracking().Where(row => row.ClosedAt != null && row.ClosedAt >= from && row.ClosedAt < to);
        if (draw.Segment.Length > 0) closed = closed.Where(row => row.Segment == draw.Segment);
        var rows = await closed.Select(row => new { row.Number, row.HandlerUnitId, row.FirstContactUnitId, row.Kind, Phone = row.CustomerPhone != null, Each = db.Duties.Any(duty => duty.CaseId == row.Id && duty.Name == "callback"),
            Owed = db.Duties.Where(duty => duty.CaseId == row.Id && duty.Name == "callback" && (duty.State == "met" || duty.State == "late")).OrderBy(duty => duty.No).Select(duty => duty.BearerUnitId ?? duty.BearerPersonId).FirstOrDefault(),
            Drawn = db.CallbackCalls.Where(call => call.CaseId == row.Id && call.FirstRating != null).OrderBy(call => call.DrawId).Select(call => call.LastBy).FirstOrDefault() }).ToListAsync();
        var (served, others, callers) = (new List<Served>(), new List<(string, string)>(), new Dictionary<string, string>());
        foreach (var row in rows)
        {
            var caller = (row.Owed ?? row.Drawn) is not { } by ? null : regime.Organisation.Unit(by)?.Id ?? regime.Organisation.Person(by)?.Unit;
            if (draw.Purpose == CallbackDraw.SpotCheck)
            {
                if (caller is null) others.Add((row.Number, "还没有回访过"));
                else if (!row.Phone) others.Add((row.Number, "没有留电话"));
                else
                {
                    served.Add(new(row.Number, $"{regime.Organisation.Unit(caller)?.Name ?? caller}回访·{Shouwen.Cases.Words.Value("kind", row.Kind)}"));
                    callers[row.Number] = caller;
                }
            }
            else if (row.Each) others.Add((row.Number, "制度要求逐件回访"));
            else if (!row.Phone) others.Add((row.Number, "没有留电话"));
            else served.Add(new(row.Number, $"{regime.Organisation.Unit(row.HandlerUnitId ?? row.FirstContactUnitId)?.Name ?? "未定部门"}·{Shouwen.Cases.Words.Value("kind", row.Kind)}"));
        }
        return (served, others, callers);
    }

    /// <summary>300 → 3%.</summary>
    public static string Percent(int share) => (share / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>3, 3% or 2.5 → ten-thousandths; null for anything else, nothing, or more than all.</summary>
    public static int? Share(string? text) => decimal.TryParse(text?.Trim().TrimEnd('%', '％'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent * 100 is >= 1 and <= 10_000 and var exact && exact == decimal.Truncate(exact) ? (int)exact : null;

    public static string Text(byte[] packed)
    {
        using var unpacked = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static byte[] Packed(string text)
    {
        using var into = new MemoryStream();
        using (var pack = new GZipStream(into, CompressionLevel.Optimal)) pack.Write(Encoding.UTF8.GetBytes(text));
        return into.ToArray();
    }
}

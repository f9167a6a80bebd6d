using System.Globalization;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Search;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;
using Shouwen.Web.Sending;

namespace Shouwen.Web.Demo;

/// <summary>Cases that were told together: their rows, and the findings that were opened in them.</summary>
public sealed record Told(object Packed, int Cases, int Open, int Events, IReadOnlyList<Inquiry> Findings);

/// <summary>Writes what is told as the site would have: journal, state rows, what people were told, words and signs for finding. Everything random follows from the seed.</summary>
public sealed class Scribe
{
    private const int Learnt = 10_000;
    private const string Signs = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
    private static readonly TimeSpan ReadAfter = TimeSpan.FromDays(2);

    private readonly Bulk _bulk;
    private readonly Surroundings _around;
    private readonly Fill _fill;
    private readonly District[] _districts;
    private readonly Rarity _rarity = new();
    private readonly long _signsFrom;

    public Regime Regime { get; }

    public Scribe(Bulk bulk, Regime regime, Surroundings around, Fill fill, District[] districts, IReadOnlyList<FillingDay> days)
    {
        (_bulk, Regime, _around, _fill, _districts, _signsFrom) = (bulk, regime, around, fill, districts, Similar.Since(regime, fill.To));
        // How rare a sign is, is learnt from the newest, as a site does that has just begun.
        foreach (var (day, no) in days.SelectMany(day => Enumerable.Range(0, day.Count).Select(no => (day, no))).TakeLast(Learnt))
        {
            var with = Teller.With(Story(Chance(day.Before + no), day).With);
            _rarity.Add(Signature.Of(with.Text("content") ?? "", with.Text("customer.address"), around.Words));
        }
    }

    /// <summary>Tells the cases of a day from the chunk's first on; what people are told lies in <paramref name="tray"/> in between.</summary>
    public Told Tell(FillingDay chunk, AppDb tray)
    {
        var (rows, findings, open) = (new List<object>(), new List<Inquiry>(), 0);
        for (var no = chunk.First; no < chunk.Until; no++)
            if (Case(rows, findings, chunk, no, tray).IsOpen) open++;
        return new(_bulk.Pack(rows), chunk.Until - chunk.First, open, rows.Count(row => row is JournalEntry), findings);
    }

    private CaseRow Case(List<object> rows, List<Inquiry> findings, FillingDay day, int no, AppDb tray)
    {
        var random = Chance(day.Before + no);
        var plot = Story(random, day);
        var at = day.At(Regime.Calendar, no, random);
        if (random.NextDouble() < day.Open) plot = plot with { Beats = [.. plot.Beats.Take(random.Next(Math.Max(1, plot.Beats.TakeWhile(beat => beat.Act != "close").Count())))] };
        var key = Acting.Case(Id(at, random).ToString("N"));
        var number = $"{day.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-{no + 1:0000}";
        var (row, duties, sights, previous) = ((CaseRow?)null, new Dictionary<int, DutyRow>(), (IReadOnlyList<Sight>)[], "");
        foreach (var (when, before, accepted) in Teller.Tell(Regime, key, at, plot, _fill.To))
        {
            previous = Write(rows, key, before.Version, row is null ? Acting.Numbered(accepted.Events, number) : accepted.Events, previous, when);
            foreach (var opening in accepted.Openings)
            {
                findings.Add(new(opening.Matter, accepted.Matter, Write(rows, opening.Matter.Key, 0, opening.Events, "", when)));
                Web.Cases.Notices.WriteFinding(tray, Regime, _around, opening.Matter, opening.Events, when);
            }
            row ??= Projection.Begin(accepted.Matter, number, Code(random), null);
            Projection.Duties(duties, Regime, accepted.Matter);
            Projection.Fill(row, accepted.Matter, Regime, duties.Values, when);
            sights = [.. Projection.Sights(Regime, row.Key, accepted, duties.Values, sights)];
            Web.Cases.Notices.Write(tray, Regime, _around, row, accepted, when);
        }
        rows.AddRange([row!, .. duties.Values, .. sights, new WordsOf(CaseWords.Table, row!.Key, CaseWords.TextOf(row)), .. Said(tray, random)]);
        if (row.Key >= _signsFrom)
            rows.AddRange(_rarity.Rarest(Signature.Of(row.Content, row.CustomerAddress, _around.Words), LikenessIndex.Signs).Select(sign => new CaseSign { Sign = sign, Key = row.Key }));
        return row;
    }

    private Plot Story(Random random, FillingDay day) => new Plots(random.Next(), _districts[random.Next(_districts.Length)]).Told(day.Date);

    /// <summary>What people hear of a decision on a finding.</summary>
    public IEnumerable<object> Heard(AppDb tray, Decision.Accepted done, DateTimeOffset at, int chance)
    {
        Web.Cases.Notices.WriteFinding(tray, Regime, _around, done.Matter, done.Events, at);
        return Said(tray, Chance(chance));
    }

    /// <summary>What was told lately is unread; every message has left, and no notice waits to be mailed.</summary>
    private List<object> Said(AppDb tray, Random random)
    {
        var said = tray.Appended.Rows.ToList();
        tray.Forget();
        foreach (var one in said)
            switch (one)
            {
                case Notice notice:
                    (notice.Id, notice.MailAt) = (Id(notice.At, random), null);
                    notice.ReadAt = notice.At < _fill.To - ReadAfter ? notice.At.AddMinutes(random.Next(1, 600)) : null;
                    break;
                case OutboxMessage message:
                    (message.Id, message.State, message.Tries, message.EndedAt) = (Id(message.CreatedAt, random), OutboxState.Sent, 1, message.CreatedAt.AddSeconds(random.Next(1, 90)));
                    break;
            }
        return said;
    }

    /// <summary>The events behind what a matter has already; the hash of the last.</summary>
    public static string Write(List<object> rows, MatterKey key, int version, IReadOnlyList<Event> events, string previous, DateTimeOffset now)
    {
        foreach (var happened in events)
        {
            var entry = JournalEntry.Of(key, ++version, happened, previous, now);
            rows.Add(entry);
            previous = entry.Hash;
        }
        return previous;
    }

    /// <summary>The organisation's own matter: the duties of each month, the month's work orders handed in on its last working day by every head but those who forget.</summary>
    public IEnumerable<object> Standing()
    {
        var (rows, duties, matter, previous, from) = (new List<object>(), new Dictionary<int, DutyRow>(), new Matter(Acting.Standing), "", Regime.Since.Values.Min(since => since.First));
        Put(from, new Opened(Scopes.All(Regime), Regime.Calendar.Version) { At = from });
        for (var month = new DateOnly(_fill.From.Year, _fill.From.Month, 1); Regime.Calendar.At(month, default) <= _fill.To; month = month.AddMonths(1))
        {
            var day = month.AddMonths(1).AddDays(-1);
            while (!Regime.Calendar.IsWorkday(day)) day = day.AddDays(-1);
            if (Regime.Calendar.At(day, new TimeOnly(16, 0)) is var at && at > _fill.To) break;
            Put(at, [.. Periods.Advance(Regime, matter, from, at)]);
            foreach (var unit in Regime.Organisation.Units.Where(unit => unit.Head is not null && (unit.Id.Length + day.Month) % 9 != 0))
                if (Deciding.Do(Regime, matter, new Act("hand-in", unit.Head!, at, Fields.Of(new Dictionary<string, object> { ["unit"] = unit.Id })), []) is Decision.Accepted done) Put(at, [.. done.Events]);
                else throw new InvalidOperationException($"hand-in by {unit.Head} is refused");
        }
        Put(_fill.To, [.. Periods.Advance(Regime, matter, from, _fill.To)]);
        Put(_fill.To, [.. Deciding.Lapse(Regime, matter, _fill.To).Events]);
        return [.. rows, .. duties.Values];

        void Put(DateTimeOffset at, params IReadOnlyList<Event> events)
        {
            previous = Write(rows, matter.Key, matter.Version, events, previous, at);
            matter = events.Aggregate(matter, (one, happened) => one.Apply(happened));
            Projection.Duties(duties, Regime, matter);
        }
    }

    private Random Chance(int no) => new(unchecked((int)(((ulong)_fill.Seed * 0x9E3779B97F4A7C15 + (ulong)no + 1) * 0xBF58476D1CE4E5B9 >> 32)));

    private static string Code(Random random) => new([.. random.GetItems(Signs.AsSpan(), 8)]);

    /// <summary>A time-ordered UUID.</summary>
    private static Guid Id(DateTimeOffset at, Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeMilliseconds() << 16);
        random.NextBytes(bytes[6..]);
        (bytes[6], bytes[8]) = ((byte)(0x70 | bytes[6] & 0x0F), (byte)(0x80 | bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}

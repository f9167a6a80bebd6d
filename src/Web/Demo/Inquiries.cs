using Shouwen.Cases;
using Shouwen.Web.Accountability;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Demo;

/// <summary>A finding as it was opened, the case it came from as it was then, and the hash of its last entry.</summary>
public sealed record Inquiry(Matter Finding, Matter Case, string Last);

/// <summary>What becomes of findings: some are dismissed, some confirmed, approved and executed, in the order of time; the last ones wait. Each decision sees those before against the same party.</summary>
public sealed class Inquiries(Scribe scribe, Fill fill)
{
    private const string Verifier = "jian";
    private const string Executor = "yao";

    /// <summary>Working days from one act to the next.</summary>
    private static readonly int[] After = [5, 2, 3];

    private sealed class Standing(Inquiry inquiry)
    {
        public Inquiry Inquiry { get; } = inquiry;
        public Matter Now { get; set; } = inquiry.Finding;
        public string Last { get; set; } = inquiry.Last;
        public int Done { get; set; }
    }

    private readonly List<Standing> _all = [];

    public int Count => _all.Count;

    /// <summary>Of those nobody decides, the case is not kept.</summary>
    public void Add(IEnumerable<Inquiry> inquiries) => _all.AddRange(inquiries.Select(one => new Standing(IsDecided(one) ? one : one with { Case = new Matter(one.Case.Key) })));

    /// <summary>The acts and the state of every finding, what went into the ledgers, and what people were told.</summary>
    public IEnumerable<object> Rows(AppDb tray)
    {
        var (rows, ledgers) = (new List<object>(), new Dictionary<(string, string), LedgerRow>());
        var against = _all.ToLookup(one => one.Inquiry.Finding.Finding!.Against);
        var queue = new PriorityQueue<Standing, (DateTimeOffset, string)>();
        foreach (var one in _all.Where(one => IsDecided(one.Inquiry))) Next(one, one.Now.OpenedAt);
        while (queue.TryDequeue(out var one, out var when))
        {
            var at = when.Item1;
            IReadOnlyCollection<Matter> others = [one.Inquiry.Case, .. against[one.Now.Finding!.Against].Where(other => other != one && other.Now.OpenedAt <= at).Select(other => other.Now)];
            var (act, by, with) = Act(one);
            if (Deciding.Do(scribe.Regime, one.Now, new Act(act, by, at, Teller.With(with)), others) is not Decision.Accepted done) throw new InvalidOperationException($"{act} of {one.Now.Key} by {by} is refused");
            one.Last = Scribe.Write(rows, one.Now.Key, one.Now.Version, done.Events, one.Last, at);
            foreach (var (i, posted) in done.Events.Index().Where(happened => happened.Item is Posted).Select(happened => (happened.Index, (Posted)happened.Item)))
            {
                var before = ledgers.GetValueOrDefault((posted.Pack, posted.Ledger));
                rows.Add(ledgers[(posted.Pack, posted.Ledger)] = Ledgers.Row(one.Now.Key, one.Now.Version + i + 1, posted, before?.No ?? 0, before?.Balance ?? 0));
            }
            rows.AddRange(scribe.Heard(tray, done, at, Chance(one.Inquiry.Finding) + one.Done));
            (one.Now, one.Done) = (done.Matter, one.Done + 1);
            if (one.Done < (IsConfirmed(one) ? After.Length : 1)) Next(one, at);
        }
        return [.. rows, .. _all.Select(one => Projection.Begin(one.Now))];

        void Next(Standing one, DateTimeOffset since)
        {
            var at = scribe.Regime.Calendar.AddWorkingTime(since, TimeSpan.FromMinutes(450 * After[one.Done] + Chance(one.Inquiry.Finding) % 400));
            if (at <= fill.To) queue.Enqueue(one, (at, one.Now.Key.Id));
        }
    }

    private (string Act, string By, object With) Act(Standing one) => one.Done switch
    {
        0 => ("verify", Verifier, new { ok = IsConfirmed(one) }),
        1 => ("approve", scribe.Regime.Organisation.HeadOf(scribe.Regime.Organisation.UnitOf(one.Now.Finding!.Against)!)!, new { sanctions = (string[])["criticism"] }),
        _ => ("execute", Executor, new { }),
    };

    private static bool IsDecided(Inquiry one) => Chance(one.Finding) % 10 < 8;

    /// <summary>A unit is nowhere punished here: what is opened against one is dismissed once it has named a person.</summary>
    private static bool IsConfirmed(Standing one) => one.Inquiry.Finding.Finding!.Against.IsPerson && Chance(one.Inquiry.Finding) % 5 < 3;

    /// <summary>A number that is the finding's own.</summary>
    private static int Chance(Matter finding) => finding.Key.Id.Aggregate(17, (sum, sign) => (sum * 31 + sign) & 0xFFFFFF);
}

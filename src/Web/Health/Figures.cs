using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Live;
using Shouwen.Web.Sending;

namespace Shouwen.Web.Health;

/// <summary>
/// 运行数字: what this process counts and what it last saw of the whole organisation, as instruments of one meter. Names of acts, rules and states only; never a person, a number or a text.
/// </summary>
public sealed class Figures
{
    public const string Meter = "Shouwen";

    /// <summary>The whole organisation's figures are counted no more often than this, by the processes that do its work.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly TimeProvider time;
    private readonly Counter<long> acts, refusals, entries, lapses, looks;
    private volatile Seen? seen;

    /// <summary>What stood in the database at a moment.</summary>
    private sealed record Seen(DateTimeOffset At, int Open, int Near, int Breached, int Waiting, int Dead, DateTimeOffset? Oldest);

    public Figures(IMeterFactory meters, Broadcast live, Replicas replicas, TimeProvider time)
    {
        this.time = time;
        var meter = meters.Create(Meter);
        acts = meter.CreateCounter<long>("shouwen.acts", "{act}", "Acts by name and outcome: done, refused, stale");
        refusals = meter.CreateCounter<long>("shouwen.refusals", "{refusal}", "Reasons for which acts were refused, by act and kind of rule");
        entries = meter.CreateCounter<long>("shouwen.journal.entries", "{entry}", "Journal entries this process has committed");
        lapses = meter.CreateCounter<long>("shouwen.lapses", "{matter}", "Matters over which the clock passed");
        looks = meter.CreateCounter<long>("shouwen.watch.looks", "{look}", "Looks of the watch, by outcome: done, failed");
        meter.CreateObservableUpDownCounter("shouwen.live.streams", () => live.Open, "{stream}", "Open pages that hear of changes");
        meter.CreateObservableGauge("shouwen.replica.behind", () => replicas.Behind.Select(one => new Measurement<double>(one.Behind, Tag("replica", one.Name))), "s", "By how much a replica's data is behind");
        meter.CreateObservableGauge("shouwen.duties", () => Of(one => [new(one.Open, Tag("state", "open")), new(one.Near, Tag("state", "due")), new(one.Breached, Tag("state", "breached"))]),
            "{duty}", "Standing duties: open, due within a day among them, and breached");
        meter.CreateObservableGauge("shouwen.outbox", () => Of(one => [new(one.Waiting, Tag("state", "waiting")), new(one.Dead, Tag("state", "dead"))]), "{message}", "Messages that wait, and that did not arrive");
        meter.CreateObservableGauge("shouwen.outbox.oldest", () => seen is { } one ? [new(one.Oldest is { } oldest ? Math.Max(0, (time.GetUtcNow() - oldest).TotalSeconds) : 0)] : Array.Empty<Measurement<double>>(),
            "s", "Age of the oldest message that waits");
        meter.CreateObservableGauge("shouwen.watch.age", () => seen is { } one ? [new((time.GetUtcNow() - one.At).TotalSeconds)] : Array.Empty<Measurement<double>>(), "s", "Since the figures of the organisation were taken");
    }

    /// <summary>Counts how an act ended, and hands it on.</summary>
    public Outcome Count(string act, Outcome outcome)
    {
        acts.Add(1, Tag("act", act), Tag("outcome", outcome switch { Outcome.Done => "done", Outcome.Refused => "refused", _ => "stale" }));
        if (outcome is Outcome.Refused refused)
            foreach (var refusal in refused.Refusals) refusals.Add(1, Tag("act", act), Tag("rule", refusal.Code));
        return outcome;
    }

    public void Written(int count) => entries.Add(count);

    public void Lapsed(int count) => lapses.Add(count);

    public void Looked(bool well) => looks.Add(1, Tag("outcome", well ? "done" : "failed"));

    /// <summary>Counts what stands in the database, by index, when it is time to.</summary>
    public async Task Look(AppDb db, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (seen is { } last && now - last.At < Pause && now >= last.At) return;
        var soon = now.AddDays(1);
        var open = await db.Duties.CountAsync(duty => duty.State == "open", cancel);
        var near = await db.Duties.CountAsync(duty => duty.State == "open" && duty.Due < soon, cancel);
        var breached = await db.Duties.CountAsync(duty => duty.State == "breached" && duty.Stands, cancel);
        var waiting = await db.Outbox.CountAsync(message => message.State == OutboxState.Waiting, cancel);
        var dead = await db.Outbox.CountAsync(message => message.State == OutboxState.Dead, cancel);
        var oldest = await db.Outbox.Where(message => message.State == OutboxState.Waiting).OrderBy(message => message.Id).Select(message => (DateTimeOffset?)message.CreatedAt).FirstOrDefaultAsync(cancel);
        seen = new(now, open, near, breached, waiting, dead, oldest);
    }

    private IEnumerable<Measurement<int>> Of(Func<Seen, Measurement<int>[]> figures) => seen is { } one ? figures(one) : [];

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}

using System.Collections.Immutable;
using Shouwen.Chain;
using Shouwen.Duties;

namespace Shouwen.Cases;

public enum MatterKind { Case, Project, Finding, Organisation, Order }

/// <summary>What a history is about. Written <c>case:ID</c>.</summary>
public readonly record struct MatterKey(MatterKind Kind, string Id)
{
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}:{Id}";
    public static MatterKey Parse(string text) => text.Split(':', 2) is [var kind, var id] ? new(Enum.Parse<MatterKind>(kind, ignoreCase: true), id)
        : throw new FormatException($"'{text}' names no matter.");
}

/// <summary>An act that was done, in which round.</summary>
public sealed record Done(int Seq, string Name, string By, DateTimeOffset At, Fields With, int Round)
{
    /// <summary>Whom it concerned and who was told of it then: whom an urge reached stays so, however the chain moves later.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];
}

/// <summary>Who stands at a place and on what ground.</summary>
public sealed record Place(Party Who, string? Pack, string? Clause);

/// <summary>
/// A matter 事项 as its history tells it: a case, a project, a finding, or the organisation's own periodic duties.
/// Immutable; <see cref="Apply(Event)"/> is a pure fold that needs nothing but the events.
/// </summary>
public sealed record Matter(MatterKey Key)
{
    public int Version { get; init; }
    public IReadOnlyList<string> Packs { get; init; } = [];
    public string Calendar { get; init; } = "";
    public string Status { get; init; } = "registered";

    /// <summary>The latest value of everything that acts said of the matter itself.</summary>
    public Fields Facts { get; init; } = Fields.None;
    public ImmutableList<Done> Acts { get; init; } = [];
    public ResponsibilityChain Chain { get; init; } = ResponsibilityChain.Empty;
    public ImmutableDictionary<string, Place> Places { get; init; } = ImmutableDictionary<string, Place>.Empty;
    public ImmutableList<Duty> Duties { get; init; } = [];
    public ImmutableList<string> Findings { get; init; } = [];
    public FindingOpened? Finding { get; init; }
    public ImmutableList<Posted> Postings { get; init; } = [];

    /// <summary>Numbers of the acts by which the customer was told.</summary>
    public ImmutableList<int> ToldBy { get; init; } = [];
    public bool Told => !ToldBy.IsEmpty;
    public bool Exempt { get; init; }
    public bool? Satisfied { get; init; }
    public bool Paused { get; init; }
    public int Round { get; init; } = 1;

    /// <summary>The case this one hangs below, by id; and those that hang below this one, in the order they came.</summary>
    public string? Parent { get; init; }
    public ImmutableList<string> Children { get; init; } = [];

    /// <summary>Whether many hang together here: suspected, confirmed or dismissed; null while nobody asked. The count is that of the last question.</summary>
    public string? Batch { get; init; }
    public int BatchCount { get; init; }
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The number people say; null where the history does not tell it.</summary>
    public string? Number { get; init; }

    /// <summary>The files that were put to it, in the order they came.</summary>
    public ImmutableList<Attached> Files { get; init; } = [];

    public Party? At(string place) => Places.TryGetValue(place, out var held) ? held.Who : null;
    public Party FirstContact => At("first-contact") ?? throw new InvalidOperationException($"{Key} has no first contact.");
    public Party Handler => At("handler") ?? FirstContact;
    public bool IsClosed => Status is "closed" or "archived";

    /// <summary>Whether the party holds a link or a place, has work on its way to it, or bears a standing duty by name: when it leaves, another must take its place here.</summary>
    public bool RestsOn(Party who) => Chain.Holders.Contains(who) || Chain.Pending is { } pending && (pending.To == who || pending.Giver == who)
        || Chain.Pending?.Answers == who || Places.Values.Any(place => place.Who == who) || Duties.Any(duty => duty.Stands && duty.BreachedAt is null && duty.Holder == who);

    /// <summary>A dissatisfied customer waits for a second result; for an explanation, where the cause lies outside.</summary>
    public bool RedoStands => Acts.LastOrDefault(act => act.Name == "callback" && act.With.Text("rating") == "dissatisfied") is { } called
        && !Acts.Any(act => act.Seq > called.Seq && (act.Name == "resolve" || act.Name == "explain" && Redo.CauseOf(this, called) == "out-of-scope"
            || act.Name == "callback" && act.With.Text("rating") is "satisfied" or "basic"));

    /// <summary>The act by which the matter last came to stand still: a pause, or one that was applied for and granted.</summary>
    public Done? PausedBy => Acts.LastOrDefault(act => act.Name == "pause" || act.Name == "decide-pause" && Applying.Granted(act));

    /// <summary>The decision by which the matter stands escalated to a higher level; null where it does not, or was taken down again.</summary>
    public Done? Escalated => Acts.LastOrDefault(act => act.Name == "step-down" || act.Name == "decide-escalation" && Applying.Granted(act)) is { Name: not "step-down" } decided ? decided : null;

    /// <summary>To whom it is escalated: whom the decision names, else whoever decided.</summary>
    public Party? EscalatedTo => Escalated is not { } decided ? null : Standing.To(decided.With) ?? Party.Person(decided.By);

    public IEnumerable<Done> ActsNamed(string name) => Acts.Where(act => act.Name == name);
    public Done? Last(string name) => Acts.LastOrDefault(act => act.Name == name);

    public static Matter Replay(MatterKey key, IEnumerable<Event> events) => events.Aggregate(new Matter(key), (matter, happened) => matter.Apply(happened));

    public Matter Apply(Event happened)
    {
        var next = happened switch
        {
            Opened opened => this with { Packs = opened.Packs, Calendar = opened.Calendar, OpenedAt = opened.At, Number = opened.Number },
            Acted acted => Standing.After(this, acted),
            CustomerTold => this with { ToldBy = ToldBy.Add(Acts.Count), Status = Status is "closed" or "archived" or "paused" ? Status : "informed" },
            Placed placed => Put(placed),
            DutyRaised raised => this with { Duties = Duties.Add(raised.Duty) },
            DutyCounted counted => Change(counted.No, duty => duty with { Counted = duty.Counted + 1 }),
            DutyEnded ended => Change(ended.No, duty => duty with { EndedAt = ended.At, Waived = ended.State == DutyState.Waived, Holder = duty.BreachedAt is null ? ended.Holder ?? duty.Holder : duty.Holder, PausedSince = null }),
            DutyBreached breached => Change(breached.No, duty => duty with { BreachedAt = breached.At, Holder = breached.Holder }),
            DutyWarned warned => Change(warned.No, duty => duty with { WarnedAt = warned.At }),
            DutyClimbed climbed => Change(climbed.No, duty => duty with { Climbs = [.. duty.Climbs ?? [], new(climbed.Step, climbed.Level, climbed.People, climbed.At)] }),
            DutyPaused paused => Change(paused.No, duty => duty with { PausedSince = paused.At }),
            DutyResumed resumed => Change(resumed.No, duty => duty with { PausedSince = null, Due = resumed.Due, Provisional = resumed.Provisional ?? duty.Provisional }),
            DutyMoved moved => Change(moved.No, duty => duty with { Due = moved.Due, Provisional = moved.Provisional ?? duty.Provisional, Calendar = moved.Calendar ?? duty.Calendar, Was = moved.Was == moved.Due ? null : moved.Was }),
            FindingOpened opened when Key.Kind == MatterKind.Finding => this with { Finding = opened, Facts = Facts.With(opened.With), Status = "opened" },
            FindingOpened opened => this with { Findings = Findings.Add(opened.Finding) },
            Posted posted => this with { Postings = Postings.Add(posted) },
            Gathered gathered => this with { Children = Children.Add(gathered.Child) },
            Separated separated => this with { Children = Children.Remove(separated.Child) },
            Deemed deemed => Misrouting.After(this, deemed),
            BatchSuspected suspected => this with { Batch = Gathering.Suspected, BatchCount = suspected.Count },
            Notified { Send: "suspect-batch" or "deemed" } => this,
            Attached attached => this with { Files = Files.Add(attached) },
            Notified { Pack: null } told when Acts is [.., var last] => this with { Acts = Acts.SetItem(Acts.Count - 1, last with { Told = told.People }) },
            Notified => this,
            _ => throw new InvalidOperationException($"No fold for {happened.GetType().Name}."),
        };
        return next with { Version = Version + 1 };
    }

    private Matter Change(int no, Func<Duty, Duty> change) => this with { Duties = Duties.SetItem(no - 1, change(Duties[no - 1])) };

    /// <summary>Whoever is handler holds the work, also when a pack's rule and no hand-over made him so: he is the next link.</summary>
    private Matter Put(Placed placed)
    {
        var chain = placed.As switch
        {
            "first-contact" when Chain.Links.IsEmpty => Chain.Begin(placed.Who, placed.At),
            "link" when !Chain.Links.IsEmpty => Chain.Ground(placed.Who, placed.At, placed.Pack, placed.Clause),
            "handler" when !Chain.Links.IsEmpty && Chain.Holding.Holder != placed.Who => Chain.Take(placed.Who, placed.At, "ownership"),
            _ => Chain,
        };
        // A case has many links; the ground of each stands with it.
        return placed.As == "link" ? this with { Chain = chain } : this with { Places = Places.SetItem(placed.As, new(placed.Who, placed.Pack, placed.Clause)), Chain = chain };
    }
}

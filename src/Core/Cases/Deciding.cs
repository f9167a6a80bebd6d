using Shouwen.Accountability;
using Shouwen.Chain;
using Shouwen.Duties;
using Shouwen.Judging;

namespace Shouwen.Cases;

/// <summary>
/// The decision: regime, matter and act in, events or a refusal out. Pure; the moment is the act's own.
/// <c>others</c> are the matters a decision may look at besides its own (earlier findings against the same person, the case behind a finding).
/// </summary>
public static class Deciding
{
    /// <summary>Begins a case or project. The key is chosen by the caller and new.</summary>
    public static Decision Open(Regime regime, MatterKey key, Act act) => Do(regime, new Matter(key), act, []);

    public static Decision Do(Regime regime, Matter matter, Act act, IReadOnlyCollection<Matter> others)
    {
        regime = regime.For(matter);
        var run = new Run(regime, matter, others);
        run.Lapse(act.At);
        var begins = matter.Version == 0;
        if (begins != Begins(matter.Key.Kind).Contains(act.Name) && matter.Key.Kind != MatterKind.Organisation)
            return Refuse(begins ? new("not-registered", "这件事还没有登记。") : new("already-registered", "这件事已经登记。"));
        act = Needs.Settled(act, regime.Organisation);
        if (begins) run.Begin(act);
        else if (act.At < run.LastAt) return Refuse(new Refusal("out-of-order", "这件事登记的时间早于已经发生的事，请核对时间。") { IsAboutData = true, Fields = ["at"] });

        var before = run.Matter;
        var about = new Done(before.Acts.Count + 1, act.Name, act.By, act.At, act.With, before.Round);
        var asked = new Scene(regime, begins || act.Name == "amend" ? Learning(before, act) : before, about, act.At) { Others = others };
        IReadOnlyList<Refusal> refusals = [.. Permissions.Judge(asked, others), .. Needs.Judge(asked), .. Gates.Judge(asked)];
        if (refusals.Count == 0) refusals = [.. Executing.Judge(asked, others)];
        if (refusals.Count > 0) return new Decision.Refused(refusals);

        run.Add(new Acted(act.Name, act.By, act.With) { At = act.At, Confirmed = Gates.ConfirmedPhrases(asked) });
        run.Add(Findings.FromAct(run.Scene));
        run.Place(act.Name);
        string[] triggers = [act.Name, .. run.Derived(before)];
        // One after the other: what an act raises, the event derived from it may already discharge (a result given with its reply).
        foreach (var trigger in triggers)
        {
            if (trigger != act.Name) run.Place(trigger);
            run.End(trigger == act.Name ? before : run.Matter, trigger);
            if (trigger == act.Name) run.Move(before);
            run.Raise(trigger);
        }
        run.Add(Executing.Postings(run.Scene, others));
        run.Add(Notices.Of(run.Scene, before));
        return run.Accepted();
    }

    /// <summary>Lets the clock pass: duties whose due is over are breached, findings follow. No events when nothing lapsed.</summary>
    public static Decision.Accepted Lapse(Regime regime, Matter matter, DateTimeOffset now)
    {
        var run = new Run(regime.For(matter), matter, []);
        run.Lapse(now);
        return run.Accepted();
    }

    /// <summary>
    /// Somebody is back at his post: where he is wanted (asked for, sought in vain, or a message waits for him), the duties of <c>back-at-post</c> begin.
    /// No events where nobody waits for him.
    /// </summary>
    public static Decision.Accepted Back(Regime regime, Matter matter, string person, DateTimeOffset at)
    {
        regime = regime.For(matter);
        var run = new Run(regime, matter, []);
        run.Lapse(at);
        if (matter.Key.Kind == MatterKind.Case && !matter.IsClosed && Wants(regime, matter, person))
            run.Back(person, at);
        return run.Accepted();
    }

    private static bool Wants(Regime regime, Matter matter, string person) => matter.Facts.Text("addressed-to") is { } to && Party.TryParse(to) is var party && (party?.Id ?? to) == person
        || matter.ActsNamed("mark-unreachable").Any(act => act.With.Text("person") == person)
        || matter.Chain.Pending is { Mode: "relay" } pending && (pending.To == Party.Person(person) || pending.To.IsUnit && regime.Organisation.HeadOf(pending.To.Id) == person);

    /// <summary>The acts that begin a matter, and can't be done within one.</summary>
    private static string[] Begins(MatterKind kind) => kind switch
    {
        MatterKind.Case => ["register"],
        MatterKind.Project => ["lead"],
        MatterKind.Finding => ["open-finding"],
        _ => [],
    };

    private static Decision.Refused Refuse(Refusal refusal) => new([refusal]);

    /// <summary>What the matter would be if the intake, or its amendment, were taken as it stands.</summary>
    private static Matter Learning(Matter before, Act act) => before.Apply(new Acted(act.Name, act.By, act.With) { At = act.At }) with { Acts = before.Acts };

    /// <summary>The state as it grows while one act is carried out.</summary>
    private sealed class Run(Regime regime, Matter matter, IReadOnlyCollection<Matter> others)
    {
        private readonly List<Event> _events = [];
        public Matter Matter { get; private set; } = matter;
        public DateTimeOffset LastAt => Matter.Acts is [.., var last] ? last.At : Matter.OpenedAt;
        public Scene Scene => new(regime, Matter, Matter.Acts[^1], Matter.Acts[^1].At) { Others = others };

        public void Add(Event happened)
        {
            _events.Add(happened);
            Matter = Matter.Apply(happened);
        }

        public void Add(IEnumerable<Event> happened)
        {
            foreach (var one in happened.ToList()) Add(one);
        }

        public void Lapse(DateTimeOffset now) => Add(Clockwork.Lapse(regime, Matter, now));

        /// <summary>A case is opened under the packs that bind it; a finding under all, for its clause says which one judges it.</summary>
        public void Begin(Act act) => Add(new Opened(
            Matter.Key.Kind is MatterKind.Finding or MatterKind.Organisation ? Scopes.All(regime) : Scopes.Binding(regime, Learning(Matter, act), act), regime.Calendar.Version) { At = act.At });

        public void Place(string trigger) => Add(Ownership.Of(Scene, trigger));

        /// <summary>Events that no one performs: the customer was told, a flag was raised.</summary>
        public IEnumerable<string> Derived(Matter before)
        {
            var scene = Scene;
            if (Telling.Tells(scene))
            {
                Add(new CustomerTold(scene.Act!.Name) { At = scene.At });
                yield return "told";
            }
            if (Matter.Facts.Texts("flags").Count > before.Facts.Texts("flags").Count) yield return "flagged";
        }

        public void End(Matter before, string trigger) => Add(Clockwork.End(Matter, before, trigger, Scene));
        public void Move(Matter before) => Add(Clockwork.Move(before, Scene));
        public void Back(string person, DateTimeOffset at) => Add(Clockwork.Raise(Matter, "back-at-post", new Scene(regime, Matter, new Done(0, "back-at-post", person, at, Fields.None, Matter.Round), at)));
        public void Raise(string trigger) => Add(Clockwork.Raise(Matter, trigger, Scene));

        public Decision.Accepted Accepted() => new(Matter, _events, [.. _events.OfType<FindingOpened>()
            .Where(_ => Matter.Key.Kind != MatterKind.Finding).Select(opened => Findings.Begin(opened, Matter))]);
    }
}

using Shouwen.Accountability;
using Shouwen.Archive;
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
        var run = new Run(regime.For(matter), matter, others);
        run.Lapse(act.At);
        if (run.Begins != Begins(matter.Key.Kind).Contains(act.Name) && matter.Key.Kind != MatterKind.Organisation)
            return Refuse(run.Begins ? new("not-registered", "这件事还没有登记。") : new("already-registered", "这件事已经登记。"));
        if (!run.Begins && act.At < run.LastAt) return Refuse(new Refusal("out-of-order", "这件事登记的时间早于已经发生的事，请核对时间。") { IsAboutData = true, Fields = ["at"] });
        var asked = run.Ask(act);
        return Refusals(asked) is { Count: > 0 } refusals ? new Decision.Refused(refusals) : run.Carry(asked);
    }

    /// <summary>
    /// Decides anew what was done: a case or project as it grows, act by act from the one that began it. What was done stays done, whatever the rules of this regime
    /// say of it; what they say comes with it.
    /// </summary>
    public static (Decision.Accepted Done, IReadOnlyList<Refusal> Refusals) Again(Regime regime, Matter matter, Act act)
    {
        var run = new Run(regime.For(matter), matter, []);
        run.Lapse(act.At);
        var asked = run.Ask(act);
        // A recomputation belongs to the calendar it was decided on, gathering to the other case; no rule of a pack speaks of them.
        return (run.Carry(asked), act.Name is "recompute" or "gather" or "separate" or "decide-batch" or "arbitrate" or Ownership.Correction || act.With.Has("hand-over") ? [] : Refusals(asked));
    }

    private static IReadOnlyList<Refusal> Refusals(Scene asked)
    {
        List<Refusal> who = [.. Permissions.Judge(asked, asked.Others)];
        // How often, how late and against whom is a question only for those who may at all.
        IReadOnlyList<Refusal> refusals = [.. who, .. Needs.Judge(asked), .. Gathering.Judge(asked), .. Misrouting.Judge(asked), .. Ownership.Judge(asked), .. DeskHandOver.Judge(asked), .. Announcement.Judge(asked), .. Measures.Judge(asked), .. ProjectStage.Judge(asked), .. who.Count > 0 ? [] : (IEnumerable<Refusal>)[.. Urging.Judge(asked), .. Applying.Judge(asked), .. Complaining.Judge(asked), .. Complaint.Judge(asked), .. Redo.Judge(asked), .. Hearing.Judge(asked), .. Rewarding.Judge(asked), .. Grading.Judge(asked)], .. Gates.Judge(asked)];
        return refusals.Count > 0 ? refusals : [.. Executing.Judge(asked, asked.Others)];
    }

    /// <summary>Lets the clock pass: duties whose due is over are breached, findings follow. No events when nothing lapsed.</summary>
    public static Decision.Accepted Lapse(Regime regime, Matter matter, DateTimeOffset now)
    {
        var run = new Run(regime.For(matter), matter, []);
        run.Lapse(now);
        return run.Accepted();
    }

    /// <summary>
    /// What the watch does at a moment: lets the clock pass as <see cref="Lapse"/> does, reminds of what has come near, and lets breaches climb. An act does none of the last two
    /// by itself, for it may end the duty. No events when nothing was to be done.
    /// </summary>
    public static Decision.Accepted Alarm(Regime regime, Matter matter, DateTimeOffset now)
    {
        var run = new Run(regime.For(matter), matter, []);
        run.Lapse(now);
        run.Sound(now);
        return run.Accepted();
    }

    /// <summary>
    /// Moves the ends of a matter's standing duties to where the calendar in force puts them: an act of whoever decided it, with the moves and those told after it.
    /// No events where nothing moves. What has lapsed before stays lapsed.
    /// </summary>
    public static Decision.Accepted Recompute(Regime regime, Matter matter, IReadOnlyList<Event> history, Act act)
    {
        var run = new Run(regime.For(matter), matter, []);
        run.Lapse(act.At);
        run.Recompute(history, act);
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
        if (Wanted(regime, matter).Contains(person)) run.Back(person, at);
        return run.Accepted();
    }

    /// <summary>Whom an open case waits for: who was asked for, sought in vain, or has a message on its way to him.</summary>
    public static IReadOnlyList<string> Wanted(Regime regime, Matter matter)
    {
        if (matter.Key.Kind != MatterKind.Case || matter.IsClosed) return [];
        string?[] wanted =
        [
            matter.Facts.Text("addressed-to") is { } to ? Party.TryParse(to)?.Id ?? to : null, .. matter.ActsNamed("mark-unreachable").Select(act => act.With.Text("person")),
            matter.Chain.Pending is { Mode: "relay" } pending ? pending.To.IsUnit ? regime.Organisation.HeadOf(pending.To.Id) : pending.To.Id : null,
        ];
        return [.. wanted.OfType<string>().Where(id => regime.Organisation.Person(id) is not null).Distinct()];
    }

    /// <summary>The acts that begin a matter, and can't be done within one.</summary>
    public static string[] Begins(MatterKind kind) => kind switch
    {
        MatterKind.Case => ["register"],
        MatterKind.Project => ["lead"],
        MatterKind.Finding => ["open-finding"],
        MatterKind.Order => ["issue-order"],
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
        public bool Begins { get; } = matter.Version == 0;
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

        public void Lapse(DateTimeOffset now)
        {
            List<Event> lapsed = [.. Clockwork.Lapse(regime, Matter, now)];
            Add(lapsed);
            StepUp(lapsed, now);
            Add(Misrouting.Pass(regime, Matter, now));
        }

        private void StepUp(List<Event> lapsed, DateTimeOffset now)
        {
            if (Ordering.StepUp(lapsed, Matter, regime, now) is not { } stepped) return;
            var before = Matter;
            Add(stepped);
            Add(Ordering.Raise(Scene));
            Add(Notices.Of(Scene, before));
        }

        public void Sound(DateTimeOffset now) => Add(Alarms.Sound(regime, Matter, now));

        public void Recompute(IReadOnlyList<Event> history, Act act)
        {
            var moved = Recomputing.Of(regime, Matter, history, act.At).ToList();
            if (moved.TrueForAll(one => one.IsPast)) return;
            Add(new Acted(act.Name, act.By, act.With) { At = act.At });
            Add(Recomputing.Events(moved, act.At));
            if (Notices.People(Recomputing.Concerned(moved, Scene), Scene) is { Count: > 0 } told) Add(new Notified(told, act.Name, null, null) { At = act.At });
        }

        /// <summary>
        /// The look at an act before it is done; a matter that begins with it is opened first. A case is opened under the packs that bind it; a finding under all, for
        /// its clause says which one judges it.
        /// </summary>
        public Scene Ask(Act act)
        {
            act = Retention.Settled(act, regime, Matter);
            act = Rewarding.Settled(Ordering.Settled(Complaining.Settled(Applying.Settled(Urging.Numbered(Needs.Settled(ProjectStage.Settled(act, Matter), regime.Organisation), regime, Matter), Matter), Matter), Matter), Matter);
            if (Begins) Add(new Opened(Matter.Key.Kind == MatterKind.Order ? [] : Matter.Key.Kind is MatterKind.Finding or MatterKind.Organisation ? Scopes.All(regime) : Scopes.Binding(regime, Learning(Matter, act), act), regime.Calendar.Version) { At = act.At });
            var about = new Done(Matter.Acts.Count + 1, act.Name, act.By, act.At, act.With, Matter.Round);
            return new Scene(regime, Begins || act.Name == "amend" ? Learning(Matter, act) : Matter, about, act.At) { Others = others };
        }

        /// <summary>Carries out what was asked, and what follows from it.</summary>
        public Decision.Accepted Carry(Scene asked)
        {
            var (before, act) = (Matter, asked.Act!);
            Add(new Acted(act.Name, act.By, act.With) { At = act.At, Confirmed = Gates.ConfirmedPhrases(asked) });
            Add(Findings.FromAct(Scene));
            Add(Misrouting.Follow(Scene));
            Place(act.Name);
            string[] triggers = [act.Name, .. Derived(before)];
            // One after the other: what an act raises, the event derived from it may already discharge (a result given with its reply).
            foreach (var trigger in triggers)
            {
                if (trigger != act.Name) Place(trigger);
                End(trigger == act.Name ? before : Matter, trigger);
                if (trigger == act.Name) Move(before);
                Raise(trigger);
            }
            Add(Urging.Raise(Scene));
            Add(Applying.Raise(Scene));
            Add(Complaining.Raise(Scene));
            Add(Complaint.Raise(Scene));
            Add(Redo.Raise(Scene));
            Add(Ordering.Raise(Scene));
            Add(Hearing.Raise(Scene));
            Add(Measures.Raise(Scene));
            Add(Executing.Postings(Scene, others));
            Add(Notices.Of(Scene, before));
            return Accepted();
        }

        public void Place(string trigger) => Add(Ownership.Of(Scene, trigger));

        /// <summary>Events that no one performs: the customer was told, a flag was raised, a unit was given another officer by somebody outside it.</summary>
        private IEnumerable<string> Derived(Matter before)
        {
            var scene = Scene;
            if (Telling.Tells(scene))
            {
                Add(new CustomerTold(scene.Act!.Name) { At = scene.At });
                yield return "told";
            }
            if (scene.Act is { Name: "change-contact" } changed && changed.With.Text("unit") is { } unit && !(scene.Actor is { } by && scene.Organisation.Belongs(by, unit))) yield return "appointed";
            if (Matter.Facts.Texts("flags").Count > before.Facts.Texts("flags").Count) yield return "flagged";
        }

        private void End(Matter before, string trigger) => Add(Clockwork.End(Matter, before, trigger, Scene));
        private void Move(Matter before) => Add(Clockwork.Move(before, Scene));
        public void Back(string person, DateTimeOffset at) => Add(Clockwork.Raise(Matter, "back-at-post", new Scene(regime, Matter, new Done(0, "back-at-post", person, at, Fields.None, Matter.Round), at)));
        private void Raise(string trigger) => Add(Clockwork.Raise(Matter, trigger, Scene));

        public Decision.Accepted Accepted() => new(Matter, _events, [.. _events.OfType<FindingOpened>()
            .Where(_ => Matter.Key.Kind != MatterKind.Finding).Select(opened => Findings.Begin(opened, Matter, regime))]);
    }
}

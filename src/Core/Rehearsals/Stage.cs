using System.Globalization;
using Shouwen.Accountability;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Packs;

namespace Shouwen.Rehearsals;

/// <summary>
/// The world of a story while it is played: every matter, and who was told since the step before. It drives the decisions of Core and never goes around them.
/// </summary>
public sealed class Stage(Regime regime)
{
    private static readonly HashSet<string> OnFindings = ["classify", "weigh", "propose", "approve", "execute", .. Hearing.Acts];

    private static readonly HashSet<string> OfOrganisation =
        ["submit-report", "publish", "hold-meeting", "spot-check", "rank", "train", "plan-sample", "hand-in", "rate", "change-contact", "announce-change", "announce-emergency", "whereabouts", "survey", "reward", "submit-reward"];

    private readonly Dictionary<string, MatterKey> _labels = [];
    private readonly List<Matter> _matters = [];
    private DateTimeOffset? _began;

    public Regime Regime { get; private set; } = regime;
    public IReadOnlyList<Matter> Matters => _matters;
    public List<string> Told { get; } = [];

    /// <summary>Who was reminded of a duty since the step before, and whom a breach has climbed to.</summary>
    public List<(string Person, string Duty)> Warned { get; } = [];
    public List<(string Person, string Duty)> Climbed { get; } = [];
    public DateTimeOffset Now { get; private set; }
    public Matter Organisation => _matters.First(matter => matter.Key.Kind == MatterKind.Organisation);

    /// <summary>The matter the last act went to.</summary>
    public MatterKey? Last { get; private set; }

    public static Regime RegimeOf(Setting setting, IReadOnlyList<Pack> packs, NationalDays national)
    {
        var own = setting.Closed.Select(day => OwnDay.Closed(Day(day), "停业")).Concat(setting.Open.Select(day => OwnDay.Open(Day(day), "加班")));
        var shifts = setting.Shifts.Select(text => Shift.TryRead(text, out var shift) ? shift : throw new FormatException($"看不懂班次“{text}”"));
        var calendar = new WorkCalendar(national, new Timetable { Shifts = [.. shifts], OwnDays = [.. own] });
        DateTimeOffset At(string text) => calendar.ReadMoment(text) ?? throw new FormatException($"看不懂时间“{text}”");
        return new Regime(new Organisation(setting.Units, setting.People,
            setting.Roster.Select(shift => new RosterShift(shift.Channel, At(shift.From), At(shift.To), shift.Person)),
            setting.Absences.Select(absence => new Absence(absence.Person, At(absence.From), At(absence.To), absence.Reason))), calendar, packs, setting.Set);
    }

    /// <summary>Lets the clock run to the step: breaches, periods and states of the directory.</summary>
    public void Until(DateTimeOffset now)
    {
        Told.Clear();
        Warned.Clear();
        Climbed.Clear();
        var before = Now;
        Now = now;
        if (_began is null)
        {
            _began = now;
            _matters.Add(new Matter(new(MatterKind.Organisation, "organisation")).Apply(new Opened(Scopes.All(Regime), Regime.Calendar.Version) { At = now }));
        }
        Advance();      // first: a period may have begun and ended since the step before
        foreach (var ended in Regime.Organisation.Absences.Where(absence => before < absence.To && absence.To <= now && before != default).OrderBy(absence => absence.To).ToList()) Back(ended.Person, ended.To);
        foreach (var matter in _matters.ToList()) Watch(matter, now);
    }

    /// <summary>On the stage the watch is never late: it looks at each moment at which there is something to do.</summary>
    private void Watch(Matter matter, DateTimeOffset now)
    {
        while (Alarms.Of(matter, Regime) is { } at && at <= now && Deciding.Alarm(Regime, matter, at) is { Events.Count: > 0 } sounded)
        {
            Take(sounded);
            Warned.AddRange(sounded.Events.OfType<DutyWarned>().SelectMany(warned => warned.People.Select(person => (person, sounded.Matter.Duties[warned.No - 1].Name))));
            Climbed.AddRange(sounded.Events.OfType<DutyClimbed>().SelectMany(climbed => climbed.People.Select(person => (person, sounded.Matter.Duties[climbed.No - 1].Name))));
            matter = sounded.Matter;
        }
        // What passes without an alarm of a duty, such as the window to give a hand-over back.
        if (Deciding.Lapse(Regime, matter, now) is { Events.Count: > 0 } lapsed) Take(lapsed);
    }

    private void Back(string person, DateTimeOffset at)
    {
        foreach (var matter in _matters.ToList()) Take(Deciding.Back(Regime, matter, person, at));
    }

    /// <summary>What people say of themselves and of their unit changes the directory of the story.</summary>
    private void Learn(Act act)
    {
        var (with, organisation) = (act.With, Regime.Organisation);
        var person = with.Text("person") ?? act.By;
        if (act.Name == "change-contact" && with.Text("unit") is { } unit && with.Has("person"))
            Regime = Regime with { Organisation = organisation.WithOfficer(unit, with.Text("role") ?? "contact", person) };
        else if (act.Name == "whereabouts" && with.Text("status") is "at-post" or "present" or "back" or null)
        {
            Regime = Regime with { Organisation = organisation.WithoutAbsence(person, act.At) };
            Back(person, act.At);
        }
        else if (act.Name == "whereabouts")
            Regime = Regime with { Organisation = organisation.WithAbsence(new(person, act.At, Regime.Calendar.ReadMoment(with.Text("until")) ?? DateTimeOffset.MaxValue, with.Text("status")!)) };
    }

    public Decision Do(Step step)
    {
        var act = new Act(step.Do!, step.By!, Now, Stripped(step));
        if (act.Name == "hand-over-desk" && !step.With.Has("case")) return HandOverDesk(act);
        if (act.Name == "issue-order") act = act with { With = act.With.With(Fields.Of(new { cases = act.With.Texts("cases").Select(label => Labelled(MatterKind.Case, label)?.Id ?? label) })) };
        var (key, begins) = Route(step);
        if (key is null) return new Decision.Refused([new Refusal("unknown-matter", "没有这件诉求。")]);
        var matter = begins ? new Matter(key.Value) : Find(key.Value);
        var decision = Deciding.Do(Regime, matter, act, Others(matter));
        var supervisions = decision is Decision.Accepted && act.Name == "issue-order" ? Supervisions(act, key.Value) : [];
        if (supervisions.FirstOrDefault(one => one.Decision is Decision.Refused) is { Decision: { } objected }) return objected;
        if (decision is Decision.Accepted)
            foreach (var label in LabelsOf(key.Value.Kind, step.With)) _labels[$"{key.Value.Kind}/{label}"] = key.Value;
        foreach (var (supervise, supervision) in supervisions) Decided(supervision, supervise);
        return Decided(decision, act);
    }

    /// <summary>An order about cases is the supervision of each of them.</summary>
    private List<(Act Act, Decision Decision)> Supervisions(Act act, MatterKey order)
    {
        var supervise = new Act("supervise", act.By, act.At, Fields.Of(new { unit = act.With.Text("unit"), order = order.Id, text = act.With.Text("text") }));
        return [.. act.With.Texts("cases").Select(id => Find(new(MatterKind.Case, id))).Select(about => (supervise, Deciding.Do(Regime, about, supervise, Others(about))))];
    }

    public Matter Find(MatterKey key) => _matters.First(matter => matter.Key == key);
    public MatterKey? Labelled(MatterKind kind, string label) => _labels.TryGetValue($"{kind}/{label}", out var key) ? key : null;
    public IEnumerable<Matter> Of(MatterKind kind) => _matters.Where(matter => matter.Key.Kind == kind);
    public IReadOnlyCollection<Matter> Others(Matter matter) => [.. _matters.Where(other => other.Key != matter.Key)];

    /// <summary>Whether the person could do the act now, leaving aside what it would have to carry.</summary>
    public bool May(string person, string name, MatterKey? on)
    {
        var key = on is { Kind: MatterKind.Case or MatterKind.Project } && !OnFindings.Contains(name) && !OfOrganisation.Contains(name) ? on
            : Route(new Step(0, "", person, name, Fields.None, null, null)).Key;
        if (key is null) return false;
        var matter = _matters.FirstOrDefault(matter => matter.Key == key) ?? new Matter(key.Value);
        return Deciding.Do(Regime, matter, new Act(name, person, Now, Fields.None), Others(matter)) is not Decision.Refused { Refusals: var refusals } || refusals.All(refusal => refusal.IsAboutData);
    }

    private Decision Decided(Decision decision, Act act)
    {
        if (decision is not Decision.Accepted accepted) return decision;
        Take(accepted);
        Last = accepted.Matter.Key;
        if (act.Name is "change-contact" or "whereabouts") Learn(act);
        if (act.Name == "determine")
            foreach (var finding in Of(MatterKind.Finding).Where(finding => finding.Finding?.Case == accepted.Matter.Key.Id).ToList())
                if (Overruling.Follow(Regime, finding, accepted.Matter, act.At) is { } followed) Take(followed);
        if (accepted.Matter.Key.Kind != MatterKind.Organisation)
            Apply(Organisation.Key, [.. Periods.Discharge(Regime, Organisation, new Done(0, act.Name, act.By, act.At, act.With, 1), accepted.Matter)]);
        Advance();
        return decision;
    }

    private void Advance() => Apply(Organisation.Key, [.. Periods.Advance(Regime, Organisation, _began!.Value, Now)]);

    /// <summary>Everything the person holds goes over, matter by matter.</summary>
    private Decision HandOverDesk(Act act)
    {
        var from = act.With.Text("from") ?? act.By;
        Decision last = new Decision.Refused([new Refusal("nothing-to-hand-over", "没有可移交的工作。")]);
        foreach (var matter in _matters.Where(matter => matter.Key.Kind is MatterKind.Case or MatterKind.Project && matter.Status != "archived" && matter.RestsOn(Party.Person(from))).ToList())
        {
            last = Decided(Deciding.Do(Regime, matter, act with { With = act.With.With(Fields.Of(new { from })) }, Others(matter)), act);
            if (last is Decision.Refused) return last;
        }
        return last;
    }

    private (MatterKey? Key, bool Begins) Route(Step step)
    {
        var (name, with) = (step.Do!, step.With);
        var number = _matters.Count.ToString(CultureInfo.InvariantCulture);
        return name switch
        {
            "register" => (new(MatterKind.Case, $"c{number}"), true),
            "lead" => (new(MatterKind.Project, $"p{number}"), true),
            "open-finding" => (new(MatterKind.Finding, $"f{number}"), true),
            "issue-order" => (new(MatterKind.Order, $"o{number}"), true),
            _ when name.EndsWith("-order", StringComparison.Ordinal) => (Pick(MatterKind.Order, with), false),
            _ when OnFindings.Contains(name) || with.Has("finding") => (Pick(MatterKind.Finding, with), false),
            _ when with.Has("project") => (Pick(MatterKind.Project, with), false),
            _ when with.Has("case") || with.Has("complaint") => (Pick(MatterKind.Case, with), false),
            _ when OfOrganisation.Contains(name) => (Owing(name) ?? Organisation.Key, false),
            // Whoever keeps customer service from looking into things of its own accord does so without a case.
            "obstruct" when !Of(MatterKind.Case).Any() => (Organisation.Key, false),
            _ when Of(MatterKind.Case).Any() => (Pick(MatterKind.Case, with), false),
            _ when Of(MatterKind.Project).Any() => (Pick(MatterKind.Project, with), false),
            _ => (Pick(MatterKind.Finding, with), false),
        };
    }

    /// <summary>The only case or project that waits for such an act, where the organisation itself does not: its label may be left out.</summary>
    private MatterKey? Owing(string act) => !Waits(Organisation, act) && _matters.Where(matter => matter.Key.Kind is MatterKind.Case or MatterKind.Project && Waits(matter, act)).ToList() is [var only] ? only.Key : null;

    private static bool Waits(Matter matter, string act) => matter.Duties.Any(duty => duty.Stands && duty.Name == act);

    private MatterKey? Pick(MatterKind kind, Fields with) =>
        LabelsOf(kind, with).FirstOrDefault() is { } label ? Labelled(kind, label) ?? Unnamed(kind) : Of(kind).ToList() is [var only] ? only.Key : Last is { } last && last.Kind == kind ? last : Of(kind).LastOrDefault()?.Key;

    /// <summary>A finding that the platform opened has no label until a step gives it one: the only such finding is meant.</summary>
    private MatterKey? Unnamed(MatterKind kind) =>
        kind == MatterKind.Finding && Of(kind).Where(matter => !_labels.ContainsValue(matter.Key)).ToList() is [var only] ? only.Key : null;

    /// <summary>What the story calls the thing; a complaint is a case, and may have a label of its own.</summary>
    private static List<string> LabelsOf(MatterKind kind, Fields with) =>
        [.. ((string[])(kind == MatterKind.Case ? ["case", "complaint"] : [kind.ToString().ToLowerInvariant()])).Select(with.Text).OfType<string>()];

    /// <summary>Labels belong to the story, not to the act; a finding keeps the case it is about.</summary>
    private Fields Stripped(Step step)
    {
        var with = step.With.Only(step.With.Keys.Where(key => key is not ("case" or "complaint" or "project" or "finding" or "order")).ToHashSet());
        return step.Do == "open-finding" && About(step) is { } key ? with.With(Fields.Of(new { @case = key.Id })) : with;
    }

    /// <summary>The case a finding is about: the one it names, else the only one there is, where the story never gave that a name.</summary>
    private MatterKey? About(Step step) => step.With.Text("case") is { } label ? Labelled(MatterKind.Case, label)
        : Of(MatterKind.Case).ToList() is [var only] && !_labels.ContainsValue(only.Key) ? only.Key : null;

    private void Take(Decision.Accepted accepted)
    {
        Put(accepted.Matter);
        foreach (var opening in accepted.Openings) Put(opening.Matter);
        Told.AddRange(accepted.Events.OfType<Notified>().SelectMany(notified => notified.People));
    }

    private void Apply(MatterKey key, IReadOnlyList<Event> events)
    {
        if (events.Count > 0) Put(events.Aggregate(Find(key), (matter, happened) => matter.Apply(happened)));
    }

    private void Put(Matter matter)
    {
        var index = _matters.FindIndex(other => other.Key == matter.Key);
        if (index < 0) _matters.Add(matter);
        else _matters[index] = matter;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>
/// What registering a request as it stands would ask for and promise: the decision is tried, nothing is written. Fields still empty are filled with a mark first,
/// so that the promise can be told before everything is written down.
/// </summary>
public sealed record Intake(IReadOnlyList<Intake.Demand> Demands, IReadOnlyList<Intake.Hint> Hints, string? Promise, string? Answers)
{
    private const string Blank = "—";

    /// <summary>A field that a rule asks for and that is still empty; <see cref="Field"/> is its name on the page.</summary>
    public sealed record Demand(string Field, string Label, ClauseChip? Clause);

    /// <summary>A soft duty to bear in mind while registering.</summary>
    public sealed record Hint(string Text, ClauseChip Clause);

    /// <summary>What a flagged request asks for at once; null for one without a flag.</summary>
    public Incident? Incident { get; init; }

    public static readonly Intake None = new([], [], null, null);

    public static Intake Try(Regime regime, string by, Fields with, Clock clock)
    {
        if (!with.Has("channel") || !with.Has("kind") || !with.Has("scope")) return None;
        var first = Open(regime, by, with, clock);
        var refusals = (first as Decision.Refused)?.Refusals ?? [];
        var complete = refusals.Count == 0 ? first : Open(regime, by, Filled(regime, by, with, refusals), clock);
        var demands = Demanded(regime, refusals);
        if (complete is not Decision.Accepted { Matter: var matter }) return new(demands, [], null, null);
        var scene = new Scene(regime, matter, matter.Acts[^1], clock.Now);
        return new(demands,
            [.. regime.Binding(matter).SelectMany(pack => Guiding.Of(scene, "register").Where(rule => rule.Pack == pack.Id && rule.Text is not null).Select(rule => new Hint(rule.Text!, ClauseChip.Of(regime, pack.Id, rule.Clause)!)))],
            Promised.Say(matter.Duties.Where(duty => duty.Stands && duty.OwedTo is { Name: "customer", Of: null }).Select(duty => (duty.Name, duty.Due)), clock), Permissions.Name(scene, matter.FirstContact)) { Incident = Incident.Of(regime.For(matter), matter, by, clock.Now) };
    }

    /// <summary>What is missing, each field once, with the clause that asks for it.</summary>
    public static IReadOnlyList<Demand> Demanded(Regime regime, IReadOnlyList<Refusal> refusals) =>
    [
        .. refusals.Where(refusal => refusal.IsAboutData).OrderBy(refusal => refusal.Clause is null)
            .SelectMany(refusal => refusal.Fields.Select(field => (Path: field, Name: RegisterForm.FieldOf(field), refusal)))
            .Where(one => one.Name.Length > 0).DistinctBy(one => one.Name)
            .Select(one => new Demand(one.Name, Words.Field(one.Path), ClauseChip.Of(regime, one.refusal.Pack, one.refusal.Clause))),
    ];

    private static Decision Open(Regime regime, string by, Fields with, Clock clock) =>
        Deciding.Open(regime, Acting.Case("preview"), new Act("register", by, clock.Now, with));

    private static Fields Filled(Regime regime, string by, Fields with, IReadOnlyList<Refusal> refusals)
    {
        foreach (var path in refusals.SelectMany(refusal => refusal.Fields).Distinct())
            if (!with.Has(path))
                with = with.With(path.Split('.') switch
                {
                    ["unit" or "units" or "lead"] => Fields.Of(new Dictionary<string, object> { [path] = regime.Organisation.Person(by)?.Unit ?? Blank }),
                    [var group, var key] => Fields.Of(new Dictionary<string, object> { [group] = new Dictionary<string, object> { [key] = Blank } }),
                    _ => Fields.Of(new Dictionary<string, object> { [path] = Blank }),
                });
        return with;
    }
}

/// <summary>The promise of the duties owed to the customer, as a sentence to read aloud.</summary>
public static class Promised
{
    /// <summary>The earliest moment at which the customer must have heard; without one the sentence names none, so that nobody promises what no rule holds.</summary>
    public static string Say(IEnumerable<(string Duty, DateTimeOffset? Due)> owed, Clock clock)
    {
        var told = owed.Where(one => one.Duty is "contact" or "answer" or "inform" or "resolve").ToList();
        if (told.Where(one => one.Due is not null).OrderBy(one => one.Due).ToList() is [var first, ..])
            return $"我们会在 {Full(first.Due!.Value, clock)} 前{(first.Duty switch { "contact" => "联系您", "answer" => "答复您", "resolve" => "为您办理", _ => "告诉您结果" })}。";
        return told.Count == 0 ? "您的诉求已经记下。" : "我们会尽快办理，并把结果告诉您。";
    }

    /// <summary>With the date even for today and tomorrow: the customer writes it down.</summary>
    private static string Full(DateTimeOffset due, Clock clock)
    {
        var local = clock.Local(due);
        var day = DateOnly.FromDateTime(local.DateTime);
        return $"{(day == clock.Today ? "今天（" : "")}{Zh.Day(day, clock.Today)}{(day == clock.Today ? "）" : "")} {local:HH:mm}";
    }
}

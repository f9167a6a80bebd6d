using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Rehearsals;

/// <summary>Plays a rehearsal and tells every expectation that did not hold. A refusal that was not expected is a failure and ends the story there.</summary>
public static class Rehearsing
{
    /// <param name="rehearsal">The story.</param>
    /// <param name="packs">The packs it names, in its order of precedence.</param>
    /// <param name="national">The statutory days.</param>
    public static IReadOnlyList<Failure> Play(Rehearsal rehearsal, IReadOnlyList<Pack> packs, NationalDays national)
    {
        var failures = new List<Failure>();
        Stage stage;
        try
        {
            stage = new Stage(Stage.RegimeOf(rehearsal.Setting with { Set = Unhurried.Concat(rehearsal.Setting.Set).GroupBy(one => one.Key).ToDictionary(one => one.Key, one => one.Last().Value) }, packs, national));
        }
        catch (FormatException bad)
        {
            return [new(rehearsal.File, 1, "organisation", "读得懂的时间和班次", bad.Message)];
        }
        if (Parameters.Check([.. packs, Judging.House.Rules], rehearsal.Setting.Set, rehearsal.File).Where(problem => problem.Severity == Severity.Error).ToList() is { Count: > 0 } wrong)
            return [.. wrong.Select(problem => new Failure(rehearsal.File, problem.Line, "set", "制度包声明的参数，类型相符", problem.Reason))];
        DateTimeOffset? before = null;
        foreach (var step in rehearsal.Steps)
        {
            if (stage.Regime.Calendar.ReadMoment(step.At) is not { } at || at < before)
            {
                failures.Add(new(rehearsal.File, step.Line, step.Name, "不早于上一步的时间", step.At));
                return failures;
            }
            before = at;
            stage.Until(at);
            if (step.Do is not null && !Played(rehearsal, step, stage, failures)) return failures;
            if (step.Expect is { } expect)
                failures.AddRange(Expectations.Failing(expect, stage).Select(failing => new Failure(rehearsal.File, failing.Line, step.Name, failing.Expected, failing.Got)));
        }
        return failures;
    }

    /// <summary>How often one may urge is no regulation's but the organisation's own number: a story that sets none is not held up by what a site begins with.</summary>
    private static readonly Dictionary<string, Node> Unhurried = new() { ["urge-daily"] = new(0, ""), ["urge-interval"] = new(0, "") };

    private static bool Played(Rehearsal rehearsal, Step step, Stage stage, List<Failure> failures)
    {
        var decision = stage.Do(Whole(step));
        if (step.Refused is { } expected)
        {
            if (decision is Decision.Refused { Refusals: var refusals } && refusals.Any(refusal => Matches(expected, refusal))) return true;
            failures.Add(new(rehearsal.File, step.Line, step.Name, $"拒绝 {expected["code"]?.Scalar} {expected["clause"]?.Scalar}".TrimEnd(),
                decision is Decision.Refused refused ? Show(refused.Refusals) : "没有拒绝"));
            return decision is Decision.Refused;
        }
        if (decision is not Decision.Refused { Refusals: var unexpected }) return true;
        failures.Add(new(rehearsal.File, step.Line, step.Name, "接受", Show(unexpected)));
        return false;
    }

    /// <summary>The language knows <c>decide-extension</c> by <c>granted</c> alone; people who say no have to say why, a story need not.</summary>
    private static Step Whole(Step step) => step is { Do: "decide-extension", With: var with } && with.Has("granted") && !with.IsTrue("granted") && !with.Has("reason") && !with.Has("text")
        ? step with { With = with.With(Fields.Of(new { reason = "演练中没有写明" })) } : step;

    private static bool Matches(Node expected, Refusal refusal) =>
        (expected["code"]?.Scalar is not { } code || refusal.Code == code)
        && (expected["clause"]?.Scalar is not { } clause || refusal.Clause is { } given && Clauses.Matches(given, clause))
        && (expected["pack"]?.Scalar is not { } pack || refusal.Pack == pack);

    private static string Show(IEnumerable<Refusal> refusals) => string.Join("; ", refusals.Select(refusal => $"拒绝 {refusal.Code} {refusal.Clause} {refusal.Sentence}"));
}

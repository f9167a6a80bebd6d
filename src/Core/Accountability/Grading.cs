using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Accountability;

/// <summary>
/// 考核等级: the grade of a person for a month or a quarter, given by the head or leader over him or by personnel, never by himself. One history for each person and period, so that a grade is changed
/// with a reason and not overwritten. What a finding leaves to choose from, the packs say (<see cref="Executing"/>); who grades is the platform's own rule.
/// </summary>
public static class Grading
{
    /// <summary>The grades there are, the best first; a pack may name others for whom a finding stands against.</summary>
    public static readonly IReadOnlyList<string> Scale = ["A", "B", "C", "D", "qualified", "fail"];

    private const string Prefix = "grade-";

    public static bool IsKey(MatterKey key) => key.Kind == MatterKind.Organisation && key.Id.StartsWith(Prefix, StringComparison.Ordinal);
    public static MatterKey Key(string person, Period period) => new(MatterKind.Organisation, $"{Prefix}{period.Name}-{person}");

    /// <summary>The grade that holds, with who gave it and when; null before there is one.</summary>
    public static Done? Of(Matter matter) => matter.Last("rate");

    /// <summary>Whether the person may grade the other one: heads or leads his unit, is above him, or belongs to personnel.</summary>
    public static bool May(string by, string person, Scene scene) => scene.Organisation is var own && by != person && own.Person(person) is { Active: true, Unit: var unit }
        && (own.HeadOf(unit) == by || own.LeaderAbove(unit) == by || own.SuperiorOf(person) == by || own.Body("hr") is { } hr && own.Belongs(by, hr.Id));

    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        if (!IsKey(scene.Matter.Key)) yield break;
        var (act, with) = (scene.Act!, scene.Act!.With);
        if (act.Name != "rate")
        {
            yield return new("wrong-matter", $"不能对考核等级{Words.Act(act.Name)}。");
            yield break;
        }
        var period = Period.Read(with.Text("period"));
        if (with.Text("person") is not { } person || period is not { Length: "month" or "quarter" } asked || Key(person, asked) != scene.Matter.Key)
            yield return new("bad-period", "等级按月或按季评定，请写明人员和期间，例如 2026-03、2026-Q1。") { Fields = ["period"], IsAboutData = true };
        else if (person == act.By) yield return new("own-matter", "不能评定本人的等级。");
        else if (!May(act.By, person, scene)) yield return new("not-superior", "由本部门负责人、分管领导或人事部门评定。", "问责", House.Id);
        else if (asked.First > scene.Regime.Calendar.DayOf(scene.At)) yield return new("too-early", "这个期间还没有开始，不能评定。") { Fields = ["period"], IsAboutData = true };
        if (with.Text("grade") is not { } grade) yield return new("field-missing", "请选择等级。") { Fields = ["grade"], IsAboutData = true };
        else if (!Scale.Contains(grade) && !scene.Regime.Packs.SelectMany(pack => pack.Of<ConsequenceRule>()).Any(rule => rule.Rate?.Contains(grade) == true)) yield return new("unknown-grade", $"没有“{grade}”这个等级。") { Fields = ["grade"], IsAboutData = true };
        else if (Of(scene.Matter) is { } before && before.With.Text("grade") == grade) yield return new("same-grade", $"已经评为{Words.Value("rated", grade)}。") { Fields = ["grade"], IsAboutData = true };
        else if (Of(scene.Matter) is not null && !with.Has("reason")) yield return new("field-missing", "已经评定过；改评要写明原因。") { Fields = ["reason"], IsAboutData = true };
    }

    /// <summary>As the ledgers name it.</summary>
    public static string Entry(string grade) => $"rate:{grade}";

    /// <summary>The ledgers that take grades have the latest one; the one before goes out again.</summary>
    internal static IEnumerable<Event> Postings(Scene scene)
    {
        if (!IsKey(scene.Matter.Key) || scene.Act!.With.Text("person") is not { } person || scene.Act.With.Text("grade") is not { } grade || Period.Read(scene.Act.With.Text("period")) is not { } period) yield break;
        foreach (var posted in Executing.Standing(scene.Matter)) yield return posted with { At = scene.At, Reverses = true };
        foreach (var ledger in scene.Regime.Packs.SelectMany(pack => pack.Of<LedgerRule>()).Where(ledger => ledger.In.Contains("rate")))
            yield return new Posted(ledger.Ledger, ledger.Pack, Entry(grade), Party.Person(person), 0, ledger.Period == "month" ? Period.Of("month", period.Last).Name : Period.Of("year", period.Last).Name, ledger.Clause) { At = scene.At };
    }

    /// <summary>Whoever is graded is told.</summary>
    internal static IEnumerable<Party> Concerned(Scene scene) => IsKey(scene.Matter.Key) && scene.Act!.With.Text("person") is { } person ? [Party.Person(person)] : [];
}

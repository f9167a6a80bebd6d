using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Cases;

/// <summary>Refusals as sentences: what is missing or who may, and what would make it allowed.</summary>
public static class Sentences
{
    public static string Field(string path) => Words.Field(path);
    public static string Sanction(string name) => Words.Sanction(name);

    public static string Of(GateRule gate, Scene scene)
    {
        var act = Words.Act(scene.Act!.Name);
        var says = scene.Pack!.ClauseText(gate.Clause) is { } text ? $"（{text}）" : "";
        if (gate.Never) return $"制度不允许在这种情况下{act}{says}。";
        if (gate.Only.Count > 0 && !Roles.Plays(scene.Act.By, gate.Only, scene)) return $"只有{string.Join("、", gate.Only.Select(Role))}可以{act}{says}。";
        var unmet = gate.Needs.Where(need => !Gates.Met(need, scene)).Select(Need).ToList();
        return $"{act}之前，{string.Join("；", unmet)}{says}。";
    }

    public static string Missing(RecordRule record, IReadOnlyList<string> missing, Scene scene) =>
        $"{FormName(record, scene)}填写不全，还缺：{string.Join("、", missing.Select(Field))}。";

    public static string Role(Role role) => role.Of is { } of ? $"{Role(of)}的{Words.Body(role.Name)}" : Words.Body(role.Name);

    private static string FormName(RecordRule record, Scene scene) =>
        scene.Pack!.Of<WordRule>().FirstOrDefault(word => word.Is == "form" && word.Word == record.Form)?.Says ?? "登记";

    private static string Need(Need need) => need switch
    {
        { Given: { } keys } => $"须写明{string.Join("、", keys.Select(Field))}",
        { Done: { } element } => $"须先完成{Element(element)}",
        { Ahead: { } limit } => $"须在到期{(limit.Set is null ? Words.Limit(Limits.Write(limit)).Replace("内", "", StringComparison.Ordinal) : "")}之前提出",
        _ => "条件尚未具备",
    };

    private static string Element(Element element) => element switch
    {
        Packs.Element.One one => $"“{Words.Act(one.Name)}”",
        Packs.Element.AnyOf any => string.Join("或", any.Of.Select(Element)),
        Packs.Element.AllOf all => string.Join("、", all.Of.Select(Element)),
        _ => "",
    };
}

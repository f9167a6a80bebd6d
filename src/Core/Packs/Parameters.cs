namespace Shouwen.Packs;

/// <summary>What an organisation fills into the parameters of its packs: told before it is in force, so that no decision meets a value it can't read.</summary>
public static class Parameters
{
    /// <summary>Values of the wrong type for a pack that declares the name are errors; values that no pack declares do nothing, hence a warning.</summary>
    /// <param name="packs">The packs in force.</param>
    /// <param name="settings">Name → value as written.</param>
    /// <param name="file">Where they are written, for the message.</param>
    public static IReadOnlyList<Problem> Check(IReadOnlyList<Pack> packs, IReadOnlyDictionary<string, Node> settings, string file)
    {
        var problems = new List<Problem>();
        foreach (var (name, value) in settings)
        {
            var declared = packs.SelectMany(pack => pack.Of<SetRule>()).Where(set => set.Name == name).ToList();
            if (declared.Count == 0)
                problems.Add(new(file, value.Line, $"没有制度包声明参数 {name}{ShapeReader.Suggest(name, packs.SelectMany(pack => pack.Of<SetRule>()).Select(set => set.Name))}", Severity.Warning));
            foreach (var type in declared.Select(set => set.Type).Distinct())
                problems.AddRange(Wrong(type, value, file).Select(problem => problem with { Reason = $"参数 {name}（{type}）：{problem.Reason}" }));
        }
        return problems;
    }

    /// <summary>Why a value does not fit a parameter, without its name: for a field that stands under the parameter's own question. Empty when it fits.</summary>
    public static IReadOnlyList<string> Wrong(SetRule set, Node value) => [.. Wrong(set.Type, value, "").Select(problem => problem.Reason)];

    private static List<Problem> Wrong(string type, Node value, string file)
    {
        var shapes = new ShapeReader(file);
        RuleReader.Typed(type, value, shapes);
        return shapes.Problems;
    }
}

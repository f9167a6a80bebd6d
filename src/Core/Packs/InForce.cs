namespace Shouwen.Packs;

/// <summary>Which packs come into force when some are named: those that a pack's <c>about</c> pulls in stand right behind it, each once; one that is named keeps its own place. A pack that only <c>uses</c> another leaves it to the adopter to name it.</summary>
public static class InForce
{
    /// <param name="named">Ids, in order of precedence.</param>
    /// <param name="find">The pack of an id; null where there is none, which leaves out a pack that is merely pulled in.</param>
    /// <returns>In order of precedence.</returns>
    public static IReadOnlyList<Pack> Of(IReadOnlyCollection<string> named, Func<string, Pack?> find)
    {
        var packs = new List<Pack>();
        foreach (var id in named) Add(id);
        return packs;

        void Add(string id)
        {
            if (packs.Exists(pack => pack.Id == id) || find(id) is not { } found) return;
            packs.Add(found);
            foreach (var pulled in found.Of<AboutRule>().Where(about => about.What != "uses").SelectMany(about => about.Packs).Where(pulled => !named.Contains(pulled))) Add(pulled);
        }
    }
}

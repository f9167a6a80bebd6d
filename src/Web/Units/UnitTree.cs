namespace Shouwen.Web.Units;

public static class UnitTree
{
    /// <summary>Every unit after its parent, with how deep it stands; a unit whose parent is not in the list stands at the top.</summary>
    public static IEnumerable<(Unit Unit, int Depth)> Order(IReadOnlyList<Unit> units)
    {
        var ids = units.Select(u => u.Id).ToHashSet();
        var children = units.OrderBy(u => u.Id, StringComparer.Ordinal)
            .ToLookup(u => u.ParentId is { } parent && ids.Contains(parent) ? parent : "");
        IEnumerable<(Unit, int)> Below(string parent, int depth) =>
            children[parent].SelectMany(u => Below(u.Id, depth + 1).Prepend((u, depth)));
        return Below("", 0);
    }

    /// <summary>Whether putting a unit under a parent would make it its own ancestor.</summary>
    public static bool MakesCircle(IReadOnlyCollection<Unit> units, string id, string? parent)
    {
        var parents = units.ToDictionary(u => u.Id, u => u.ParentId);
        for (var above = parent; above is not null; above = parents.GetValueOrDefault(above))
            if (above == id) return true;
        return false;
    }
}

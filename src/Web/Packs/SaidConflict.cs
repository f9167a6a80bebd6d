using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Web.Packs;

/// <summary>Two packs in force together that say different things, in the words of the pack's page, and whose word holds.</summary>
public sealed record SaidConflict(Pack Earlier, Rule First, string FirstSays, Pack Later, Rule Second, string SecondSays, string Why)
{
    public bool Touches(string id) => Earlier.Id == id || Later.Id == id;

    /// <param name="packs">In order of precedence.</param>
    /// <param name="regime">For the present values of parameters.</param>
    /// <param name="offered">For the titles of packs that rules name.</param>
    public static IReadOnlyList<SaidConflict> Of(IReadOnlyList<Pack> packs, Regime regime, Offered offered)
    {
        IReadOnlyList<Pack> known = [.. packs, .. offered.Packs];
        var say = packs.ToDictionary(pack => pack.Id, pack => new PackWords(pack, regime, known));
        return
        [
            .. ConflictCheck.Of(packs).Select(one => new SaidConflict(one.Earlier, one.First, RuleWords.Of(one.First, say[one.Earlier.Id])?.Sentence ?? one.First.Clause,
                one.Later, one.Second, RuleWords.Of(one.Second, say[one.Later.Id])?.Sentence ?? one.Second.Clause, one.Why)),
        ];
    }
}

using Shouwen.Calendar;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Rehearsals;

namespace Shouwen.Web.Packs;

/// <summary>How a rehearsal went: it held, or what failed, or why it could not be played.</summary>
public sealed record Played(string File, string Title, IReadOnlyList<Failure> Failures, IReadOnlyList<Problem> Problems)
{
    public bool Holds => Failures.Count == 0 && Problems.Count == 0;
}

/// <summary>演练 on the site: stories played against a text that nobody has adopted yet, with the other packs they name as they are in force or ship.</summary>
public static class Playing
{
    private static readonly Lazy<NationalDays> National = new(() => NationalDays.Read(File.ReadAllText(Folders.Calendar), Path.GetFileName(Folders.Calendar)));

    public static IReadOnlyList<Played> Of(Pack pack, IEnumerable<(string File, string Text)> stories, Regime regime, Offered offered) => [.. stories.Select(story => Play(pack, story.File, story.Text, regime, offered))];

    private static Played Play(Pack pack, string file, string text, Regime regime, Offered offered)
    {
        var reading = RehearsalReader.Read(text, file);
        if (reading.Value is not { } rehearsal) return new(file, file, [], reading.Problems);
        Pack? Find(string id) => pack.IsCalled(id) ? pack : regime.Packs.FirstOrDefault(one => one.IsCalled(id)) ?? offered.Packs.FirstOrDefault(one => one.IsCalled(id));
        List<Problem> missing = [.. rehearsal.Packs.Where(id => Find(id) is null).Select(id => new Problem(file, 1, $"没有制度包 {id}"))];
        if (!rehearsal.Packs.Any(pack.IsCalled)) missing.Add(new(file, 1, $"packs 里没有写 {pack.Id}，这个演练与它无关"));
        return missing.Count > 0 ? new(file, rehearsal.Title, [], missing) : new(file, rehearsal.Title, Rehearsing.Play(rehearsal, InForce.Of(rehearsal.Packs, Find), National.Value), []);
    }
}

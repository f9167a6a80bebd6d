using Microsoft.EntityFrameworkCore;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

/// <summary>A text of a pack one can look at, compare or adopt: the draft, the one that ships, or a version that was adopted once.</summary>
/// <param name="Key">In addresses: <c>draft</c>, <c>shipped</c> or the hash.</param>
/// <param name="Name">For people: 草稿, 随附的文本, 3月4日 10:30 采用的版本.</param>
/// <param name="Problems">What reading it gave, then what the checker says of it alone.</param>
public sealed record PackText(string Id, string Key, string Name, string Text, Pack? Pack, IReadOnlyList<Problem> Problems, string Origin, string? BasedOn)
{
    public string Hash { get; } = PackReader.Hash(Text);
    public IReadOnlyList<Problem> Errors => [.. Problems.Where(problem => problem.Severity == Severity.Error)];
    public Candidate? Candidate => Pack is not null && Errors.Count == 0 ? new(Pack, Text, Origin, BasedOn) : null;
}

/// <summary>Finds the texts of a pack. The draft is work in progress: only who administers sees it.</summary>
public sealed class PackTexts(AppDb db, Offered offered, Clock clock, Actor actor)
{
    public const string Draft = "draft";
    public const string Shipped = "shipped";

    public async Task<PackText?> Find(string id, string key)
    {
        switch (key)
        {
            case Draft when actor.Administers && await db.PackDrafts.AsNoTracking().SingleOrDefaultAsync(one => one.PackId == id) is { } draft:
                return await Read(id, Draft, "草稿", draft.Text, PackVersion.Written, draft.BasedOn);
            case Shipped when offered.Find(id) is { } offer:
                return await Read(id, Shipped, "随附的文本", offer.Text, PackVersion.Shipped, null);
            default:
                return await db.PackVersions.AsNoTracking().SingleOrDefaultAsync(one => one.PackId == id && one.Hash == key) is { } version
                    ? await Read(id, key, $"{clock.Say(version.At)} 采用的版本", version.Text, version.Origin, version.BasedOn) : null;
        }
    }

    /// <summary>The version in force or, before any was adopted, the text that ships.</summary>
    public async Task<PackText?> Present(string id) =>
        (await db.PackAdoptions.AsNoTracking().Where(one => one.PackId == id).OrderByDescending(one => one.Id).ToListAsync()) is { Count: > 0 } rows
            ? await Find(id, (rows.Find(row => row.InForce(clock.Now)) ?? rows[0]).Hash) : await Find(id, Shipped);

    /// <summary>Checks a text that may not have been saved yet.</summary>
    public async Task<PackText> Read(string id, string key, string name, string text, string origin, string? basedOn)
    {
        var reading = PackReader.Read(text, "pack.yaml");
        List<Problem> problems = [.. reading.Problems];
        if (reading.Value is { } pack)
        {
            if (pack.Id != id) problems.Add(new("pack.yaml", 1, $"这份草稿是制度包 {id} 的，文本里写的是 pack: {pack.Id}"));
            problems.AddRange(PackChecker.Check([pack]));
        }
        return new(id, key, name, text, reading.Value, problems, origin, basedOn);
    }
}

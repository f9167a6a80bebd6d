using Shouwen.Packs;

namespace Shouwen.Web.Packs;

/// <summary>A pack of the packs folder: its text, and what reading it gave.</summary>
public sealed record Offer(string Id, string Text, Pack? Pack, IReadOnlyList<Problem> Problems)
{
    public string Hash => Pack?.Hash ?? PackReader.Hash(Text);
}

/// <summary>随附: the packs that ship with the product. They are an offer; what is in force lies in the database, so one that can't be read keeps nobody from working.</summary>
public sealed class Offered(SiteOptions options)
{
    private IReadOnlyList<Offer>? _all;

    /// <summary>Every <c>pack.yaml</c> of the folder, by the id its text gives, else by the name of its own folder.</summary>
    public IReadOnlyList<Offer> All => _all ??= [.. Read().OrderBy(offer => offer.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Pack> Packs => [.. All.Select(offer => offer.Pack).OfType<Pack>()];

    public Offer? Find(string id) => All.FirstOrDefault(offer => offer.Id == id);

    /// <summary>The rehearsals that ship with a pack: file name and text.</summary>
    public IReadOnlyList<(string File, string Text)> Rehearsals(string id)
    {
        var folder = Path.Combine(options.Packs, id, "rehearsals");
        return Find(id) is null || !System.IO.Directory.Exists(folder) ? []
            : [.. System.IO.Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];
    }

    private IEnumerable<Offer> Read()
    {
        if (!System.IO.Directory.Exists(options.Packs)) yield break;
        foreach (var file in System.IO.Directory.GetFiles(options.Packs, "pack.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file);
            var reading = PackReader.Read(text, Path.GetRelativePath(options.Packs, file));
            yield return new(reading.Value?.Id ?? Path.GetFileName(Path.GetDirectoryName(file)!), text, reading.Value, reading.Problems);
        }
    }
}

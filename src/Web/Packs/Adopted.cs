using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Packs;

/// <summary>
/// What the rulebook's entries make of packs: every version adopted, which was in force when and in what place, and the parameters. A pure fold; the rows of the database are its
/// copy for reading, and <see cref="Differences"/> says where they are not.
/// </summary>
public sealed class Adopted
{
    private readonly Dictionary<(string, string), PackVersion> _versions = [];

    public IReadOnlyCollection<PackVersion> Versions => _versions.Values;
    public List<PackAdoption> Adoptions { get; } = [];
    public List<PackParameter> Parameters { get; } = [];

    /// <param name="entries">The rulebook from its beginning, each with its number. What is not about packs is passed over.</param>
    public static Adopted Replay(IEnumerable<(int Seq, Event Happened)> entries)
    {
        var adopted = new Adopted();
        foreach (var (seq, happened) in entries)
            if (happened is Acted acted) adopted.Apply(seq, acted);
        return adopted;
    }

    private void Apply(int seq, Acted acted)
    {
        var with = acted.With;
        switch (acted.Act)
        {
            case Adopting.Adopts:
                var (pack, hash, from) = (with.Text("pack")!, with.Text("hash")!, Moment(with));
                _versions.TryAdd((pack, hash), new PackVersion
                {
                    PackId = pack, Hash = hash, Title = with.Text("title")!, Text = with.Root.GetProperty("text").GetString()!, Origin = with.Text("origin")!, BasedOn = with.Text("based-on"),
                    ById = acted.By, At = acted.At, Note = with.Text("note"),
                });
                Close(one => one.PackId == pack, from);
                Adoptions.Add(new PackAdoption
                {
                    Id = seq, PackId = pack, Hash = hash, Place = (int)with.Number("place")!, From = from, PulledBy = with.Text("pulled-by"), ById = acted.By, At = acted.At, Note = with.Text("note"),
                });
                break;
            case Adopting.Withdraws:
                var gone = with.Text("pack")!;
                Close(one => one.PackId == gone || one.PulledBy == gone, Moment(with));
                break;
            case Adopting.Orders:
                var order = with.Texts("packs").ToList();
                foreach (var row in Adoptions.Where(one => !(one.Until <= acted.At)))
                    if (order.IndexOf(row.PackId) is >= 0 and var place) row.Place = place + 1;
                break;
            case Adopting.Sets:
                var parameter = new PackParameter
                {
                    Id = seq, PackId = with.Text("pack")!, Name = with.Text("name")!, Value = with.Text("value"), From = Moment(with), ById = acted.By, At = acted.At, Note = with.Text("note"),
                };
                foreach (var row in Parameters.Where(one => one.PackId == parameter.PackId && one.Name == parameter.Name && !(one.Until <= parameter.From)))
                    row.Until = Later(row.From, parameter.From);
                Parameters.Add(parameter);
                break;
        }
    }

    /// <summary>From that moment on they are no longer in force; what would have begun later never begins.</summary>
    private void Close(Func<PackAdoption, bool> which, DateTimeOffset at)
    {
        foreach (var row in Adoptions.Where(one => which(one) && !(one.Until <= at))) row.Until = Later(row.From, at);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Moment(Fields with) => DateTimeOffset.Parse(with.Text("from")!, CultureInfo.InvariantCulture);

    /// <summary>Brings the rows to what the rulebook says, in the caller's transaction.</summary>
    public static async Task Project(AppDb db)
    {
        var adopted = Replay(await Entries(db));
        Put(db, await db.PackVersions.ToListAsync(), adopted.Versions, one => (one.PackId, one.Hash));
        Put(db, await db.PackAdoptions.ToListAsync(), adopted.Adoptions, one => one.Id);
        Put(db, await db.PackParameters.ToListAsync(), adopted.Parameters, one => one.Id);
        await db.SaveChangesAsync();
    }

    private static async Task<IEnumerable<(int, Event)>> Entries(AppDb db)
    {
        var name = Rulebook.Key.ToString();
        return (await db.JournalOf(name).AsNoTracking().OrderBy(entry => entry.Seq).ToListAsync()).Select(entry => (entry.Seq, entry.Read()));
    }

    private static void Put<T, TKey>(AppDb db, List<T> rows, IReadOnlyCollection<T> wanted, Func<T, TKey> key) where T : class where TKey : notnull
    {
        var left = rows.ToDictionary(key);
        foreach (var one in wanted)
            if (left.Remove(key(one), out var row)) db.Entry(row).CurrentValues.SetValues(one);
            else db.Add(one);
        db.RemoveRange(left.Values);
    }

    /// <summary>Where the rows say otherwise than the rulebook's entries, a sentence each.</summary>
    public async Task<IReadOnlyList<string>> Differences(AppDb db) =>
    [
        .. Differences(db, await db.PackVersions.AsNoTracking().ToListAsync(), Versions, one => $"{one.PackId} 的版本 {one.Hash}"),
        .. Differences(db, await db.PackAdoptions.AsNoTracking().ToListAsync(), Adoptions, one => $"第 {one.Id} 条采用"),
        .. Differences(db, await db.PackParameters.AsNoTracking().ToListAsync(), Parameters, one => $"第 {one.Id} 条参数"),
    ];

    private static IEnumerable<string> Differences<T>(AppDb db, List<T> rows, IReadOnlyCollection<T> wanted, Func<T, string> name) where T : class
    {
        var left = rows.ToDictionary(name);
        var columns = db.Model.FindEntityType(typeof(T))!.GetProperties().Select(property => property.PropertyInfo!).ToList();
        foreach (var one in wanted)
            if (!left.Remove(name(one), out var row)) yield return $"{name(one)}缺状态行";
            else
                foreach (var column in columns.Where(column => !Equals(column.GetValue(one), column.GetValue(row))))
                    yield return $"{name(one)}的 {SnakeCase.Of(column.Name)} 与制度簿不符";
        foreach (var extra in left.Keys) yield return $"制度簿里没有{extra}";
    }
}

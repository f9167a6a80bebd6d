using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Packs;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Packs;

/// <summary>A text that may be adopted: read without problems, from where, and the version it began with.</summary>
public sealed record Candidate(Pack Pack, string Text, string Origin, string? BasedOn)
{
    public static Candidate Of(Offer offer) => new(offer.Pack ?? throw new InvalidDataException(string.Join('\n', offer.Problems)), offer.Text, PackVersion.Shipped, null);
}

/// <summary>
/// What may be done about packs: adopt, withdraw, put in order, fill a parameter. Each is an entry of the rulebook with everything that follows from it; the rows are
/// written from the rulebook in the same transaction. Who may, and what is too wrong to adopt, the pages ask before.
/// </summary>
public static class Adopting
{
    public const string Adopts = "adopt-pack";
    public const string Withdraws = "withdraw-pack";
    public const string Orders = "order-packs";
    public const string Sets = "set-parameter";

    /// <summary>
    /// From that moment on this version is in force, at the place the pack had, or behind the others. Packs that its <c>about</c> pulls in come along in the version that is
    /// in force already, else in the one that ships. Cases registered before keep the version they were registered under.
    /// </summary>
    public static async Task Adopt(AppDb db, Offered offered, Candidate candidate, DateTimeOffset from, string by, string? note, DateTimeOffset now)
    {
        await using var own = await Own(db);
        var rows = await db.PackAdoptions.AsNoTracking().Where(one => one.Until == null || one.Until > from).ToListAsync();
        await Write(candidate, null);
        foreach (var pulled in InForce.Of([candidate.Pack.Id], id => id == candidate.Pack.Id ? candidate.Pack : offered.Find(id)?.Pack).Skip(1).Where(pulled => rows.TrueForAll(row => row.PackId != pulled.Id)))
            await Write(Candidate.Of(offered.Find(pulled.Id)!), candidate.Pack.Id);
        await Adopted.Project(db);
        if (own is not null) await own.CommitAsync();

        Task Write(Candidate one, string? pulledBy)
        {
            var place = rows.Find(row => row.PackId == one.Pack.Id)?.Place ?? rows.Select(row => row.Place).DefaultIfEmpty().Max() + 1;
            return Enter(db, Adopts, by, now, new()
            {
                ["pack"] = one.Pack.Id, ["hash"] = one.Pack.Hash, ["title"] = one.Pack.Title, ["text"] = one.Text, ["origin"] = one.Origin, ["based-on"] = one.BasedOn, ["from"] = Say(from), ["place"] = place,
                ["pulled-by"] = pulledBy, ["note"] = note,
            });
        }
    }

    /// <summary>From that moment on the pack, and what came along with it, is no longer in force; cases registered before are still judged by it.</summary>
    public static Task Withdraw(AppDb db, string pack, DateTimeOffset from, string by, string? note, DateTimeOffset now) =>
        One(db, Withdraws, by, now, new() { ["pack"] = pack, ["from"] = Say(from), ["note"] = note });

    /// <summary>Precedence from now on, the first pack first.</summary>
    public static Task Order(AppDb db, IReadOnlyList<string> packs, string by, string? note, DateTimeOffset now) =>
        One(db, Orders, by, now, new() { ["packs"] = packs, ["note"] = note });

    /// <param name="db">Where to.</param>
    /// <param name="pack">Whose parameter.</param>
    /// <param name="name">Its name in the pack.</param>
    /// <param name="value">As a pack would write it; null for the pack's own default.</param>
    /// <param name="by">Who fills it.</param>
    /// <param name="note">Why.</param>
    /// <param name="now">It holds from now on.</param>
    public static Task Set(AppDb db, string pack, string name, string? value, string by, string? note, DateTimeOffset now) =>
        One(db, Sets, by, now, new() { ["pack"] = pack, ["name"] = name, ["value"] = value, ["from"] = Say(now), ["note"] = note });

    /// <summary>A database from before texts were kept has adoptions without one: the text that lies on disk becomes the version in force since. Does nothing where there is none.</summary>
    public static async Task CarryForward(AppDb db, Offered offered, DateTimeOffset now)
    {
        var old = await db.PackAdoptions.AsNoTracking().Where(one => one.Hash == "").OrderBy(one => one.Place).ToListAsync();
        if (old.Count == 0) return;
        await using var own = await Own(db);
        foreach (var one in old)
        {
            var offer = offered.Find(one.PackId) ?? throw new InvalidDataException($"采用的制度包“{one.PackId}”不在随附的制度包里，请把它放回去再启动");
            await Adopt(db, offered, Candidate.Of(offer), one.From, Act.System, one.Note, now);
        }
        if (own is not null) await own.CommitAsync();
    }

    private static async Task One(AppDb db, string act, string by, DateTimeOffset now, Dictionary<string, object?> with)
    {
        await using var own = await Own(db);
        await Enter(db, act, by, now, with);
        await Adopted.Project(db);
        if (own is not null) await own.CommitAsync();
    }

    private static async Task Enter(AppDb db, string act, string by, DateTimeOffset now, Dictionary<string, object?> with)
    {
        await Rulebook.Write(db, act, by, Fields.Of(with.Where(one => one.Value is not null).ToDictionary()), now);
        await db.SaveChangesAsync();
    }

    /// <summary>The rulebook is ours until the transaction ends, so that whoever decides sees what was decided before.</summary>
    private static async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction?> Own(AppDb db)
    {
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync() : null;
        await db.Lock(Rulebook.Key.ToString());
        return own;
    }

    private static string Say(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}

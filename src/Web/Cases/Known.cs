using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>
/// What the house knows when a customer calls. Name, address and content come from cases the clerk may see; of the others only number, status and who answers are said,
/// so that whoever is asked can tell the customer who is on it.
/// </summary>
public static class Known
{
    private const int Shortest = 7;

    /// <summary>A customer by telephone number. Without a name none of the cases may be seen.</summary>
    public sealed record Customer(string? Name, string? Unit, string? Address, IReadOnlyList<Trace> Open)
    {
        /// <summary>Complaints of this customer that were ended by a signed reply, the newest first.</summary>
        public IReadOnlyList<Replied> Replied { get; init; } = [];
    }

    /// <summary>A signed reply: the verdict, who signed it and when, and what the customer was told.</summary>
    public sealed record Replied(string Number, string Verdict, string By, string At, string Reply, string? Link);

    private const int MostReplies = 3;

    /// <summary>A case as far as the clerk may know of it; <paramref name="Link"/> and <paramref name="What"/> only where he may see it.</summary>
    public sealed record Trace(string Number, string? What, string Status, string Who, string? Link);

    /// <summary>Null when the number is too short to name anybody or nobody called with it before.</summary>
    public static async Task<Customer?> ByPhone(AppDb db, Actor actor, Regime regime, string? phone, DateTimeOffset now)
    {
        if (Phones.Digits(phone) is not { Length: >= Shortest } digits) return null;
        var rows = await db.Cases.AsNoTracking().Where(row => row.CustomerPhone == digits).OrderByDescending(row => row.Key).Take(20).ToListAsync();
        // Of whom he may not know that they turned to the house, he does not learn it by their number either.
        var withheld = await Discretion.Apply(db, actor.Id, regime, now, rows);
        rows.RemoveAll(row => withheld.TryGetValue(row.Id, out var kept) && kept.Customer);
        if (rows.Count == 0) return null;
        var seen = await Seen(db, actor, regime, rows);
        var known = rows.Where(row => seen.Contains(row.Id)).ToList();
        return new(First(known, row => row.CustomerName), First(known, row => row.CustomerUnit), First(known, row => row.CustomerAddress),
            [.. rows.Where(row => row.IsOpen).Take(5).Select(row => Of(row, regime, seen))]) { Replied = [.. await Replies(db, regime, rows, seen)] };
    }

    /// <summary>What the customer was told last of what they complained of: whoever is asked next says nothing else.</summary>
    private static async Task<List<Replied>> Replies(AppDb db, Regime regime, List<CaseRow> rows, HashSet<string> seen)
    {
        var found = new List<Replied>();
        foreach (var row in rows.Where(row => row.Complaint is "replied" or "closed" && row.Verdict is not null).Take(MostReplies))
        {
            var key = Acting.Case(row.Id);
            var name = key.ToString();
            var matter = Matter.Replay(key, (await db.JournalOf(name).AsNoTracking().OrderBy(entry => entry.Seq).ToListAsync()).Select(entry => entry.Read()));
            if (Complaint.FinalReply(matter) is { } reply)
                found.Add(new(row.Number, Shouwen.Cases.Words.Value("verdict", row.Verdict!), CaseLine.Name(regime, reply.By, regime.Organisation.Person(reply.By)?.Unit), TimeZoneInfo.ConvertTime(reply.At, regime.Calendar.Zone).ToString("yyyy年M月d日", System.Globalization.CultureInfo.InvariantCulture), reply.With.Text("reply") ?? "", seen.Contains(row.Id) ? CaseLine.Address(row.Number) : null));
        }
        return found;
    }

    public static Trace Of(CaseRow row, Regime regime, HashSet<string> seen) => seen.Contains(row.Id)
        ? new(row.Number, Notices.Short(row.Content), Shouwen.Cases.Words.Value("status", row.Status), CaseLine.Answers(row, regime), CaseLine.Address(row.Number))
        : new(row.Number, null, Shouwen.Cases.Words.Value("status", row.Status), CaseLine.Answers(row, regime), null);

    /// <summary>Which of them the actor may see, by id.</summary>
    public static async Task<HashSet<string>> Seen(AppDb db, Actor actor, Regime regime, IReadOnlyCollection<CaseRow> rows)
    {
        var ids = rows.Select(row => row.Id).ToList();
        return [.. await db.Cases.VisibleTo(actor, db, actor.Led(regime.Organisation)).Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync()];
    }

    private static string? First(List<CaseRow> rows, Func<CaseRow, string?> what) => rows.Select(what).FirstOrDefault(value => !string.IsNullOrEmpty(value));
}

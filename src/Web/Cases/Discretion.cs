using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.People;

namespace Shouwen.Web.Cases;

/// <summary>
/// What the packs keep from whoever reads (<see cref="Views.From"/>), taken out of the rows before a page has them: lists, searches, look-ups and inboxes show what is left.
/// Where no pack keeps anything it reads the histories of complaints against the reader alone; else those of all rows on the page.
/// </summary>
public static class Discretion
{
    /// <summary>By case, only those of which something is kept.</summary>
    public static async Task<IReadOnlyDictionary<string, Withheld>> Of(AppDb db, string person, Regime regime, DateTimeOffset now, IEnumerable<string> cases)
    {
        var ids = cases.Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<string, Withheld>() : await Of(db, person, regime, now, await db.Cases.AsNoTracking().Where(row => ids.Contains(row.Id) && row.Complaint != null).ToListAsync(), ids);
    }

    /// <summary>Whether the person is on the side complained of.</summary>
    public static bool IsAccused(string person, Regime regime, CaseRow row) =>
        row.Complaint is not null && (row.AccusedPersonId == person || row.AccusedUnitId is { } unit && regime.Organisation.Belongs(person, unit));

    /// <summary>Whether the person may open a file of the case: whoever is complained of sees what he or his own department brought, not the evidence of others.</summary>
    public static bool MayOpen(string person, Regime regime, CaseRow row, string broughtBy) => !IsAccused(person, regime, row) || broughtBy == person
        || regime.Organisation.Person(broughtBy)?.Unit is { } unit && unit == regime.Organisation.Person(person)?.Unit;

    private static async Task<IReadOnlyDictionary<string, Withheld>> Of(AppDb db, string person, Regime regime, DateTimeOffset now, IEnumerable<CaseRow> complaints, IEnumerable<string> ids)
    {
        // Without a rule of a pack only the one complained of is kept from anything.
        var cases = Views.Keeps(regime) ? [.. ids] : complaints.Where(row => IsAccused(person, regime, row)).Select(row => row.Id).ToList();
        if (cases.Count == 0) return new Dictionary<string, Withheld>();
        string[] names = [.. cases.Distinct().Select(id => Acting.Case(id).ToString())];
        var histories = (await db.Journal.AsNoTracking().Where(entry => names.Contains(entry.Matter)).OrderBy(entry => entry.Matter).ThenBy(entry => entry.Seq).ToListAsync()).GroupBy(entry => entry.Matter);
        return histories.Select(history => Matter.Replay(MatterKey.Parse(history.Key), history.Select(entry => entry.Read())))
            .Select(matter => (matter.Key.Id, Withheld: Views.From(person, new Scene(regime.For(matter), matter, null, now))))
            .Where(one => one.Withheld.Words.Count > 0 || one.Withheld.Customer).ToDictionary(one => one.Id, one => one.Withheld);
    }

    /// <summary>Takes out of each row what is kept from the person; what was kept, by case.</summary>
    public static async Task<IReadOnlyDictionary<string, Withheld>> Apply(AppDb db, string person, Regime regime, DateTimeOffset now, IReadOnlyCollection<CaseRow> rows)
    {
        var withheld = await Of(db, person, regime, now, rows, rows.Select(row => row.Id));
        foreach (var row in rows)
            if (withheld.TryGetValue(row.Id, out var kept)) Apply(db, row, kept);
        return withheld;
    }

    /// <summary>Takes out of rows of people the numbers of leaders that are kept from the reader; an administrator keeps the list, so he reads them. Who was found only by such a number goes.</summary>
    public static List<Person> Numbers(AppDb db, Actor actor, Regime regime, DateTimeOffset now, IEnumerable<Person> people, string? typed = null)
    {
        if (actor.Administers || !Views.Keeps(regime)) return [.. people];
        var left = new List<Person>();
        foreach (var person in people)
        {
            if (Views.HidesNumber(actor.Id, person.Id, regime, now))
            {
                if (db.Entry(person).State != EntityState.Detached) throw new InvalidOperationException("What is shown to somebody must not be saved.");
                person.PhoneNumber = null;
                if (!string.IsNullOrEmpty(typed) && !((string?[])[person.DisplayName, person.UserName, person.Post]).Any(text => text?.Contains(typed, StringComparison.OrdinalIgnoreCase) == true)) continue;
            }
            left.Add(person);
        }
        return left;
    }

    /// <summary>The query code goes too: it opens the customer's own page.</summary>
    public static void Apply(AppDb db, CaseRow row, Withheld withheld)
    {
        if (db.Entry(row).State != EntityState.Detached) throw new InvalidOperationException("What is shown to somebody must not be saved.");
        row.Content = withheld.From(row.Content);
        if (!withheld.Customer) return;
        (row.CustomerName, row.CustomerPhone, row.CustomerEmail, row.CustomerUnit, row.CustomerAddress, row.Code) = (Withheld.Blank, null, null, null, null, "");
    }
}

using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.People;

namespace Shouwen.Web.Cases;

/// <summary>
/// What the packs keep from whoever reads (<see cref="Views.From"/>), taken out of the rows before a page has them: lists, searches, look-ups and inboxes show what is left.
/// Where no pack keeps anything it costs nothing; else it reads the histories of the rows on the page.
/// </summary>
public static class Discretion
{
    /// <summary>By case, only those of which something is kept.</summary>
    public static async Task<IReadOnlyDictionary<string, Withheld>> Of(AppDb db, string person, Regime regime, DateTimeOffset now, IEnumerable<string> cases)
    {
        if (!Views.Keeps(regime)) return new Dictionary<string, Withheld>();
        string[] names = [.. cases.Distinct().Select(id => Acting.Case(id).ToString())];
        var histories = (await db.Journal.AsNoTracking().Where(entry => names.Contains(entry.Matter)).OrderBy(entry => entry.Matter).ThenBy(entry => entry.Seq).ToListAsync()).GroupBy(entry => entry.Matter);
        return histories.Select(history => Matter.Replay(MatterKey.Parse(history.Key), history.Select(entry => entry.Read())))
            .Select(matter => (matter.Key.Id, Withheld: Views.From(person, new Scene(regime.For(matter), matter, null, now))))
            .Where(one => one.Withheld.Words.Count > 0 || one.Withheld.Customer).ToDictionary(one => one.Id, one => one.Withheld);
    }

    /// <summary>Takes out of each row what is kept from the person; what was kept, by case.</summary>
    public static async Task<IReadOnlyDictionary<string, Withheld>> Apply(AppDb db, string person, Regime regime, DateTimeOffset now, IReadOnlyCollection<CaseRow> rows)
    {
        var withheld = await Of(db, person, regime, now, rows.Select(row => row.Id));
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

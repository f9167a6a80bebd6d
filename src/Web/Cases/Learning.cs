using Microsoft.EntityFrameworkCore;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Data;
using Shouwen.Web.People;

namespace Shouwen.Web.Cases;

/// <summary>
/// What people say of themselves and of their unit changes the directory, in the same write as the act: where somebody is (<c>whereabouts</c>) and who holds an office
/// of a unit (<c>change-contact</c>).
/// </summary>
public static class Learning
{
    /// <summary>Whoever is back at his post by the act; null when the act says nothing of the kind.</summary>
    public static async Task<string?> From(AppDb db, Regime regime, MatterKey key, Act act)
    {
        if (key.Kind != MatterKind.Organisation) return null;
        var with = act.With;
        var person = with.Text("person") ?? act.By;
        if (act.Name == "change-contact" && with.Text("unit") is { } id && with.Has("person") && await db.Units.FindAsync(id) is { } unit) Appoint(unit, with.Text("role") ?? "contact", person);
        if (act.Name != "whereabouts") return null;
        foreach (var standing in await db.Absences.Where(absence => absence.PersonId == person && absence.From <= act.At && absence.To > act.At).ToListAsync())
            (standing.To, standing.Returned) = (act.At, true);
        if (with.Text("status") is "at-post" or "present" or "back" or null) return person;
        db.Absences.Add(new Absence { PersonId = person, From = act.At, To = regime.Calendar.ReadMoment(with.Text("until")) ?? DateTimeOffset.MaxValue, Reason = with.Text("status")!, SubstituteId = with.Text("substitute") });
        return null;
    }

    private static void Appoint(Units.Unit unit, string office, string person)
    {
        if (office == "head") unit.HeadId = person;
        else if (office == "leader") unit.LeaderId = person;
        else if (office == "liaison") unit.LiaisonId = person;
        else if (office == "contact") unit.ContactId = person;
    }
}

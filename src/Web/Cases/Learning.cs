using Microsoft.EntityFrameworkCore;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Data;
using Shouwen.Web.Directory;
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
        var with = act.With;
        if (act.Name == "arbitrate" && key.Kind == MatterKind.Case) await Rule(db, regime, key, act);
        if (key != Acting.Standing) return null;
        var person = with.Text("person") ?? act.By;
        if (act.Name == "change-contact" && with.Text("unit") is { } id && with.Has("person") && await db.Units.FindAsync(id) is { } unit) Appoint(unit, with.Text("role") ?? "contact", person);
        if (act.Name != "whereabouts") return null;
        foreach (var standing in await db.Absences.Where(absence => absence.PersonId == person && absence.From <= act.At && absence.To > act.At).ToListAsync())
            (standing.To, standing.Returned) = (act.At, true);
        if (with.Text("status") is "at-post" or "present" or "back" or null) return person;
        db.Absences.Add(new Absence { PersonId = person, From = act.At, To = regime.Calendar.ReadMoment(with.Text("until")) ?? Open, Expected = regime.Calendar.ReadMoment(with.Text("expected")), Reason = with.Text("status")!, SubstituteId = with.Text("substitute") });
        return null;
    }

    /// <summary>Away until he says that he is back.</summary>
    public static readonly DateTimeOffset Open = DateTimeOffset.MaxValue;

    /// <summary>A ruling is a precedent: the directory learns what customers say when they mean it, and whose it is.</summary>
    private static async Task Rule(AppDb db, Regime regime, MatterKey key, Act act)
    {
        if (regime.Organisation.Unit(act.With.Text("unit")) is not { } unit || act.With.Text("matter") is not { } matter) return;
        var number = await db.Cases.Where(row => row.Id == key.Id).Select(row => row.Number).SingleAsync();
        db.DirectoryEntries.Add(new DirectoryEntry { UnitId = unit.Id, Matter = matter.Length > 60 ? matter[..60] : matter, Keywords = Units.UnitForm.Words(act.With.Text("keywords")), Description = act.With.Text("reason"), RuledIn = number, RuledAt = act.At });
    }

    private static void Appoint(Units.Unit unit, string office, string person)
    {
        if (office == "head") unit.HeadId = person;
        else if (office == "leader") unit.LeaderId = person;
        else if (office == "liaison") unit.LiaisonId = person;
        else if (office == "contact") unit.ContactId = person;
    }
}

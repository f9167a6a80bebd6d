using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;
using Facts = Shouwen.Organisations;

namespace Shouwen.Web.Setup;

/// <summary>The organisation as the decisions of Core see it.</summary>
public static class OrganisationRows
{
    /// <summary>
    /// All units and people, those who left among them, since they answer for what they did; shifts and absences that end after
    /// <paramref name="since"/>.
    /// </summary>
    public static async Task<Facts.Organisation> Load(AppDb db, DateTimeOffset since)
    {
        var units = await db.Units.AsNoTracking().ToListAsync();
        var people = await db.People.AsNoTracking().ToListAsync();
        var shifts = await db.RosterShifts.AsNoTracking().Where(s => s.To > since).OrderBy(s => s.From).ToListAsync();
        var absences = await db.Absences.AsNoTracking().Where(a => a.To > since).OrderBy(a => a.From).ToListAsync();
        var vendors = (await db.DirectoryEntries.AsNoTracking().Where(entry => entry.IsVendor).OrderBy(entry => entry.Id).Select(entry => new { entry.UnitId, entry.Matter }).ToListAsync()).ToLookup(entry => entry.UnitId, entry => entry.Matter);
        return new(
            units.Select(unit => Of(unit) with { Vendors = [.. vendors[unit.Id]] }),
            people.Select(Of),
            shifts.Select(s => new Facts.RosterShift(s.Channel, s.From, s.To, s.PersonId)),
            absences.Select(a => new Facts.Absence(a.PersonId, a.From, a.To, a.Reason, a.SubstituteId)));
    }

    private static Facts.Unit Of(Units.Unit unit) => new(unit.Id)
    {
        Name = unit.Name,
        Parent = unit.ParentId,
        Kind = unit.Kind ?? Units.UnitKinds.Department,
        Role = unit.Role,
        Head = unit.HeadId,
        Leader = unit.LeaderId,
        Liaison = unit.LiaisonId,
        Contact = unit.ContactId,
        Scope = unit.Scope,
        Territory = unit.Territory,
    };

    private static Facts.Person Of(People.Person person) => new(person.Id)
    {
        Name = person.DisplayName,
        Unit = person.UnitId,
        Post = person.Post,
        Employment = person.Employment,
        Superior = person.SuperiorId,
        Phone = person.PhoneNumber,
        PartyMember = person.PartyMember,
        Active = person.Active,
    };
}

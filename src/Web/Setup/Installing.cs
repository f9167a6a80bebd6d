using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Calendar;
using Shouwen.Web.Data;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Units;

namespace Shouwen.Web.Setup;

/// <summary>What an organisation is made of on its first day.</summary>
public sealed record Founding(
    string Name, IReadOnlyList<string> Shifts, PersonLine Administrator, string Password,
    IReadOnlyList<PersonLine> People, string? InitialPassword, IReadOnlyList<string> Packs);

/// <summary>Writes the first day in one transaction: all of it or nothing.</summary>
public static class Installing
{
    /// <summary>False when somebody else has done it in the meantime; then nothing is written.</summary>
    public static async Task<bool> Found(AppDb db, IPasswordHasher<Person> hasher, Offered offered, Founding founding, DateTimeOffset now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Lock("set-up");
        if (await db.Organisations.AnyAsync()) return false;
        var organisation = new Organisation { Name = founding.Name, Shifts = [.. founding.Shifts], SetUpAt = now };
        db.Organisations.Add(organisation);

        var lines = founding.People.Prepend(founding.Administrator).ToList();
        var units = lines.Select(l => l.Unit).Distinct().Select((name, i) => new Unit { Id = $"u{i + 1:00}", Name = name }).ToList();
        db.Units.AddRange(units);
        await db.SaveChangesAsync();

        var initial = founding.InitialPassword is null ? null : hasher.HashPassword(NewPerson(founding.Administrator, units), founding.InitialPassword);
        foreach (var line in lines)
        {
            var person = NewPerson(line, units);
            var administrator = line == founding.Administrator;
            person.PasswordHash = administrator ? hasher.HashPassword(person, founding.Password) : initial;
            person.MustChangePassword = !administrator;
            db.People.Add(person);
            await Appointing.SetPersonal(db, person, line.Roles, now, null);
            Place(units.Single(u => u.Id == person.UnitId), person.Id, line.Roles);
        }
        foreach (var unit in units) await Appointing.FollowUnit(db, unit, now, null);
        await db.SaveChangesAsync();
        await Changing.Begin(db, organisation, PersonForm.IdFrom(founding.Administrator.Account), "设置时确定", now);
        foreach (var id in founding.Packs) await Adopting.Adopt(db, offered, Candidate.Of(offered.Find(id)!), now, PersonForm.IdFrom(founding.Administrator.Account), "设置时采用", now);
        await transaction.CommitAsync();
        return true;
    }

    private static Person NewPerson(PersonLine line, List<Unit> units) => new()
    {
        Id = PersonForm.IdFrom(line.Account),
        UserName = line.Account,
        NormalizedUserName = line.Account.ToUpperInvariant(),
        DisplayName = line.Name,
        PhoneNumber = line.Phone,
        Post = line.Post,
        UnitId = units.Single(u => u.Name == line.Unit).Id,
        SecurityStamp = Guid.NewGuid().ToString("N"),
        LockoutEnabled = true,
    };

    private static void Place(Unit unit, string person, IReadOnlyList<string> roles)
    {
        if (roles.Contains(Roles.UnitHead)) unit.HeadId ??= person;
        if (roles.Contains(Roles.Leader)) unit.LeaderId ??= person;
        if (roles.Contains(Roles.Liaison)) unit.LiaisonId ??= person;
        if (roles.Contains(Roles.CustomerService)) unit.Role ??= "customer-service";
        if (roles.Contains(Roles.Supervision)) unit.Role ??= "supervision";
    }
}

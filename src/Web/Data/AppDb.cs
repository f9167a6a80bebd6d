using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Directory;
using Shouwen.Web.People;
using Shouwen.Web.Roster;
using Shouwen.Web.Setup;
using Shouwen.Web.Units;

namespace Shouwen.Web.Data;

/// <summary>The model, the same for every database; each database adds its conventions and its own migrations.</summary>
public abstract class AppDb(DbContextOptions options) : IdentityUserContext<Person>(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<PackAdoption> PackAdoptions => Set<PackAdoption>();
    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Appointment> Appointments => Set<Appointment>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<DirectoryEntry> DirectoryEntries => Set<DirectoryEntry>();
    public DbSet<RosterShift> RosterShifts => Set<RosterShift>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);
        SnakeCase.Apply(model);
    }
}

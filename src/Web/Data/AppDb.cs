using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Calendar;
using Shouwen.Web.Cases;
using Shouwen.Web.Directory;
using Shouwen.Web.Journal;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Roster;
using Shouwen.Web.Setup;
using Shouwen.Web.Units;

namespace Shouwen.Web.Data;

/// <summary>The model, the same for every database; each database adds its conventions and its own migrations.</summary>
public abstract class AppDb(DbContextOptions options) : IdentityUserContext<Person>(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<PackVersion> PackVersions => Set<PackVersion>();
    public DbSet<PackAdoption> PackAdoptions => Set<PackAdoption>();
    public DbSet<PackParameter> PackParameters => Set<PackParameter>();
    public DbSet<PackDraft> PackDrafts => Set<PackDraft>();
    public DbSet<CalendarVersion> CalendarVersions => Set<CalendarVersion>();
    public DbSet<Recomputation> Recomputations => Set<Recomputation>();
    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Appointment> Appointments => Set<Appointment>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<DirectoryEntry> DirectoryEntries => Set<DirectoryEntry>();
    public DbSet<RosterShift> RosterShifts => Set<RosterShift>();
    public DbSet<JournalEntry> Journal => Set<JournalEntry>();
    public DbSet<CaseRow> Cases => Set<CaseRow>();
    public DbSet<DutyRow> Duties => Set<DutyRow>();
    public DbSet<Sight> Sights => Set<Sight>();
    public DbSet<FindingRow> Findings => Set<FindingRow>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<Reveal> Reveals => Set<Reveal>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<CaseSign> CaseSigns => Set<CaseSign>();
    public DbSet<Series> Series => Set<Series>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);
        SnakeCase.Apply(model);
    }
}

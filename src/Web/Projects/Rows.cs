using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Projects;

/// <summary>项目 as it stands, for board and list. The journal is the truth; this row is written with it, at the same version.</summary>
public sealed class ProjectRow
{
    /// <summary>The name of its matter, <c>project:ID</c>: under it lie its duties, files and who may see it.</summary>
    public required string Matter { get; set; }

    /// <summary>P, year and running number, <c>P2026-0001</c>.</summary>
    public required string Number { get; set; }

    /// <summary>The same as one number, to page by.</summary>
    public long Key { get; set; }
    public int Version { get; set; }

    /// <summary>The user who wants gas, or may want it.</summary>
    public required string Name { get; set; }
    public string? Place { get; set; }
    public string? Source { get; set; }

    /// <summary>Flow an hour in litres, null where nobody has said it.</summary>
    public long? Litres { get; set; }
    public required string Stage { get; set; }
    public bool IsKey { get; set; }
    public bool Paused { get; set; }
    public string? LeadId { get; set; }
    public string? LeadUnitId { get; set; }
    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public DateTimeOffset? NextDue { get; set; }
    public DateTimeOffset? NextNear { get; set; }
    public int Breached { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>The row of a table it came from; it comes but once.</summary>
    public string? ImportedAs { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<ProjectRow>
    {
        public void Configure(EntityTypeBuilder<ProjectRow> row)
        {
            row.ToTable("projects");
            row.HasKey(one => one.Matter);
            row.Property(one => one.Version).IsConcurrencyToken();
            row.HasIndex(one => one.Number).IsUnique();
            row.HasIndex(one => one.Key).IsUnique();
            row.HasIndex(one => one.ImportedAs).IsUnique().HasFilter("imported_as IS NOT NULL");
            row.HasIndex(one => new { one.Stage, one.Key });
            row.HasIndex(one => new { one.LeadId, one.Key });
            row.HasIndex(one => one.Name);
            // Most are closed sooner or later; those that are late, stand still or matter most are few.
            row.HasIndex(one => one.Key, "ix_projects_late").HasFilter("breached > 0");
            row.HasIndex(one => new { one.NextDue, one.Key }).HasFilter("closed_at IS NULL");
            row.HasIndex(one => one.Key, "ix_projects_paused").HasFilter("paused");
            row.HasIndex(one => one.Key, "ix_projects_is_key").HasFilter("is_key");
        }
    }
}

/// <summary>Who sees a project, and the row that follows from it.</summary>
public static class ProjectRows
{
    public static MatterKey KeyOf(string id) => new(MatterKind.Project, id);

    /// <summary>Customer service, supervision and auditors see all; others what they lead, bear or bore a part of, were asked to review or told of, and heads what their units did.</summary>
    public static IQueryable<ProjectRow> VisibleTo(this IQueryable<ProjectRow> projects, Actor actor, AppDb db, IReadOnlyCollection<string> led)
    {
        if (actor.SeesAll()) return projects;
        var (me, mine) = (actor.Id, actor.UnitId);
        return projects.Where(one => db.Sights.Any(sight => sight.CaseId == one.Matter && (sight.PersonId == me || sight.UnitId != null && led.Contains(sight.UnitId) || sight.UnitId == mine && sight.Why == "duty")));
    }

    /// <summary>The next number of the year: given out inside the transaction, so that there is neither gap nor twin.</summary>
    public static async Task<string> Next(AppDb db, Regime regime, DateTimeOffset now) =>
        $"P{regime.Calendar.DayOf(now).Year}-{await db.Next($"project-{regime.Calendar.DayOf(now).Year}"):0000}";

    /// <summary>Writes the rows of a project; a new one has its number.</summary>
    public static async Task<ProjectRow> Write(AppDb db, Regime regime, Decision.Accepted accepted, DateTimeOffset now, string? number, string? importedAs)
    {
        var project = accepted.Matter;
        var name = project.Key.ToString();
        var row = await db.Projects.FindAsync(name);
        var isNew = row is null;
        if (row is null)
        {
            row = new ProjectRow { Matter = name, Number = number!, Key = Projection.KeyOf(number!.TrimStart('P')), Name = "", Stage = "", OpenedAt = project.OpenedAt, ImportedAs = importedAs };
            db.Projects.Add(row);
        }
        var duties = await Projection.Duties(db, regime, project, isNew);
        Fill(row, project);
        row.ChangedAt = now;
        row.LeadUnitId = regime.Organisation.UnitOf(project.At("lead"));
        row.NextNear = duties.Where(duty => duty.Stands).Min(duty => duty.Near);
        var old = isNew ? [] : await db.Sights.Where(sight => sight.CaseId == name).ToListAsync();
        db.Sights.RemoveRange(old);
        var no = old.Count == 0 ? 0 : old.Max(sight => sight.No);
        foreach (var (person, unit, why) in Seen(regime, accepted, duties, old).Distinct()) db.Sights.Add(new Sight { CaseId = name, No = ++no, PersonId = person, UnitId = unit, Why = why });
        return row;
    }

    /// <summary>What of the row follows from the history alone.</summary>
    public static void Fill(ProjectRow row, Matter project)
    {
        var (facts, standing) = (project.Facts, project.Duties.Where(duty => duty.Stands).ToList());
        (row.Version, row.Name, row.Place, row.Source) = (project.Version, facts.Text("user") ?? facts.Text("customer.name") ?? "", facts.Text("customer.address"), facts.Text("source"));
        row.Litres = facts.Number("flow") is { } flow and >= 0 and < 1_000_000_000 ? (long)(flow * 1000) : null;
        (row.Stage, row.IsKey, row.Paused) = (ProjectStage.Of(project), project.Last("key-project") is not null, project.Paused);
        row.LeadId = project.At("lead") is { IsPerson: true } lead ? lead.Id : null;
        (row.NextDue, row.Breached) = (standing.Min(duty => duty.Due), standing.Count(duty => duty.State == DutyState.Breached));
        row.ClosedAt = project.IsClosed ? project.Last("close")?.At : null;
    }

    private static IEnumerable<(string? Person, string? Unit, string Why)> Seen(Regime regime, Decision.Accepted accepted, IEnumerable<DutyRow> duties, IReadOnlyCollection<Sight> old)
    {
        var project = accepted.Matter;
        foreach (var party in project.Chain.Links.Select(link => link.Holder).Concat(project.Places.Values.Select(place => place.Who)))
            yield return (party.IsPerson ? party.Id : null, regime.Organisation.UnitOf(party), "link");
        // Whoever had a part in it goes on seeing what became of it.
        foreach (var duty in duties) yield return (duty.BearerPersonId, duty.BearerUnitId, "duty");
        foreach (var unit in ProjectStage.Invited(project)) yield return (null, regime.Organisation.Unit(unit)?.Id ?? regime.Organisation.Body(unit)?.Id ?? unit, "duty");
        foreach (var person in accepted.Events.SelectMany(happened => happened switch { Notified told => told.People, DutyWarned warned => warned.People, DutyClimbed climbed => climbed.People, _ => (IReadOnlyList<string>)[] })) yield return (person, null, "told");
        foreach (var sight in old.Where(sight => sight.Why is "told" or "duty")) yield return (sight.PersonId, sight.UnitId, sight.Why);
    }
}

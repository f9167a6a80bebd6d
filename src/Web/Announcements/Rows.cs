using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Data;

namespace Shouwen.Web.Announcements;

/// <summary>通报: an announcement in its latest edition, for registering, desks and lists. Its history is the truth; the row is written with it.</summary>
public sealed class AnnouncementRow
{
    public int Id { get; set; }
    public bool Emergency { get; set; }
    public required string Title { get; set; }
    public string? Wording { get; set; }
    public string? Forbidden { get; set; }
    public List<string> Areas { get; set; } = [];
    public List<string> Keywords { get; set; } = [];

    /// <summary>The units told; everybody in them is to read it.</summary>
    public List<string> Units { get; set; } = [];
    public DateTimeOffset From { get; set; }

    /// <summary>Not included; null: until it is ended.</summary>
    public DateTimeOffset? Until { get; set; }
    public DateTimeOffset? Recovery { get; set; }
    public int Edition { get; set; }
    public required string ById { get; set; }
    public DateTimeOffset At { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public int Version { get; set; }

    /// <summary>Whether it holds at the moment.</summary>
    public bool Holds(DateTimeOffset now) => EndedAt is null && From <= now && !(Until <= now);

    private sealed class Rows : IEntityTypeConfiguration<AnnouncementRow>
    {
        public void Configure(EntityTypeBuilder<AnnouncementRow> row)
        {
            row.ToTable("announcements");
            row.Property(one => one.Id).ValueGeneratedNever();
            row.Property(one => one.Version).IsConcurrencyToken();
            row.HasIndex(one => new { one.EndedAt, one.Until });
            row.HasIndex(one => new { one.EndedAt, one.From });
        }
    }
}

/// <summary>已阅: somebody has read an edition. Kept for the latest he read.</summary>
public sealed class AnnouncementRead
{
    public int AnnouncementId { get; set; }
    public required string PersonId { get; set; }
    public int Edition { get; set; }
    public DateTimeOffset At { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<AnnouncementRead>
    {
        public void Configure(EntityTypeBuilder<AnnouncementRead> row)
        {
            row.ToTable("announcement_reads");
            row.HasKey(one => new { one.AnnouncementId, one.PersonId });
        }
    }
}

public static class AnnouncementRows
{
    /// <summary>No house has more that hold at one time; the latest are looked at.</summary>
    private const int Most = 200;

    public static string KindOf(AnnouncementRow row) => row.Emergency ? "突发事件" : "业务变更";

    /// <summary>运行部钱伟.</summary>
    public static string Author(Organisations.Organisation organisation, AnnouncementRow row) =>
        organisation.Person(row.ById) is { } person ? $"{organisation.Unit(person.Unit)?.Name}{person.Name}" : row.ById;

    public static async Task Write(AppDb db, Matter matter, Regime regime)
    {
        var (latest, id) = (Announcement.Editions(matter)[^1], int.Parse(matter.Key.Id.Split('-')[^1], CultureInfo.InvariantCulture));
        var row = await db.Announcements.FindAsync(id);
        if (row is null) db.Announcements.Add(row = new AnnouncementRow { Id = id, Title = "", ById = latest.By, At = latest.At });
        DateTimeOffset? Moment(string key) => latest.Says.Text(key) is { } text ? regime.Calendar.ReadMoment(text) : null;
        (row.Emergency, row.Title, row.Wording, row.Forbidden) = (latest.IsEmergency, latest.Title, latest.Wording, latest.Forbidden);
        (row.Areas, row.Keywords, row.Units) = ([.. latest.Areas], [.. latest.Keywords], [.. latest.Says.Texts("to").Select(to => Party.TryParse(to)).Where(party => party is { IsUnit: true }).Select(party => party!.Value.Id)]);
        (row.From, row.Until, row.Recovery) = (Moment("from") ?? latest.At, Moment("until"), Moment("recovery"));
        (row.Edition, row.ChangedAt, row.EndedAt, row.Version) = (latest.Edition, latest.ChangedAt, latest.EndedAt, matter.Version);
    }

    /// <summary>Two questions, each with an index: most that have not been ended are over by their time.</summary>
    public static IQueryable<AnnouncementRow> Now(AppDb db, DateTimeOffset now) => db.Announcements.AsNoTracking().Where(row => row.EndedAt == null && row.Until == null && row.From <= now)
        .Concat(db.Announcements.AsNoTracking().Where(row => row.EndedAt == null && row.Until > now && row.From <= now));

    public static IQueryable<AnnouncementRow> Holding(AppDb db, DateTimeOffset now) =>
        Now(db, now).OrderByDescending(row => row.Emergency).ThenByDescending(row => row.Id).Take(Most);

    /// <summary>Those that hold now and concern what the customer says, the surest first.</summary>
    public static async Task<IReadOnlyList<(AnnouncementRow Row, Fit Fit)>> Fitting(AppDb db, DateTimeOffset now, string? content, string? address)
    {
        if (string.IsNullOrWhiteSpace(content) && string.IsNullOrWhiteSpace(address)) return [];
        return [.. (await Holding(db, now).ToListAsync()).Select(row => (row, Announcement.Fits(row.Keywords, row.Areas, content, address))).Where(one => one.Item2 != Fit.None).OrderByDescending(one => one.Item2)];
    }

    /// <summary>Who is to read it: everybody in the units it was told to, but not whoever wrote it.</summary>
    public static IQueryable<People.Person> Readers(AppDb db, AnnouncementRow row) => db.People.Where(person => person.Active && row.Units.Contains(person.UnitId) && person.Id != row.ById);

    /// <summary>Those that hold, are meant for the person's unit, and he has not read in their latest edition.</summary>
    public static IQueryable<AnnouncementRow> Unread(AppDb db, string person, string unit, DateTimeOffset now) => Holding(db, now)
        .Where(row => row.ById != person && row.Units.Contains(unit) && !db.AnnouncementReads.Any(read => read.AnnouncementId == row.Id && read.PersonId == person && read.Edition == row.Edition));

    public static async Task MarkRead(AppDb db, AnnouncementRow row, string person, DateTimeOffset now)
    {
        var read = await db.AnnouncementReads.FindAsync(row.Id, person);
        if (read?.Edition == row.Edition) return;
        if (read is null) db.AnnouncementReads.Add(read = new AnnouncementRead { AnnouncementId = row.Id, PersonId = person });
        (read.Edition, read.At) = (row.Edition, now);
        await db.SaveChangesAsync();
    }

    /// <summary>What the row says otherwise than its history.</summary>
    public static async Task<IReadOnlyList<string>> Differences(AppDb db, Matter matter)
    {
        if (Announcement.Editions(matter) is not [.., var latest]) return [];
        var id = int.Parse(matter.Key.Id.Split('-')[^1], CultureInfo.InvariantCulture);
        var row = await db.Announcements.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id);
        return row is null ? ["缺通报的状态行"] : row.Edition == latest.Edition && row.Wording == latest.Wording && row.Title == latest.Title && row.EndedAt?.ToUnixTimeMilliseconds() == latest.EndedAt?.ToUnixTimeMilliseconds() ? [] : ["通报的状态行与日志不符"];
    }
}

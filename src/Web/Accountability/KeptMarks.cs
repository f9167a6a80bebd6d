using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Accountability;

/// <summary>评价: what the customers of the cases that were closed in a month said, by the unit and the person that had the work; what does not count is counted as well.</summary>
public sealed class KeptMarks : KeptFigure<KeptMarks>
{
    /// <summary>In which the case was closed, by the organisation's own clock: 202603.</summary>
    public int Month { get; set; }

    /// <summary>Empty where nobody had it.</summary>
    public string UnitId { get; set; } = "";
    public string PersonId { get; set; } = "";

    /// <summary>Cases that count by themselves and the customer rated; those of them that satisfied him the first time: a redo began with a bad mark, and what was said first is kept.</summary>
    public int Asked { get; set; }
    public int Satisfied { get; set; }

    /// <summary>Those that nobody rated, and those that were gathered into another.</summary>
    public int Unrated { get; set; }
    public int Gathered { get; set; }

    /// <summary>A case as the ranking sees it; what is open counts nowhere.</summary>
    public static KeptMarks? Of(CaseRow? row, TimeZoneInfo zone) => row?.ClosedAt is not { } closed ? null : new()
    {
        Month = Of(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(closed, zone).DateTime)), UnitId = row.HandlerUnitId ?? "", PersonId = row.HandlerId ?? "", Gathered = row.ParentId is null ? 0 : 1,
        Asked = row is { ParentId: null, Satisfied: not null } ? 1 : 0, Satisfied = row is { ParentId: null, Satisfied: true, Round: 1 } ? 1 : 0, Unrated = row is { ParentId: null, Satisfied: null } ? 1 : 0,
    };

    public static int Of(DateOnly day) => day.Year * 100 + day.Month;

    public override string About() => $"{Month}|{UnitId}|{PersonId}";
    public override bool IsNothing() => this is { Asked: 0, Satisfied: 0, Unrated: 0, Gathered: 0 };
    public override string Say() => $"评价过 {Asked}、首次即满意 {Satisfied}、没有评价 {Unrated}、并入 {Gathered}";
    public override void Add(KeptMarks other, int times) =>
        (Asked, Satisfied, Unrated, Gathered) = (Asked + times * other.Asked, Satisfied + times * other.Satisfied, Unrated + times * other.Unrated, Gathered + times * other.Gathered);
    public override KeptMarks Empty() => new() { Month = Month, UnitId = UnitId, PersonId = PersonId };

    public static async Task Make(AppDb db, TimeZoneInfo zone) => await KeptFigures.Make(db, await Counted(db, zone));

    public static async Task<IReadOnlyList<string>> Differences(AppDb db, TimeZoneInfo zone) => await KeptFigures.Differences(db, "评价件数", await Counted(db, zone));

    /// <summary>What was closed before there were rows of it: counted once.</summary>
    public static async Task CarryForward(AppDb db)
    {
        if (!await db.Marks.AnyAsync() && await db.Organisations.Select(one => one.Zone).SingleOrDefaultAsync() is { } zone) await Make(db, TimeZoneInfo.FindSystemTimeZoneById(zone));
    }

    /// <summary>Month by month, for a database knows nothing of the organisation's clock.</summary>
    private static async Task<IReadOnlyList<KeptMarks>> Counted(AppDb db, TimeZoneInfo zone)
    {
        var closed = db.Cases.Where(row => row.ClosedAt != null);
        var counted = new List<KeptMarks>();
        if (await closed.MinAsync(row => row.ClosedAt) is not { } first || await closed.MaxAsync(row => row.ClosedAt) is not { } last) return counted;
        var (begin, end) = (TimeZoneInfo.ConvertTime(first, zone).DateTime, TimeZoneInfo.ConvertTime(last, zone).DateTime);
        for (var day = new DateOnly(begin.Year, begin.Month, 1); day <= DateOnly.FromDateTime(end); day = day.AddMonths(1))
        {
            var (from, until, month) = (Begin(day), Begin(day.AddMonths(1)), Of(day));
            counted.AddRange(await closed.Where(row => row.ClosedAt >= from && row.ClosedAt < until).GroupBy(row => new { UnitId = row.HandlerUnitId ?? "", PersonId = row.HandlerId ?? "" }).Select(group => new KeptMarks
            {
                Month = month, UnitId = group.Key.UnitId, PersonId = group.Key.PersonId, Gathered = group.Count(row => row.ParentId != null), Asked = group.Count(row => row.ParentId == null && row.Satisfied != null),
                Satisfied = group.Count(row => row.ParentId == null && row.Satisfied == true && row.Round == 1), Unrated = group.Count(row => row.ParentId == null && row.Satisfied == null),
            }).ToListAsync());
        }
        return counted;

        DateTimeOffset Begin(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue))).ToUniversalTime();
    }

    private sealed class Rows : IEntityTypeConfiguration<KeptMarks>
    {
        public void Configure(EntityTypeBuilder<KeptMarks> row)
        {
            row.ToTable("marks");
            row.HasIndex(one => new { one.Month, one.PersonId });
            row.HasIndex(one => one.Kept).HasFilter("NOT kept");
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Accountability;

/// <summary>考核等级 of a person for a month or a quarter as it stands, for the lists.</summary>
public sealed class GradeRow
{
    public required string PersonId { get; set; }

    /// <summary>2026-03 or 2026-Q1.</summary>
    public required string Period { get; set; }
    public int Version { get; set; }
    public required string Grade { get; set; }
    public string? Reason { get; set; }
    public required string ById { get; set; }
    public DateTimeOffset At { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<GradeRow>
    {
        public void Configure(EntityTypeBuilder<GradeRow> row)
        {
            row.ToTable("grades");
            row.HasKey(one => new { one.PersonId, one.Period });
            row.Property(one => one.Version).IsConcurrencyToken();
        }
    }
}

public static class GradeRows
{
    public static async Task Write(AppDb db, Matter grade)
    {
        var told = Of(grade);
        if (await db.Grades.FindAsync(told.PersonId, told.Period) is not { } row) db.Grades.Add(told);
        else (row.Version, row.Grade, row.Reason, row.ById, row.At) = (told.Version, told.Grade, told.Reason, told.ById, told.At);
    }

    private static GradeRow Of(Matter grade)
    {
        var (given, with) = (Grading.Of(grade)!, Grading.Of(grade)!.With);
        return new() { PersonId = with.Text("person")!, Period = with.Text("period")!, Version = grade.Version, Grade = with.Text("grade")!, Reason = with.Text("reason"), ById = given.By, At = given.At };
    }

    public static async Task<IReadOnlyList<string>> Differences(AppDb db, Matter grade)
    {
        if (Grading.Of(grade) is null) return [];
        var right = Of(grade);
        var kept = await db.Grades.AsNoTracking().SingleOrDefaultAsync(row => row.PersonId == right.PersonId && row.Period == right.Period);
        return kept is null ? ["缺状态行"] : Said(right).Equals(Said(kept)) ? [] : [$"等级的状态行不符：日志 {Said(right)}，状态行 {Said(kept)}"];

        static (int, string, string?, string, long) Said(GradeRow row) => (row.Version, row.Grade, row.Reason, row.ById, row.At.ToUnixTimeMilliseconds());
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>在手: how many open cases a person has, by the units they touch.</summary>
public sealed class Caseload : KeptFigure<Caseload>
{
    /// <summary>The status of a case that is on its way and nobody has taken over.</summary>
    public const string Awaiting = "awaiting-takeover";

    /// <summary>Of the case; empty where it names none.</summary>
    public string FirstContactUnitId { get; set; } = "";
    public string HandlerUnitId { get; set; } = "";
    public string PendingUnitId { get; set; } = "";
    public string HandlerId { get; set; } = "";

    /// <summary>All of them; those with a breached duty; those that nobody has taken over.</summary>
    public int Open { get; set; }
    public int Late { get; set; }
    public int Waiting { get; set; }

    /// <summary>A case as the caseloads see it; what is closed counts nowhere.</summary>
    public static Caseload? Of(CaseRow? row) => row is not { IsOpen: true } ? null : new()
    {
        FirstContactUnitId = row.FirstContactUnitId, HandlerUnitId = row.HandlerUnitId ?? "", PendingUnitId = row.PendingUnitId ?? "", HandlerId = row.HandlerId ?? "",
        Open = 1, Late = row.Breached > 0 ? 1 : 0, Waiting = row.Status == Awaiting ? 1 : 0,
    };

    public override string About() => $"{FirstContactUnitId}|{HandlerUnitId}|{PendingUnitId}|{HandlerId}";
    public override bool IsNothing() => this is { Open: 0, Late: 0, Waiting: 0 };
    public override string Say() => $"未办结 {Open}、逾期 {Late}、待接手 {Waiting}";
    public override void Add(Caseload other, int times) => (Open, Late, Waiting) = (Open + times * other.Open, Late + times * other.Late, Waiting + times * other.Waiting);
    public override Caseload Empty() => new() { FirstContactUnitId = FirstContactUnitId, HandlerUnitId = HandlerUnitId, PendingUnitId = PendingUnitId, HandlerId = HandlerId };

    /// <summary>All of them, counted from the rows of the cases.</summary>
    public static async Task<IReadOnlyList<Caseload>> Counted(AppDb db) => await db.Cases.Where(row => row.ClosedAt == null)
        .GroupBy(row => new { row.FirstContactUnitId, HandlerUnitId = row.HandlerUnitId ?? "", PendingUnitId = row.PendingUnitId ?? "", HandlerId = row.HandlerId ?? "" })
        .Select(group => new Caseload
        {
            FirstContactUnitId = group.Key.FirstContactUnitId, HandlerUnitId = group.Key.HandlerUnitId, PendingUnitId = group.Key.PendingUnitId, HandlerId = group.Key.HandlerId,
            Open = group.Count(), Late = group.Count(row => row.Breached > 0), Waiting = group.Count(row => row.Status == Awaiting),
        }).ToListAsync();

    public static async Task Make(AppDb db) => await KeptFigures.Make(db, await Counted(db));

    public static async Task<IReadOnlyList<string>> Differences(AppDb db) => await KeptFigures.Differences(db, "在手件数", await Counted(db));

    private sealed class Rows : IEntityTypeConfiguration<Caseload>
    {
        public void Configure(EntityTypeBuilder<Caseload> row) => row.ToTable("caseloads");
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Web.Cases;

namespace Shouwen.Web.Callbacks;

/// <summary>
/// 抽样: one draw of a period. First the commitment, while nobody knows the secret behind it; then secret, list and sample together. The acts <c>commit-draw</c> of the rulebook and
/// <c>plan-sample</c> of the organisation say the same and can't be changed.
/// </summary>
public sealed class CallbackDraw
{
    public int Id { get; set; }

    /// <summary>2026-03.</summary>
    public required string Period { get; set; }

    /// <summary>Only customers of this segment; empty for all, so that the index below holds for them as well.</summary>
    public string Segment { get; set; } = "";

    /// <summary>Empty for callbacks of those served; <see cref="SpotCheck"/> for calling some of those again whom somebody has called.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>抽查: another body asks the customer again whether what the first caller noted is so.</summary>
    public const string SpotCheck = "spot-check";

    /// <summary>Those whose case was closed between these days, both included.</summary>
    public DateOnly First { get; set; }
    public DateOnly Last { get; set; }

    /// <summary>In ten-thousandths: 300 is 3 %.</summary>
    public int Share { get; set; }
    public required string Commitment { get; set; }

    /// <summary>Shown once drawn.</summary>
    public required string Secret { get; set; }
    public DateTimeOffset CommittedAt { get; set; }
    public required string CommittedBy { get; set; }

    public string? Words { get; set; }
    public string? Seed { get; set; }
    public string? PopulationHash { get; set; }
    public int Population { get; set; }
    public int Sample { get; set; }
    public int LeftOut { get; set; }

    /// <summary>The list (<see cref="Shouwen.Callbacks.Draw.List"/>) and those left out with the reason, compressed.</summary>
    public byte[]? List { get; set; }
    public byte[]? Others { get; set; }
    public DateTimeOffset? DrawnAt { get; set; }
    public string? DrawnBy { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<CallbackDraw>
    {
        public void Configure(EntityTypeBuilder<CallbackDraw> row)
        {
            row.Property(one => one.Id).ValueGeneratedNever();
            // One draw a period: whoever doesn't like a sample can't draw another.
            row.HasIndex(one => new { one.Period, one.Segment, one.Purpose }).IsUnique();
        }
    }
}

/// <summary>抽中的回访: one drawn call and how far it has come.</summary>
public sealed class CallbackCall
{
    public const string Waiting = "waiting";
    public const string Answered = "answered";
    public const string Unreachable = "unreachable";

    /// <summary>The customer was not satisfied: called again once it was done anew.</summary>
    public const string Redo = "redo";

    public int DrawId { get; set; }
    public CallbackDraw? Draw { get; set; }
    public required string CaseId { get; set; }
    public CaseRow? Case { get; set; }
    public required string Stratum { get; set; }

    /// <summary>Its place in the order of its stratum, from 0; from the stratum's sample on it is a reserve.</summary>
    public int Place { get; set; }
    public bool Reserve { get; set; }
    public required string State { get; set; }

    /// <summary>The unit that called before, and so does not call now; null where nobody has.</summary>
    public string? Apart { get; set; }

    /// <summary>Calls nobody answered.</summary>
    public int Tried { get; set; }

    /// <summary>When the customer asked to be called.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>The first word stays, whatever is said after a redo.</summary>
    public string? FirstRating { get; set; }
    public string? LastRating { get; set; }
    public bool? Solved { get; set; }
    public DateTimeOffset? LastAt { get; set; }
    public string? LastBy { get; set; }

    /// <summary>Whoever is calling now, so that nobody else does.</summary>
    public string? TakenBy { get; set; }
    public DateTimeOffset? TakenUntil { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<CallbackCall>
    {
        public void Configure(EntityTypeBuilder<CallbackCall> row)
        {
            row.HasKey(one => new { one.DrawId, one.CaseId });
            row.HasIndex(one => one.CaseId);
            row.HasIndex(one => new { one.State, one.DrawId, one.Place });
            row.HasIndex(one => new { one.LastBy, one.LastAt }).HasFilter("last_by IS NOT NULL");
        }
    }
}

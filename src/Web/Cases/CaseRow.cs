using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Cases;

/// <summary>诉求: how a case stands now, for lists and searches. The journal is the truth; this row is written with it, at the same version.</summary>
public sealed class CaseRow
{
    /// <summary>A time-ordered UUID without dashes.</summary>
    public required string Id { get; set; }

    /// <summary>The number people say: day and running number, <c>20260303-0001</c>.</summary>
    public required string Number { get; set; }

    /// <summary>Day and running number as one, <c>20260303000001</c>: what lists page by, newest last.</summary>
    public long Key { get; set; }
    public int Version { get; set; }
    public required string Status { get; set; }
    public required string Channel { get; set; }
    public required string Kind { get; set; }
    public required string Scope { get; set; }
    public required string Urgency { get; set; }
    public required string Content { get; set; }
    public string? CustomerName { get; set; }

    /// <summary>Digits only, for looking up.</summary>
    public string? CustomerPhone { get; set; }
    public string? CustomerEmail { get; set; }
    public string? CustomerUnit { get; set; }
    public string? CustomerAddress { get; set; }

    /// <summary>residential, commercial, industrial or internal; null where nobody asked.</summary>
    public string? Segment { get; set; }
    public required string FirstContactId { get; set; }
    public required string FirstContactUnitId { get; set; }
    public string? HandlerId { get; set; }
    public string? HandlerUnitId { get; set; }

    /// <summary>A hand-over on its way.</summary>
    public string? PendingPersonId { get; set; }
    public string? PendingUnitId { get; set; }

    /// <summary>The unit it was meant for when it was registered.</summary>
    public string? MeantUnitId { get; set; }

    /// <summary>When a unit last gave it back.</summary>
    public DateTimeOffset? ReturnedAt { get; set; }

    /// <summary>Until when the hand-over on its way may be returned; null when there is none, no window, or it is the taker's already.</summary>
    public DateTimeOffset? ReturnBy { get; set; }

    /// <summary>Since when the coordinating body is asked whose it is; null when nobody asks.</summary>
    public DateTimeOffset? DisputedAt { get; set; }
    public DateTimeOffset RegisteredAt { get; set; }

    /// <summary>The earliest due of the duties that stand; null when none has one.</summary>
    public DateTimeOffset? NextDue { get; set; }

    /// <summary>That due rests on a year whose days off are not announced yet.</summary>
    public bool NextProvisional { get; set; }

    /// <summary>From when on the end of one of the duties that stand is near; null when none has an end.</summary>
    public DateTimeOffset? NextNear { get; set; }
    public int Breached { get; set; }
    public bool Told { get; set; }
    public bool? Satisfied { get; set; }
    public int Round { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The secret that opens the customer's view together with the number.</summary>
    public required string Code { get; set; }

    /// <summary>The mark of the row in the system it was imported from, or of the form it was typed into; unique, so that a second run or press brings nothing twice.</summary>
    public string? ImportedAs { get; set; }

    /// <summary>The case this one was gathered into, by id; how many were gathered into this one; whether they are many: suspected, confirmed or dismissed.</summary>
    public string? ParentId { get; set; }
    public int Gathered { get; set; }
    public string? Batch { get; set; }

    /// <summary>Of a complaint how far it has come (<see cref="Shouwen.Cases.Complaint.States"/>) and the verdict that holds; null for everything else.</summary>
    public string? Complaint { get; set; }
    public string? Verdict { get; set; }

    /// <summary>Whom it is against: the person, if it is one, and the unit.</summary>
    public string? AccusedPersonId { get; set; }
    public string? AccusedUnitId { get; set; }

    /// <summary>Of an archived case the last day it must be kept, as a number: 20310331; <see cref="Keeping.ForGood"/> where no rule says until when.</summary>
    public int? KeptUntil { get; set; }

    /// <summary>That day is over; the watch marks it. Nothing is destroyed for it.</summary>
    public bool Disposable { get; set; }

    public bool IsOpen => ClosedAt is null;

    private sealed class Rows : IEntityTypeConfiguration<CaseRow>
    {
        public void Configure(EntityTypeBuilder<CaseRow> row)
        {
            row.ToTable("cases");
            row.Property(one => one.Version).IsConcurrencyToken();
            row.HasIndex(one => one.Number).IsUnique();
            row.HasIndex(one => one.Key).IsUnique();
            row.HasIndex(one => one.CustomerPhone);
            row.HasIndex(one => new { one.Status, one.Key });
            row.HasIndex(one => new { one.Kind, one.Key });
            row.HasIndex(one => new { one.HandlerUnitId, one.Key });
            row.HasIndex(one => new { one.FirstContactId, one.Key });
            row.HasIndex(one => new { one.HandlerId, one.Key });
            row.HasIndex(one => one.PendingUnitId).HasFilter("pending_unit_id IS NOT NULL");
            row.HasIndex(one => one.PendingPersonId).HasFilter("pending_person_id IS NOT NULL");
            row.HasIndex(one => one.ReturnedAt).HasFilter("returned_at IS NOT NULL");
            row.HasIndex(one => one.ReturnBy).HasFilter("return_by IS NOT NULL");
            row.HasIndex(one => one.DisputedAt).HasFilter("disputed_at IS NOT NULL");
            row.HasIndex(one => one.ImportedAs).IsUnique();
            // Most cases are closed: the lists and figures of those that are not look at these alone.
            row.HasIndex(one => new { one.Key, one.Status }).HasFilter("closed_at IS NULL");
            row.HasIndex(one => new { one.HandlerUnitId, one.HandlerId, one.NextDue }).HasFilter("closed_at IS NULL");
            row.HasIndex(one => one.FirstContactUnitId).HasFilter("closed_at IS NULL");
            row.HasIndex(one => one.FirstContactId).HasFilter("closed_at IS NULL");
            row.HasIndex(one => one.HandlerId).HasFilter("closed_at IS NULL");
            row.HasIndex(one => new { one.Key, one.Breached }).HasFilter("closed_at IS NULL AND breached > 0");
            // What is late by its own row is in the one before, so this one holds little that is over: its beginning is what is near.
            row.HasIndex(one => new { one.NextNear, one.NextDue, one.HandlerUnitId, one.HandlerId }).HasFilter("closed_at IS NULL AND breached = 0");
            row.HasIndex(one => one.ParentId);
            // What a year's ranking leaves out, for each reason the last closed first.
            row.HasIndex(one => new { one.ClosedAt, one.Id }, "ix_cases_closed_unrated").HasFilter("closed_at IS NOT NULL AND parent_id IS NULL AND handler_unit_id IS NOT NULL AND satisfied IS NULL");
            row.HasIndex(one => new { one.ClosedAt, one.Id }, "ix_cases_closed_gathered").HasFilter("closed_at IS NOT NULL AND parent_id IS NOT NULL");
            row.HasIndex(one => new { one.ClosedAt, one.Id }, "ix_cases_closed_nobody").HasFilter("closed_at IS NOT NULL AND parent_id IS NULL AND handler_unit_id IS NULL");
            // Those served in a period, of whom some are called back.
            row.HasIndex(one => one.ClosedAt).HasFilter("closed_at IS NOT NULL");
            row.HasIndex(one => new { one.Batch, one.Key }).HasFilter("batch IS NOT NULL AND closed_at IS NULL");
            row.HasIndex(one => new { one.Complaint, one.Key }).HasFilter("complaint IS NOT NULL");
            row.HasIndex(one => new { one.Verdict, one.Key }).HasFilter("verdict IS NOT NULL");
            row.HasIndex(one => one.Key, "ix_cases_disposable").HasFilter("disposable");
            // What the watch looks for: the day is over and not marked yet; archived before the day was kept.
            row.HasIndex(one => one.KeptUntil, "ix_cases_kept").HasFilter("kept_until IS NOT NULL AND NOT disposable");
            row.HasIndex(one => one.Key, "ix_cases_not_kept").HasFilter("status = 'archived' AND kept_until IS NULL");
            // Complaints from before their state was kept, until the next start.
            row.HasIndex(one => new { one.Key, one.Kind }).HasFilter("kind = 'complaint' AND complaint IS NULL");
        }
    }
}

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
            // Those served in a period, of whom some are called back.
            row.HasIndex(one => one.ClosedAt).HasFilter("closed_at IS NOT NULL");
            row.HasIndex(one => new { one.Batch, one.Key }).HasFilter("batch IS NOT NULL AND closed_at IS NULL");
            row.HasIndex(one => new { one.Complaint, one.Key }).HasFilter("complaint IS NOT NULL");
            // Complaints from before their state was kept, until the next start.
            row.HasIndex(one => new { one.Key, one.Kind }).HasFilter("kind = 'complaint' AND complaint IS NULL");
        }
    }
}

/// <summary>责任: one duty as it stands, with whoever bears it and whoever is owed it looked up at the last change of its matter.</summary>
public sealed class DutyRow
{
    public required string Matter { get; set; }
    public int No { get; set; }
    public string? CaseId { get; set; }
    public required string Name { get; set; }
    public string? Text { get; set; }
    public required string Pack { get; set; }

    /// <summary>The hash of the pack's version that raised it; null for duties from before versions were kept.</summary>
    public string? Version { get; set; }
    public required string Clause { get; set; }

    /// <summary>Person or unit, never both.</summary>
    public string? BearerPersonId { get; set; }
    public string? BearerUnitId { get; set; }
    public string? OwedPersonId { get; set; }
    public string? OwedUnitId { get; set; }
    public bool OwedCustomer { get; set; }
    public DateTimeOffset RaisedAt { get; set; }
    public DateTimeOffset? Due { get; set; }
    public bool Provisional { get; set; }

    /// <summary>The version of the calendar it was computed under, and the unit by whose hours it runs; as <see cref="Shouwen.Duties.Duty"/> has them.</summary>
    public string? Calendar { get; set; }
    public string? HoursOf { get; set; }
    public string? Limit { get; set; }

    /// <summary>open, met, breached, late, paused or waived.</summary>
    public required string State { get; set; }
    public bool Stands { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? Period { get; set; }

    /// <summary>From when on its end is near (amber), and the next moment at which the watch has something to do with it; null when it never has.</summary>
    public DateTimeOffset? Near { get; set; }
    public DateTimeOffset? Alarm { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<DutyRow>
    {
        public void Configure(EntityTypeBuilder<DutyRow> row)
        {
            row.ToTable("duties");
            row.HasKey(one => new { one.Matter, one.No });
            row.HasIndex(one => new { one.BearerPersonId, one.Stands, one.Due });
            row.HasIndex(one => new { one.BearerUnitId, one.Stands, one.Due });
            row.HasIndex(one => new { one.OwedPersonId, one.Stands, one.Due });
            row.HasIndex(one => new { one.State, one.Due });
            row.HasIndex(one => one.CaseId);
            // What ended is not in it, so the watch finds what is due without passing by the past.
            row.HasIndex(one => one.Alarm).HasFilter("alarm IS NOT NULL");
            // What the house itself asks and nobody has done yet: few, however many duties there are.
            row.HasIndex(one => new { one.Name, one.CaseId }).HasFilter("stands AND pack = 'house'");
            // The figures beside each clause are counted from this index alone.
            row.HasIndex(one => new { one.RaisedAt, one.Pack, one.Clause, one.State });
        }
    }
}

/// <summary>Why somebody may see a case: he holds a link, bears a duty, was told of it, or it is on its way to his unit. Written anew with each change.</summary>
public sealed class Sight
{
    public required string CaseId { get; set; }
    public int No { get; set; }

    /// <summary>The key of the case: the lists of whoever sees little of all are read from here.</summary>
    public long Key { get; set; }
    public string? PersonId { get; set; }
    public string? UnitId { get; set; }

    /// <summary>link, pending, duty, wanted or told.</summary>
    public required string Why { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Sight>
    {
        public void Configure(EntityTypeBuilder<Sight> row)
        {
            row.ToTable("sights");
            row.HasKey(one => new { one.CaseId, one.No });
            row.Property(one => one.Key).HasColumnName("case_key");
            row.HasIndex(one => new { one.PersonId, one.Key });
            row.HasIndex(one => new { one.UnitId, one.Why, one.Key });
            row.HasIndex(one => one.PersonId).HasFilter($"why = '{Projection.Wanted}'");
        }
    }
}

/// <summary>问责事项: a question of responsibility as it stands.</summary>
public sealed class FindingRow
{
    public required string Id { get; set; }
    public int Version { get; set; }
    public string? CaseId { get; set; }
    public required string Kind { get; set; }
    public required string Pack { get; set; }
    public required string Clause { get; set; }
    public string? AgainstPersonId { get; set; }
    public string? AgainstUnitId { get; set; }
    public string? Duty { get; set; }
    public required string Status { get; set; }
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>The verdict it followed from gave way to another, and nobody has verified it since.</summary>
    public bool Overruled { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<FindingRow>
    {
        public void Configure(EntityTypeBuilder<FindingRow> row)
        {
            row.ToTable("findings");
            row.Property(one => one.Version).IsConcurrencyToken();
            row.HasIndex(one => one.CaseId);
            row.HasIndex(one => new { one.AgainstPersonId, one.OpenedAt });
            row.HasIndex(one => new { one.AgainstUnitId, one.OpenedAt });
            // The list, newest first, of one state or of all.
            row.HasIndex(one => new { one.OpenedAt, one.Id });
            row.HasIndex(one => new { one.Status, one.OpenedAt, one.Id });
            row.HasIndex(one => new { one.Overruled, one.OpenedAt, one.Id }).HasFilter("overruled");
        }
    }
}

/// <summary>通知: what a person was told, in the person's own inbox.</summary>
public sealed class Notice
{
    public Guid Id { get; set; }
    public required string PersonId { get; set; }
    public string? CaseId { get; set; }
    public required string Text { get; set; }
    public string? Clause { get; set; }

    /// <summary>The page it leads to, where it is about no case.</summary>
    public string? Link { get; set; }
    public DateTimeOffset At { get; set; }
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>The act whose form it leads to; null: the case itself.</summary>
    public string? Act { get; set; }

    /// <summary>Mailed at once, quiet hours or not.</summary>
    public bool Urgent { get; set; }

    /// <summary>When it is to be mailed, as far as is known; null when it was, or need not be.</summary>
    public DateTimeOffset? MailAt { get; set; }

    /// <summary>The mail that told it, alone or with others; null where there is none.</summary>
    public Guid? MailId { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Notice>
    {
        public void Configure(EntityTypeBuilder<Notice> row)
        {
            row.Property(one => one.Id).ValueGeneratedNever();
            row.HasIndex(one => new { one.PersonId, one.ReadAt, one.At });
            // All of one's notices in their order, page by page, however many there are.
            row.HasIndex(one => new { one.PersonId, one.At, one.Id });
            row.HasIndex(one => new { one.CaseId, one.At });
            row.HasIndex(one => new { one.MailAt, one.PersonId }).HasFilter("mail_at IS NOT NULL");
        }
    }
}

/// <summary>附件: a file on disk under the hash of its content, named by the act it came with.</summary>
public sealed class Attachment
{
    public Guid Id { get; set; }

    /// <summary>The case's id; the name of any other matter (<see cref="Attaching.ShelfOf"/>).</summary>
    public required string CaseId { get; set; }
    public required string Name { get; set; }
    public required string Type { get; set; }
    public long Size { get; set; }

    /// <summary>SHA-256 of the content, in hex: where it lies below <c>files/</c>.</summary>
    public required string Hash { get; set; }
    public required string ById { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>The entry of the case's history that tells of it; null only where it came before files were told there, until the next start.</summary>
    public int? Seq { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Attachment>
    {
        public void Configure(EntityTypeBuilder<Attachment> row)
        {
            row.Property(one => one.Id).ValueGeneratedNever();
            row.HasIndex(one => one.CaseId);
            row.HasIndex(one => one.Seq).HasFilter("seq IS NULL");
        }
    }
}

/// <summary>查看电话: somebody had the customer's number shown. Written once, never changed.</summary>
public sealed class Reveal
{
    public long Id { get; set; }
    public required string CaseId { get; set; }
    public required string PersonId { get; set; }
    public DateTimeOffset At { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Reveal>
    {
        public void Configure(EntityTypeBuilder<Reveal> row)
        {
            row.ToTable("reveals");
            row.HasIndex(one => new { one.CaseId, one.At });
        }
    }
}

/// <summary>A rare sign of a request, to find others like it by; <see cref="Key"/> is the case's. Kept for as long as others are looked for.</summary>
public sealed class CaseSign
{
    public required string Sign { get; set; }
    public long Key { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<CaseSign>
    {
        public void Configure(EntityTypeBuilder<CaseSign> row)
        {
            row.ToTable("case_signs");
            row.HasKey(one => new { one.Sign, one.Key });
            row.Property(one => one.Sign).HasMaxLength(60);
            row.Property(one => one.Key).HasColumnName("case_key");
            row.HasIndex(one => one.Key);
        }
    }
}

/// <summary>The last number given out in a series, such as the cases of a day.</summary>
public sealed class Series
{
    public required string Name { get; set; }
    public int Last { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Series>
    {
        public void Configure(EntityTypeBuilder<Series> row)
        {
            row.ToTable("series");
            row.HasKey(one => one.Name);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Cases;

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

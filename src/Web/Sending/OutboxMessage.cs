using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Sending;

/// <summary>How a message stands.</summary>
public static class OutboxState
{
    public const string Waiting = "waiting";
    public const string Sent = "sent";

    /// <summary>It was refused for good, or tried often enough: somebody looks at it.</summary>
    public const string Dead = "dead";

    /// <summary>Somebody decided that it need not arrive any more, and said why.</summary>
    public const string GivenUp = "given-up";

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string> { [Dead] = "没有送达", [Waiting] = "等待发送", [Sent] = "已送达", [GivenUp] = "已放弃" };
}

/// <summary>
/// 发件箱: a message to the outside, written in the same transaction as what it tells of, sent afterwards by whichever process claims it. <see cref="Id"/> goes out with every try,
/// so that whoever receives it twice can tell.
/// </summary>
public sealed class OutboxMessage
{
    public Guid Id { get; set; }

    /// <summary>mail, webhook, wecom or dingtalk.</summary>
    public required string Channel { get; set; }

    /// <summary>The mail address; the name of the receiver otherwise.</summary>
    public required string To { get; set; }
    public long? ReceiverId { get; set; }

    /// <summary>Who is told; null when it is the customer or a receiver.</summary>
    public string? PersonId { get; set; }
    public string? CaseId { get; set; }

    /// <summary>What it tells: the name of a text or of a happening.</summary>
    public required string About { get; set; }
    public required string Subject { get; set; }
    public required string Body { get; set; }

    /// <summary>Where on the site it leads, from the root on; the sender puts the address of the site before it.</summary>
    public string? Link { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Before this moment nobody tries; whoever claims it sets it to when another may, should he die.</summary>
    public DateTimeOffset NextTryAt { get; set; }
    public int Tries { get; set; }

    /// <summary>One of <see cref="OutboxState"/>.</summary>
    public string State { get; set; } = OutboxState.Waiting;

    /// <summary>When it left, was given up or declared undeliverable.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    public string? Failure { get; set; }

    /// <summary>Who resent or gave it up, and why.</summary>
    public string? SettledById { get; set; }
    public string? Reason { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<OutboxMessage>
    {
        public void Configure(EntityTypeBuilder<OutboxMessage> row)
        {
            row.ToTable("outbox");
            row.Property(one => one.Id).ValueGeneratedNever();
            row.Property(one => one.State).HasDefaultValue(OutboxState.Waiting);
            row.Property(one => one.About).HasDefaultValue("notice");
            row.HasIndex(one => new { one.State, one.NextTryAt });
            row.HasIndex(one => new { one.State, one.Id });
            row.HasIndex(one => one.CaseId);
        }
    }
}

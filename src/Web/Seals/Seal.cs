using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Seals;

namespace Shouwen.Web.Seals;

/// <summary>
/// 封存: one day of the record under one hash. It covers the last entry of every matter that was written to that day (<see cref="SealedHead"/>) and names the seal before, so that
/// whoever has noted one seal's hash outside can tell whether anything before it was changed since.
/// </summary>
public sealed class Seal
{
    /// <summary>From 1, without a gap.</summary>
    public int Number { get; set; }

    /// <summary>Entries written from this moment on; it is the <see cref="To"/> of the seal before.</summary>
    public DateTimeOffset From { get; set; }

    /// <summary>The end of the day, which is not included.</summary>
    public DateTimeOffset To { get; set; }

    /// <summary>How many matters were written to; a day without any is sealed as well.</summary>
    public int Count { get; set; }

    /// <summary>The root of the <see cref="MerkleTree"/> over the heads.</summary>
    public required string Root { get; set; }

    /// <summary>The hash of the seal before; empty for the first.</summary>
    public required string Previous { get; set; }
    public DateTimeOffset MadeAt { get; set; }
    public required string Hash { get; set; }

    public string Fingerprint() => Fingerprints.Seal(Number, From, To, Count, Root, Previous, MadeAt);

    private sealed class Rows : IEntityTypeConfiguration<Seal>
    {
        public void Configure(EntityTypeBuilder<Seal> row)
        {
            row.ToTable("seals");
            row.HasKey(seal => seal.Number);
            row.Property(seal => seal.Number).ValueGeneratedNever();
            row.HasIndex(seal => seal.Hash);
            row.Property(seal => seal.From).HasColumnName("from_at");
            row.Property(seal => seal.To).HasColumnName("to_at");
        }
    }
}

/// <summary>What a seal covers of one matter: its last entry at the end of the day. Kept so that verifying can name the matter, and a case can be exported with its way to the root.</summary>
public sealed class SealedHead
{
    public required string Matter { get; set; }

    /// <summary>The number of the seal.</summary>
    public int Seal { get; set; }
    public int Seq { get; set; }
    public required string Hash { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<SealedHead>
    {
        public void Configure(EntityTypeBuilder<SealedHead> row)
        {
            row.ToTable("sealed_heads");
            row.HasKey(head => new { head.Matter, head.Seal });
            row.HasIndex(head => head.Seal);
        }
    }
}

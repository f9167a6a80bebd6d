using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Packs;

/// <summary>版本: a text of a pack that was adopted once; kept for ever, since what was judged by it is answered for by it.</summary>
public sealed class PackVersion
{
    public required string PackId { get; set; }

    /// <summary>Of <see cref="Text"/>, as <see cref="Shouwen.Packs.PackReader.Hash"/> makes it.</summary>
    public required string Hash { get; set; }
    public required string Title { get; set; }
    public required string Text { get; set; }

    /// <summary>Where the text is from: <see cref="Shipped"/> or <see cref="Written"/>.</summary>
    public required string Origin { get; set; }

    /// <summary>The hash of the version that a text written here began with.</summary>
    public string? BasedOn { get; set; }
    public required string ById { get; set; }
    public DateTimeOffset At { get; set; }
    public string? Note { get; set; }

    public const string Shipped = "shipped";
    public const string Written = "written";

    private sealed class Rows : IEntityTypeConfiguration<PackVersion>
    {
        public void Configure(EntityTypeBuilder<PackVersion> row) => row.HasKey(one => new { one.PackId, one.Hash });
    }
}

/// <summary>采用: a version of a pack is in force here, from a moment (included) until another (not included). Its id is the number of the rulebook's entry that made it.</summary>
public sealed class PackAdoption
{
    public long Id { get; set; }
    public required string PackId { get; set; }
    public required string Hash { get; set; }

    /// <summary>Its place in precedence: the lower goes first where two packs speak.</summary>
    public int Place { get; set; }
    public DateTimeOffset From { get; set; }

    /// <summary>Null while no end is set; the same as <see cref="From"/> where it was taken back before it began.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>The pack that brought it along; null where somebody adopted it by itself.</summary>
    public string? PulledBy { get; set; }
    public required string ById { get; set; }
    public DateTimeOffset At { get; set; }
    public string? Note { get; set; }

    public string Mark => $"{PackId}@{Hash}";

    public bool InForce(DateTimeOffset now) => From <= now && !(Until <= now);

    public bool Planned(DateTimeOffset now) => From > now && !(Until <= From);

    private sealed class Rows : IEntityTypeConfiguration<PackAdoption>
    {
        public void Configure(EntityTypeBuilder<PackAdoption> row)
        {
            row.Property(one => one.Id).ValueGeneratedNever();
            row.HasIndex(one => one.PackId);
        }
    }
}

/// <summary>参数: what the organisation filled into a pack, from a moment until another. Its id is the number of the rulebook's entry that made it.</summary>
public sealed class PackParameter
{
    public long Id { get; set; }
    public required string PackId { get; set; }
    public required string Name { get; set; }

    /// <summary>As a pack would write it (YAML); null where the pack's own default holds again.</summary>
    public string? Value { get; set; }
    public DateTimeOffset From { get; set; }
    public DateTimeOffset? Until { get; set; }
    public required string ById { get; set; }
    public DateTimeOffset At { get; set; }
    public string? Note { get; set; }

    public bool Holds(DateTimeOffset now) => From <= now && !(Until <= now);

    private sealed class Rows : IEntityTypeConfiguration<PackParameter>
    {
        public void Configure(EntityTypeBuilder<PackParameter> row)
        {
            row.Property(one => one.Id).ValueGeneratedNever();
            row.HasIndex(one => new { one.PackId, one.Name });
        }
    }
}

/// <summary>草稿: the text of a pack that somebody is working on. One a pack; it binds nobody and goes when it is adopted or dropped.</summary>
public sealed class PackDraft
{
    public required string PackId { get; set; }
    public required string Text { get; set; }

    /// <summary>The hash of the version it began with; null where it began empty.</summary>
    public string? BasedOn { get; set; }
    public required string ById { get; set; }
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Counts the savings, so that nobody saves over what another has saved meanwhile.</summary>
    public int Saved { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<PackDraft>
    {
        public void Configure(EntityTypeBuilder<PackDraft> row)
        {
            row.HasKey(one => one.PackId);
            row.Property(one => one.Saved).IsConcurrencyToken();
        }
    }
}

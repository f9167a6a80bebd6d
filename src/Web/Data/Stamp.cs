using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Data;

/// <summary>变更戳: changes with every change of what it is called after, so that other processes notice that what they remember is old.</summary>
public sealed class Stamp
{
    /// <summary>What decisions look at besides the matter: organisation, people, roster, packs.</summary>
    public const string Regime = "regime";

    public required string Name { get; set; }
    public Guid Value { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Stamp>
    {
        public void Configure(EntityTypeBuilder<Stamp> row)
        {
            row.HasKey(stamp => stamp.Name);
            // It is always there to be changed, so that two who change it first don't both write it.
            row.HasData(new Stamp { Name = Regime, Value = Guid.Empty });
        }
    }
}

/// <summary>A key that seals sign-ins and forms, kept in the database where several processes serve it.</summary>
public sealed class ProtectionKey
{
    public required string Id { get; set; }
    public required string Xml { get; set; }
}

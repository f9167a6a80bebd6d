using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Cases;
using Shouwen.Seals;

namespace Shouwen.Web.Journal;

/// <summary>
/// 日志: one event of one matter, written once and never changed. <see cref="Hash"/> covers the row and <see cref="Previous"/>, so that the rows of a matter
/// form a chain that breaks where anybody alters, drops or inserts one.
/// </summary>
public sealed class JournalEntry
{
    /// <summary><c>case:…</c>, <c>finding:…</c>, as <see cref="MatterKey"/> writes it.</summary>
    public required string Matter { get; set; }

    /// <summary>From 1, without a gap; after this entry the matter has this version.</summary>
    public int Seq { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>When the row was written; later than <see cref="At"/> where the clock's own events are found afterwards or an act is entered later.</summary>
    public DateTimeOffset RecordedAt { get; set; }
    public required string Kind { get; set; }
    public required string Body { get; set; }
    public required string Previous { get; set; }
    public required string Hash { get; set; }

    public Event Read() => JsonSerializer.Deserialize<Event>(Body, Fields.Json)!;

    public static JournalEntry Of(MatterKey matter, int seq, Event happened, string previous, DateTimeOffset now)
    {
        var entry = new JournalEntry
        {
            Matter = matter.ToString(), Seq = seq, At = happened.At, RecordedAt = now,
            Kind = Kinds[happened.GetType()], Body = JsonSerializer.Serialize(happened, Fields.Json), Previous = previous, Hash = "",
        };
        entry.Hash = entry.Fingerprint();
        return entry;
    }

    /// <summary>What each type of event is called in its body.</summary>
    private static readonly FrozenDictionary<Type, string> Kinds = typeof(Event).GetCustomAttributes<JsonDerivedTypeAttribute>().ToFrozenDictionary(type => type.DerivedType, type => (string)type.TypeDiscriminator!);

    public string Fingerprint() => Fingerprints.Entry(Previous, Matter, Seq, At, RecordedAt, Body);

    /// <summary>What <see cref="Kind"/> must be: the body says it too, and the hash covers the body alone.</summary>
    public static string KindOf(string body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("event").GetString()!;
    }

    private sealed class Rows : IEntityTypeConfiguration<JournalEntry>
    {
        public void Configure(EntityTypeBuilder<JournalEntry> row)
        {
            row.ToTable("journal");
            row.HasKey(entry => new { entry.Matter, entry.Seq });
            // The day's seal reads the entries of that day alone.
            row.HasIndex(entry => entry.RecordedAt);
        }
    }
}

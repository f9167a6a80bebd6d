using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Setup;

/// <summary>单位 (the whole): the one row that says whose installation this is. Without it the set-up page opens, and only it.</summary>
public sealed class Organisation
{
    public const int TheOne = 1;

    public int Id { get; set; } = TheOne;
    public required string Name { get; set; }
    /// <summary>Working shifts of a working day in local time, such as <c>08:30-12:00</c>, in order.</summary>
    public List<string> Shifts { get; set; } = [];
    /// <summary>IANA zone.</summary>
    public string Zone { get; set; } = "Asia/Shanghai";
    public DateTimeOffset SetUpAt { get; set; }

    /// <summary>From how many gathered requests on they are laid before the coordinating body.</summary>
    public int BatchFrom { get; set; } = Shouwen.Cases.Gathering.DefaultFrom;

    /// <summary>What it decided about reminding, as <see cref="Reminders.WatchSettings"/> writes it; null: the usual.</summary>
    public string? Watch { get; set; }

    /// <summary>An invented organisation to look at: the sign-in page says whom one may be.</summary>
    public bool Demo { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Organisation>
    {
        public void Configure(EntityTypeBuilder<Organisation> row)
        {
            row.Property(o => o.Id).ValueGeneratedNever();
            row.Property(o => o.BatchFrom).HasDefaultValue(Shouwen.Cases.Gathering.DefaultFrom);
        }
    }
}

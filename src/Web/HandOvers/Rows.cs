using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Web.Data;

namespace Shouwen.Web.HandOvers;

/// <summary>工作交接: a list as it stands, for registers and desks. Its history is the truth; the rows are written with it.</summary>
public sealed class HandOverRow
{
    /// <summary>Its running number; people say 交接 12 号.</summary>
    public int Id { get; set; }
    public required string FromId { get; set; }
    public required string FromUnitId { get; set; }

    /// <summary>Who made the list: the giver, or whoever did it for him.</summary>
    public required string ById { get; set; }

    /// <summary>One of <see cref="DeskHandOver.Reasons"/>.</summary>
    public required string Reason { get; set; }
    public string? Note { get; set; }
    public DateTimeOffset At { get; set; }
    public int Items { get; set; }

    /// <summary>Items that wait for their takers, and those declined that are still the giver's.</summary>
    public int Waiting { get; set; }
    public int Declined { get; set; }
    public int Version { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<HandOverRow>
    {
        public void Configure(EntityTypeBuilder<HandOverRow> row)
        {
            row.ToTable("hand_overs");
            row.Property(one => one.Id).ValueGeneratedNever();
            row.Property(one => one.Version).IsConcurrencyToken();
            row.HasIndex(one => new { one.FromId, one.Id });
            row.HasIndex(one => one.Id).HasFilter("waiting + declined > 0");
            row.HasIndex(one => new { one.FromUnitId, one.Id });
        }
    }
}

/// <summary>One thing of a list, as <see cref="DeskItem"/> has it.</summary>
public sealed class HandOverItem
{
    public int HandOverId { get; set; }
    public int No { get; set; }
    public required string What { get; set; }

    /// <summary>Its id, as <see cref="DeskItem.Id"/> has it.</summary>
    public required string ThingId { get; set; }
    public required string Text { get; set; }
    public required string ToId { get; set; }

    /// <summary>offered, accepted, declined or withdrawn.</summary>
    public required string State { get; set; }
    public string? SettledById { get; set; }
    public DateTimeOffset? SettledAt { get; set; }
    public string? Reason { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<HandOverItem>
    {
        public void Configure(EntityTypeBuilder<HandOverItem> row)
        {
            row.ToTable("hand_over_items");
            row.HasKey(one => new { one.HandOverId, one.No });
            row.HasIndex(one => new { one.ToId, one.State, one.HandOverId });
            row.HasIndex(one => new { one.ThingId, one.State });
        }
    }
}

/// <summary>Writes the rows of a list from what it is now, and carries out what an acceptance means beyond its case.</summary>
public static class HandOverRows
{
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["away"] = "离岗", ["shift"] = "交班", ["leaving"] = "离职、调离", ["back"] = "返岗交回", ["other"] = "其他",
    };

    public static string Say(string state) => state switch { "offered" => "待接收", "accepted" => "已接收", "declined" => "未接收", _ => "已收回" };

    public static string Tone(string state) => state switch { "offered" => "amber", "accepted" => "green", "declined" => "red", _ => "grey" };

    public static int Number(MatterKey key) => int.Parse(key.Id.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture);

    public static async Task Write(AppDb db, Matter matter, Organisations.Organisation organisation)
    {
        var (list, id) = (DeskHandOver.Of(matter)!, Number(matter.Key));
        var row = await db.HandOvers.FindAsync(id);
        if (row is null)
            db.HandOvers.Add(row = new HandOverRow { Id = id, FromId = list.From, FromUnitId = organisation.Person(list.From)?.Unit ?? "", ById = list.By, Reason = list.Reason, Note = list.Note, At = list.At, Items = list.Items.Count });
        (row.Waiting, row.Declined, row.Version) = (list.Items.Count(item => item.State == DeskItemState.Offered), list.Items.Count(item => item.State == DeskItemState.Declined), matter.Version);
        var items = await db.HandOverItems.Where(item => item.HandOverId == id).ToDictionaryAsync(item => item.No);
        foreach (var item in list.Items)
        {
            if (!items.TryGetValue(item.No, out var kept))
                db.HandOverItems.Add(kept = new HandOverItem { HandOverId = id, No = item.No, What = item.What, ThingId = item.Id, Text = item.Text, ToId = item.To, State = "" });
            (kept.State, kept.SettledById, kept.SettledAt, kept.Reason) = (item.State.ToString().ToLowerInvariant(), item.By, item.At, item.Reason);
        }
        // A shift goes over with its acceptance; a case went by an act of its own.
        if (matter.Acts[^1] is { Name: "accept-hand-over" } accepted && list.Items.Find(item => item.No == (int?)accepted.With.Number("item")) is { What: DeskItem.Shift } shift
            && long.TryParse(shift.Id, out var shiftId) && await db.RosterShifts.SingleOrDefaultAsync(one => one.Id == shiftId && one.PersonId == list.From) is { } moved) moved.PersonId = accepted.By;
    }

    /// <summary>What the state rows of a list say otherwise than its history.</summary>
    public static async Task<IReadOnlyList<string>> Differences(AppDb db, Matter matter)
    {
        if (DeskHandOver.Of(matter) is not { } list) return [];
        var id = Number(matter.Key);
        var kept = await db.HandOverItems.AsNoTracking().Where(item => item.HandOverId == id).ToDictionaryAsync(item => item.No);
        return [.. list.Items.Where(item => !kept.TryGetValue(item.No, out var row) || row.State != item.State.ToString().ToLowerInvariant() || row.ToId != item.To || row.ThingId != item.Id)
            .Select(item => $"交接单第 {item.No} 项不符：日志 {item.State}")];
    }
}

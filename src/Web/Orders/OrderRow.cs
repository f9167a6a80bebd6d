using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Orders;

/// <summary>督办单 as it stands, for the register. The journal is the truth; this row is written with it, at the same version.</summary>
public sealed class OrderRow
{
    /// <summary>A time-ordered UUID without dashes.</summary>
    public required string Id { get; set; }

    /// <summary>Year and running number, <c>2026-0001</c>: orders have a series of their own.</summary>
    public required string Number { get; set; }

    /// <summary>The same as one number, to page by.</summary>
    public long Key { get; set; }
    public int Version { get; set; }

    /// <summary>ordinary, yellow or red.</summary>
    public required string Grade { get; set; }

    /// <summary>issued, answered, closed or cancelled.</summary>
    public required string Status { get; set; }
    public required string UnitId { get; set; }

    /// <summary>Who presses for it now, and his unit then: whoever issued it, or took it over since.</summary>
    public required string IssuerId { get; set; }
    public string? IssuerUnitId { get; set; }
    public required string Text { get; set; }

    /// <summary>When the reply is due that is owed now, or was owed last.</summary>
    public DateTimeOffset? Due { get; set; }
    public DateTimeOffset IssuedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>督〔2026〕1 号, as it is written on paper.</summary>
    public string Written => Number.Split('-') is [var year, var no] ? $"督〔{year}〕{no.TrimStart('0')} 号" : Number;

    public bool IsLate(DateTimeOffset now) => Status == "issued" && Due < now;

    private sealed class Rows : IEntityTypeConfiguration<OrderRow>
    {
        public void Configure(EntityTypeBuilder<OrderRow> row)
        {
            row.ToTable("orders");
            row.Property(one => one.Version).IsConcurrencyToken();
            row.HasIndex(one => one.Number).IsUnique();
            row.HasIndex(one => one.Key).IsUnique();
            row.HasIndex(one => new { one.UnitId, one.Key });
            row.HasIndex(one => new { one.IssuerUnitId, one.Key });
            row.HasIndex(one => new { one.IssuerId, one.Key });
            row.HasIndex(one => one.IssuerId).HasFilter("ended_at IS NULL");
            row.HasIndex(one => new { one.Grade, one.Key });
            row.HasIndex(one => new { one.Status, one.Key });
        }
    }
}

/// <summary>A case that an order is about.</summary>
public sealed class OrderCase
{
    public required string OrderId { get; set; }
    public required string CaseId { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<OrderCase>
    {
        public void Configure(EntityTypeBuilder<OrderCase> row)
        {
            row.ToTable("order_cases");
            row.HasKey(one => new { one.OrderId, one.CaseId });
            row.HasIndex(one => one.CaseId);
        }
    }
}

/// <summary>Who sees an order, and the row that follows from it.</summary>
public static class OrderRows
{
    public static MatterKey KeyOf(string id) => new(MatterKind.Order, id);

    /// <summary>Customer service, supervision and auditors see all; others what their unit issued or must answer, and what the units they lead must.</summary>
    public static IQueryable<OrderRow> VisibleTo(this IQueryable<OrderRow> orders, Actor actor, IReadOnlyCollection<string> led) =>
        orders.WhereAny(Reasons(actor, led));

    public static IReadOnlyList<IQueryable<OrderRow>> PartsVisibleTo(this IQueryable<OrderRow> orders, Actor actor, IReadOnlyCollection<string> led) => orders.WhereEach(Reasons(actor, led));

    private static IReadOnlyList<Expression<Func<OrderRow, bool>>> Reasons(Actor actor, IReadOnlyCollection<string> led)
    {
        if (actor.SeesAll()) return [one => true];
        var (me, mine) = (actor.Id, actor.UnitId);
        return [one => one.IssuerId == me, one => one.IssuerUnitId == mine, one => one.UnitId == mine, .. led.Count == 0 ? [] : (Expression<Func<OrderRow, bool>>[])[one => led.Contains(one.UnitId)]];
    }

    /// <summary>The next number of the year: given out inside the transaction, so that there is neither gap nor twin.</summary>
    public static async Task<string> Next(AppDb db, Judging.Regime regime, DateTimeOffset now) =>
        $"{regime.Calendar.DayOf(now).Year}-{await db.Next($"order-{regime.Calendar.DayOf(now).Year}"):0000}";

    /// <summary>Writes the row of an order; a new one has its number.</summary>
    public static async Task<OrderRow> Write(AppDb db, Judging.Regime regime, Matter order, string? number)
    {
        var row = await db.Orders.FindAsync(order.Key.Id);
        if (row is null)
        {
            row = new OrderRow
            {
                Id = order.Key.Id, Number = number!, Key = Projection.KeyOf(number!), Grade = "", Status = "", UnitId = Ordering.UnitOf(order)!, IssuerId = "",
                Text = order.Facts.Text("text")!, IssuedAt = order.OpenedAt,
            };
            db.Orders.Add(row);
            db.OrderCases.AddRange(order.Facts.Texts("cases").Distinct().Select(id => new OrderCase { OrderId = row.Id, CaseId = id }));
        }
        (row.Version, row.Grade, row.Status) = (order.Version, Ordering.GradeOf(order), order.Status);
        if (Ordering.IssuerOf(order)! is var issuer && row.IssuerId != issuer) (row.IssuerId, row.IssuerUnitId) = (issuer, regime.Organisation.Person(issuer)?.Unit);
        row.Due = order.Duties.LastOrDefault(duty => duty.Rule == "answer-order")?.Due;
        row.EndedAt = Ordering.Stands(order) ? null : row.EndedAt ?? order.Acts[^1].At;
        return row;
    }
}

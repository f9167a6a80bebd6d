using System.Globalization;
using System.Security.Cryptography;
using Shouwen.Cases;
using Shouwen.Web.Health;
using Shouwen.Web.Orders;
using Shouwen.Web.Projects;

namespace Shouwen.Web.Cases;

/// <summary>Matters that begin with a number or a mark of their own.</summary>
public sealed partial class Acting
{
    /// <summary>
    /// Begins a case. Nobody knows of it yet, so nobody else can decide on it: it is decided and its signs are sought here, and then written together with those that begin at the same moment.
    /// <paramref name="importedAs"/> marks a row of another system; it may come only once.
    /// </summary>
    public Task<Outcome> Register(string by, Fields with, string? importedAs = null) => Counted("register", () => Registered(by, with, importedAs));

    private async Task<Outcome> Registered(string by, Fields with, string? importedAs)
    {
        var act = new Act("register", by, Now, with);
        var regime = await Regime();
        var decision = Decide(regime, new Matter(Case(Guid.CreateVersion7(act.At).ToString("N"))), act, []);
        if (decision is Decision.Refused refused) return new Outcome.Refused(refused.Refusals);
        var accepted = (Decision.Accepted)decision;
        var facts = accepted.Matter.Facts;
        var rarest = await Similar.Rarest(db, Signs, (await Around(regime)).Words, facts.Text("content") ?? "", facts.Text("customer.address"));
        using var span = Tracing.Source.StartActivity("write");
        return new Outcome.Done(accepted.Matter, await registrar.Write(new(regime, act, accepted, rarest, importedAs, time)));
    }

    /// <summary>Writes cases that begin, all or none of them, under the next numbers of the day.</summary>
    public Task<IReadOnlyList<CaseRow>> Begin(IReadOnlyList<Registrar.Decided> together) => Tried<IReadOnlyList<CaseRow>>(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var day = together[0].Regime.Calendar.DayOf(Now).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        // Whoever registers next waits for the end of this transaction, so that there is neither gap nor twin.
        var number = await db.Next(day, together.Count) - together.Count;
        var rows = new List<CaseRow>();
        foreach (var (regime, act, accepted, rarest, importedAs, _) in together)
        {
            var row = (await Put(regime, new Matter(accepted.Matter.Key), accepted, $"{day}-{++number:0000}", importedAs))!;
            await Similar.File(db, regime, row, rarest, isNew: true);
            await Discharge(regime, accepted, act);
            rows.Add(row);
        }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return rows;
    });

    /// <summary>Issues an order: its own matter, and on each case it is about the supervision that it is, all in one write.</summary>
    public Task<Outcome> Issue(string by, Fields with) => Tried(() => Ordered(OrderRows.KeyOf(Guid.CreateVersion7(Now).ToString("N")), by, with));

    private async Task<Outcome> Ordered(MatterKey key, string by, Fields with)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var regime = await Regime();
        var cases = new List<Matter>();
        foreach (var id in with.Texts("cases").Order(StringComparer.Ordinal))
        {
            await db.Lock(Case(id).ToString());
            if (await Load(Case(id)) is { } about) cases.Add(about);
        }
        var act = new Act("issue-order", by, Now, with);
        var decision = Decide(regime, new Matter(key), act, cases);
        if (decision is Decision.Refused refused) return new Outcome.Refused(refused.Refusals);
        var accepted = (Decision.Accepted)decision;
        var number = await OrderRows.Next(db, regime, act.At);
        await Put(regime, new Matter(key), accepted, number);
        foreach (var about in cases)
        {
            var supervise = new Act("supervise", by, act.At, Fields.Of(new { unit = with.Text("unit"), order = number, text = with.Text("text") }));
            var supervision = Decide(regime, about, supervise, []);
            if (supervision is Decision.Refused objected) return new Outcome.Refused(objected.Refusals);
            await Put(regime, about, (Decision.Accepted)supervision);
            await Discharge(regime, (Decision.Accepted)supervision, supervise);
        }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new Outcome.Done(accepted.Matter, null);
    }

    /// <summary>Begins a project from a lead. <paramref name="importedAs"/> marks the row of a table it came from; it may come only once.</summary>
    public Task<Outcome> Lead(string by, Fields with, string? importedAs = null) => Counted("lead", () => Tried<Outcome>(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var (regime, act) = (await Regime(), new Act("lead", by, Now, with));
        var begins = new Matter(ProjectRows.KeyOf(Guid.CreateVersion7(act.At).ToString("N")));
        var decision = Decide(regime, begins, act, []);
        if (decision is Decision.Refused refused) return new Outcome.Refused(refused.Refusals);
        var accepted = (Decision.Accepted)decision;
        await Put(regime, begins, accepted, await ProjectRows.Next(db, regime, act.At), importedAs);
        await Discharge(regime, accepted, act);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new Outcome.Done(accepted.Matter, null);
    }));

    /// <summary>Begins a history of the organisation's own, numbered in its series: a list of a hand-over, an announcement. Refused, it uses no number.</summary>
    public Task<Outcome> Begin(string series, Func<int, MatterKey> key, string act, string by, Fields with) => Tried<Outcome>(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var matter = new Matter(key(await db.Next(series)));
        var regime = await Regime();
        var done = new Act(act, by, Now, with);
        var decision = Deciding.Do(regime, matter, done, []);
        if (decision is Decision.Refused refused) return new Outcome.Refused(refused.Refusals);
        var accepted = (Decision.Accepted)decision;
        await Put(regime, matter, accepted, null);
        await Discharge(regime, accepted, done);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new Outcome.Done(accepted.Matter, null);
    });

    /// <summary>The number is given out as the case is written; its history begins with it, so that no other can be put in its place.</summary>
    public static IReadOnlyList<Event> Numbered(IReadOnlyList<Event> events, string number) => [.. events.Select(happened => happened is Opened opened ? opened with { Number = number } : happened)];

    /// <summary>Eight signs without those that look alike: 40 bits, tried at a rate-limited door.</summary>
    private static string NewCode() => RandomNumberGenerator.GetString("ABCDEFGHJKMNPQRSTVWXYZ23456789", 8);
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Web.Data;
using Shouwen.Web.Sending;

namespace Shouwen.Web.Cases;

/// <summary>Writes the state rows of a matter from what it is now; the caller saves them in the same transaction as the journal.</summary>
public static class Projection
{
    /// <param name="db">Where.</param>
    /// <param name="regime">What is in force.</param>
    /// <param name="around">What belongs to it.</param>
    /// <param name="accepted">What was decided.</param>
    /// <param name="now">When it is written.</param>
    /// <param name="number">Of a case that begins with it; null for one that has rows already.</param>
    /// <param name="code">Of one that begins with it.</param>
    /// <param name="importedAs">The mark of one that begins with it.</param>
    public static async Task<CaseRow> Case(AppDb db, Regime regime, Surroundings around, Decision.Accepted accepted, DateTimeOffset now, string? number, string code, string? importedAs)
    {
        var matter = accepted.Matter;
        var row = number is null ? await db.Cases.SingleAsync(one => one.Id == matter.Key.Id) : null;
        if (row is null)
        {
            row = new CaseRow
            {
                Id = matter.Key.Id, Number = number!, Key = KeyOf(number!), Code = code, ImportedAs = importedAs, RegisteredAt = matter.OpenedAt, Status = "", Channel = "", Kind = "", Scope = "", Urgency = "", Content = "",
                FirstContactId = "", FirstContactUnitId = "",
            };
            db.Appended.Add(row);
        }
        Fill(row, matter, regime, now);
        var duties = (await Duties(db, regime, matter, isNew: number is not null)).Where(duty => duty.Stands).ToList();
        row.NextDue = duties.Min(duty => duty.Due);
        row.NextProvisional = duties.Exists(duty => duty.Due == row.NextDue && duty.Provisional);
        row.Breached = duties.Count(duty => duty.State == "breached");
        await Sights(db, regime, accepted, duties, isNew: number is not null);
        await Notices.Write(db, regime, around, row, accepted, now);
        if (number is null) await CaseWords.Write(db, row);
        else CaseWords.Append(db, row);
        return row;
    }

    /// <summary>20260303-0001 → 20260303000001.</summary>
    public static long KeyOf(string number) => number.Split('-') is [var day, var running]
        ? long.Parse(day, CultureInfo.InvariantCulture) * 1_000_000 + long.Parse(running, CultureInfo.InvariantCulture) : throw new FormatException(number);

    /// <summary>A row for each duty of the matter; a new matter has none yet.</summary>
    public static async Task<IReadOnlyList<DutyRow>> Duties(AppDb db, Regime regime, Matter matter, bool isNew = false)
    {
        regime = regime.For(matter);
        var name = matter.Key.ToString();
        var rows = isNew ? [] : await db.Duties.Where(row => row.Matter == name).ToDictionaryAsync(row => row.No);
        var added = new List<DutyRow>();
        foreach (var duty in matter.Duties)
        {
            var scene = new Scene(regime, matter, null, duty.RaisedAt, regime.Packs.FirstOrDefault(pack => pack.Id == duty.Pack));
            if (!rows.TryGetValue(duty.No, out var row))
            {
                row = new DutyRow { Matter = name, No = duty.No, CaseId = matter.Key.Kind == MatterKind.Case ? matter.Key.Id : null, Name = duty.Name, Pack = duty.Pack, Version = duty.Version, Clause = duty.Clause, State = "" };
                added.Add(rows[duty.No] = row);
            }
            else if (!row.Stands) continue;
            var (bearer, owed) = (Clockwork.Bearer(duty, scene), Clockwork.OwedTo(duty, scene));
            (row.BearerPersonId, row.BearerUnitId) = (Person(bearer), Unit(bearer));
            (row.OwedPersonId, row.OwedUnitId, row.OwedCustomer) = (Person(owed), Unit(owed), owed is { Kind: PartyKind.Customer });
            (row.RaisedAt, row.Due, row.Provisional, row.Limit, row.Text, row.Period) = (duty.RaisedAt, duty.Due, duty.Provisional, duty.Limit, duty.Text, duty.Period);
            (row.Calendar, row.HoursOf) = (duty.Calendar, duty.HoursOf);
            (row.State, row.Stands, row.EndedAt) = (duty.State.ToString().ToLowerInvariant(), duty.Stands, duty.EndedAt);
        }
        db.Appended.AddRange(added);
        return [.. rows.Values];
    }

    public static async Task Finding(AppDb db, Matter matter)
    {
        var opened = matter.Finding!;
        var row = await db.Findings.FindAsync(matter.Key.Id);
        if (row is null)
        {
            row = new FindingRow { Id = matter.Key.Id, CaseId = opened.Case, Kind = opened.Kind, Pack = opened.Pack, Clause = opened.Clause, Duty = opened.Duty, OpenedAt = matter.OpenedAt, Status = "" };
            db.Findings.Add(row);
        }
        (row.Version, row.Status, row.AgainstPersonId, row.AgainstUnitId) = (matter.Version, matter.Status, Person(opened.Against), Unit(opened.Against));
    }

    private static void Fill(CaseRow row, Matter matter, Regime regime, DateTimeOffset now)
    {
        var (facts, organisation) = (matter.Facts, regime.Organisation);
        (row.Version, row.Status, row.ChangedAt) = (matter.Version, matter.Status, now);
        (row.Channel, row.Kind, row.Scope, row.Urgency) = (facts.Text("channel") ?? "visit", facts.Text("kind") ?? "request", facts.Text("scope") ?? "unclear", facts.Text("urgency") ?? "normal");
        (row.Content, row.CustomerName, row.CustomerUnit, row.CustomerAddress) = (facts.Text("content") ?? "", facts.Text("customer.name"), facts.Text("customer.unit"), facts.Text("customer.address"));
        row.Segment = facts.Text("customer.segment");
        row.CustomerEmail = Mime.Address(facts.Text("customer.email"));
        row.CustomerPhone = Phones.Digits(facts.Text("customer.phone"));
        row.FirstContactId = matter.FirstContact.Id;
        row.FirstContactUnitId = organisation.UnitOf(matter.FirstContact) ?? "";
        (row.HandlerId, row.HandlerUnitId) = (Person(matter.Handler), organisation.UnitOf(matter.Handler));
        var pending = matter.Chain.Pending?.To;
        (row.PendingPersonId, row.PendingUnitId) = (Person(pending), organisation.UnitOf(pending));
        (row.MeantUnitId, row.ReturnedAt) = (organisation.Unit(facts.Text("unit"))?.Id, matter.Last("return")?.At);
        (row.ParentId, row.Gathered, row.Batch) = (matter.Parent, matter.Children.Count, matter.Batch);
        (row.Told, row.Satisfied, row.Round) = (matter.Told, matter.Satisfied, matter.Round);
        row.ClosedAt = matter.IsClosed ? matter.Last("close")?.At ?? now : null;
    }

    /// <summary>Why a person sees a case that waits for him: he was asked for, sought in vain, or has a message waiting.</summary>
    public const string Wanted = "wanted";

    private static async Task Sights(AppDb db, Regime regime, Decision.Accepted accepted, IReadOnlyList<DutyRow> duties, bool isNew)
    {
        var matter = accepted.Matter;
        var old = isNew ? [] : await db.Sights.Where(sight => sight.CaseId == matter.Key.Id).ToListAsync();
        var seen = new List<(string? Person, string? Unit, string Why)>();
        foreach (var link in matter.Chain.Links) seen.Add((Person(link.Holder), regime.Organisation.UnitOf(link.Holder), "link"));
        if (matter.Chain.Pending is { } pending) seen.Add((Person(pending.To), regime.Organisation.UnitOf(pending.To), "pending"));
        foreach (var wanted in Deciding.Wanted(regime, matter)) seen.Add((wanted, null, Wanted));
        seen.AddRange(duties.Select(duty => (duty.BearerPersonId, duty.BearerUnitId, "duty")));
        seen.AddRange(accepted.Events.OfType<Notified>().SelectMany(notified => notified.People).Select(person => ((string?)person, (string?)null, "told")));
        // Whoever was once told may go on looking; links, hand-overs and duties follow the state.
        seen.AddRange(old.Where(sight => sight.Why == "told").Select(sight => (sight.PersonId, sight.UnitId, "told")));
        db.Sights.RemoveRange(old);
        var no = old.Count == 0 ? 0 : old.Max(sight => sight.No);
        db.Appended.AddRange(seen.Distinct().Select(sight => new Sight { CaseId = matter.Key.Id, No = ++no, PersonId = sight.Person, UnitId = sight.Unit, Why = sight.Why }));
    }

    private static string? Person(Party? party) => party is { IsPerson: true } person ? person.Id : null;
    private static string? Unit(Party? party) => party is { IsUnit: true } unit ? unit.Id : null;
}

/// <summary>Telephone numbers as they are looked up.</summary>
public static class Phones
{
    /// <summary>The digits alone, without a leading 86 before a mobile number; null when there are none.</summary>
    public static string? Digits(string? phone)
    {
        var digits = new string([.. (phone ?? "").Where(char.IsAsciiDigit)]);
        if (digits.Length == 13 && digits.StartsWith("861", StringComparison.Ordinal)) digits = digits[2..];
        return digits.Length == 0 ? null : digits;
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouwen.Accountability;
using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Duties;
using Shouwen.Web.Accountability;
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
        var isNew = number is not null;
        var row = isNew ? Begin(matter, number!, code, importedAs) : await db.Cases.SingleAsync(one => one.Id == matter.Key.Id);
        var before = Figures(isNew ? null : row, regime);
        if (isNew) db.Appended.Add(row);
        var duties = await Duties(db, regime, matter, isNew);
        var said = isNew ? null : CaseWords.TextOf(row);
        Fill(row, matter, regime, duties, now);
        Changed(db, before, Figures(row, regime));
        var old = isNew ? [] : await db.Sights.Where(sight => sight.CaseId == matter.Key.Id).ToListAsync();
        var sights = Sights(regime, row.Key, accepted, duties, old);
        db.Sights.RemoveRange(old.Except(sights));
        db.Appended.AddRange(sights.Except(old));
        Notices.Write(db, regime, around, row, accepted, now);
        if (isNew) CaseWords.Append(db, row);
        else if (said != CaseWords.TextOf(row)) await CaseWords.Write(db, row);
        return row;
    }

    /// <summary>The row of a case that begins; what it is now fills the rest.</summary>
    public static CaseRow Begin(Matter matter, string number, string code, string? importedAs) => new()
    {
        Id = matter.Key.Id, Number = number, Key = KeyOf(number), Code = code, ImportedAs = importedAs, RegisteredAt = matter.OpenedAt, Status = "", Channel = "", Kind = "", Scope = "", Urgency = "", Content = "",
        FirstContactId = "", FirstContactUnitId = "",
    };

    /// <summary>20260303-0001 → 20260303000001.</summary>
    public static long KeyOf(string number) => number.Split('-') is [var day, var running]
        ? long.Parse(day, CultureInfo.InvariantCulture) * 1_000_000 + long.Parse(running, CultureInfo.InvariantCulture) : throw new FormatException(number);

    /// <summary>A row for each duty of the matter; a new matter has none yet.</summary>
    public static async Task<IReadOnlyCollection<DutyRow>> Duties(AppDb db, Regime regime, Matter matter, bool isNew = false)
    {
        var name = matter.Key.ToString();
        var rows = isNew ? [] : await db.Duties.Where(row => row.Matter == name).ToDictionaryAsync(row => row.No);
        db.Appended.AddRange(Duties(rows, regime, matter));
        return rows.Values;
    }

    /// <summary>Brings the rows of the duties to what the matter is now; those it added.</summary>
    public static IReadOnlyList<DutyRow> Duties(Dictionary<int, DutyRow> rows, Regime regime, Matter matter)
    {
        regime = regime.For(matter);
        var name = matter.Key.ToString();
        var added = new List<DutyRow>();
        foreach (var duty in matter.Duties)
        {
            if (rows.TryGetValue(duty.No, out var row) && !row.Stands) continue;
            if (row is null)
            {
                row = new DutyRow { Matter = name, No = duty.No, CaseId = matter.Key.Kind == MatterKind.Case ? matter.Key.Id : null, Name = duty.Name, Pack = duty.Pack, Version = duty.Version, Clause = duty.Clause, State = "" };
                added.Add(rows[duty.No] = row);
            }
            var scene = new Scene(regime, matter, null, duty.RaisedAt, regime.Packs.FirstOrDefault(pack => pack.Id == duty.Pack));
            var (bearer, owed) = (Clockwork.Bearer(duty, scene), Clockwork.OwedTo(duty, scene));
            (row.BearerPersonId, row.BearerUnitId) = (Person(bearer), Unit(bearer));
            (row.OwedPersonId, row.OwedUnitId, row.OwedCustomer) = (Person(owed), Unit(owed), owed is { Kind: PartyKind.Customer });
            (row.RaisedAt, row.Due, row.Provisional, row.Limit, row.Text, row.Period) = (duty.RaisedAt, duty.Due, duty.Provisional, duty.Limit, duty.Text, duty.Period);
            (row.Calendar, row.HoursOf) = (duty.Calendar, duty.HoursOf);
            (row.Near, row.Alarm) = (Alarms.Near(duty, regime), Alarms.Next(duty, regime));
            (row.State, row.Stands, row.EndedAt) = (duty.State.ToString().ToLowerInvariant(), duty.Stands, duty.EndedAt);
        }
        return added;
    }

    public static async Task Finding(AppDb db, Matter matter)
    {
        if (await db.Findings.FindAsync(matter.Key.Id) is { } row) Fill(row, matter);
        else db.Findings.Add(Begin(matter));
    }

    /// <summary>The row of a finding as it is.</summary>
    public static FindingRow Begin(Matter matter)
    {
        var opened = matter.Finding!;
        var row = new FindingRow { Id = matter.Key.Id, CaseId = opened.Case, Kind = opened.Kind, Pack = opened.Pack, Clause = opened.Clause, Duty = opened.Duty, OpenedAt = matter.OpenedAt, Status = "" };
        Fill(row, matter);
        return row;
    }

    public static void Fill(FindingRow row, Matter matter) =>
        (row.Version, row.Status, row.Overruled, row.AgainstPersonId, row.AgainstUnitId) = (matter.Version, matter.Status, Overruling.Open(matter) is not null, Person(matter.Finding!.Against), Unit(matter.Finding!.Against));

    /// <summary>Brings the row of a case to what it is now; <paramref name="duties"/> are those of its rows.</summary>
    public static void Fill(CaseRow row, Matter matter, Regime regime, IReadOnlyCollection<DutyRow> duties, DateTimeOffset now)
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
        (row.ReturnBy, row.DisputedAt) = (Misrouting.ReturnBy(regime, matter), Misrouting.Disputed(matter) && !matter.IsClosed ? matter.Last("dispute")!.At : null);
        (row.ParentId, row.Gathered, row.Batch) = (matter.Parent, matter.Children.Count, matter.Batch);
        (row.Told, row.Satisfied, row.Round) = (matter.Told, matter.Satisfied, matter.Round);
        row.ClosedAt = matter.IsClosed ? matter.Last("close")?.At ?? now : null;
        row.KeptUntil = Keeping.Of(matter, regime.For(matter));
        row.Disposable &= row.KeptUntil is not null;
        Complained(row, matter, regime);
        Next(row, duties);
    }

    /// <summary>What the register of complaints shows of it.</summary>
    public static void Complained(CaseRow row, Matter matter, Regime regime)
    {
        var against = Complaint.Against(new Scene(regime, matter, null, matter.OpenedAt));
        (row.Complaint, row.Verdict, row.AccusedPersonId, row.AccusedUnitId) = (Complaint.State(matter), Complaint.Finding(matter), Person(against), regime.Organisation.UnitOf(against));
    }

    private static void Next(CaseRow row, IReadOnlyCollection<DutyRow> duties)
    {
        var standing = duties.Where(duty => duty.Stands).ToList();
        row.NextDue = standing.Min(duty => duty.Due);
        row.NextNear = standing.Min(duty => duty.Near);
        row.NextProvisional = standing.Exists(duty => duty.Due == row.NextDue && duty.Provisional);
        row.Breached = standing.Count(duty => duty.State == "breached");
    }

    /// <summary>The moments of a matter's duties anew, where nothing has happened but the rules of reminding are others.</summary>
    public static async Task Moments(AppDb db, Regime regime, Matter matter)
    {
        var duties = await Duties(db, regime, matter);
        if (matter.Key.Kind != MatterKind.Case) return;
        var row = await db.Cases.SingleAsync(one => one.Id == matter.Key.Id);
        var before = Figures(row, regime);
        Next(row, duties);
        Changed(db, before, Figures(row, regime));
    }

    /// <summary>Where a case counts in the figures that are kept.</summary>
    private static (Caseload? Load, KeptMarks? Marks) Figures(CaseRow? row, Regime regime) => (Caseload.Of(row), KeptMarks.Of(row, regime.Calendar.Zone));

    private static void Changed(AppDb db, (Caseload? Load, KeptMarks? Marks) before, (Caseload? Load, KeptMarks? Marks) now)
    {
        KeptFigures.Changed(db, before.Load, now.Load);
        KeptFigures.Changed(db, before.Marks, now.Marks);
    }

    /// <summary>Why a person sees a case that waits for him: he was asked for, sought in vain, or has a message waiting.</summary>
    public const string Wanted = "wanted";

    /// <summary>Who may see the case now: of those before the very rows that stay, the new ones numbered behind them.</summary>
    public static IReadOnlyList<Sight> Sights(Regime regime, long key, Decision.Accepted accepted, IEnumerable<DutyRow> duties, IReadOnlyCollection<Sight> old)
    {
        var matter = accepted.Matter;
        var seen = new List<(string? Person, string? Unit, string Why)>();
        foreach (var link in matter.Chain.Links) seen.Add((Person(link.Holder), regime.Organisation.UnitOf(link.Holder), "link"));
        if (matter.Chain.Pending is { } pending) seen.Add((Person(pending.To), regime.Organisation.UnitOf(pending.To), "pending"));
        foreach (var wanted in Deciding.Wanted(regime, matter)) seen.Add((wanted, null, Wanted));
        seen.AddRange(duties.Where(duty => duty.Stands).Select(duty => (duty.BearerPersonId, duty.BearerUnitId, "duty")));
        seen.AddRange(accepted.Events.SelectMany(Reached).Select(person => ((string?)person, (string?)null, "told")));
        // Whoever was once told may go on looking; links, hand-overs and duties follow the state.
        seen.AddRange(old.Where(sight => sight.Why == "told").Select(sight => (sight.PersonId, sight.UnitId, "told")));
        var no = old.Count == 0 ? 0 : old.Max(sight => sight.No);
        List<Sight> stay = [.. old.Where(sight => seen.Contains(Of(sight)))];
        var known = stay.Select(Of).ToHashSet();
        return [.. stay, .. seen.Distinct().Where(sight => !known.Contains(sight)).Select(sight => new Sight { CaseId = matter.Key.Id, No = ++no, Key = key, PersonId = sight.Person, UnitId = sight.Unit, Why = sight.Why })];

        static (string? Person, string? Unit, string Why) Of(Sight sight) => (sight.PersonId, sight.UnitId, sight.Why);
    }

    private static IReadOnlyList<string> Reached(Event happened) => happened switch { Notified notified => notified.People, DutyWarned warned => warned.People, DutyClimbed climbed => climbed.People, _ => [] };

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

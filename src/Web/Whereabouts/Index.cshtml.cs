using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Roster;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Whereabouts;

/// <summary>
/// 去向告知牌: who is here, who is away and when he is back, who stands in, who answers which channel now. Everybody sees whether somebody is here; why he is away only those of his
/// unit, whoever answers for it and himself. Oneself is set with two presses.
/// </summary>
public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>A person on the board.</summary>
    /// <param name="Back">When he means to be back; null when here, or when nobody knows.</param>
    public sealed record Line(string Id, string Name, string? Post, bool Away, bool Late, string? Why, string? Back, string? Substitute, string? Duty);

    public sealed record Room(string Id, string Name, IReadOnlyList<Line> People);

    /// <summary>How long one may say to be away with one press, in hours.</summary>
    public static readonly IReadOnlyList<(int Hours, string Name)> Lengths = [(1, "1 小时"), (2, "2 小时"), (4, "半天"), (8, "今天不回来")];

    public IReadOnlyList<Room> Rooms { get; private set; } = [];
    public IReadOnlyList<(string Channel, string People)> OnDuty { get; private set; } = [];
    public Line? Me { get; private set; }
    public bool Screen { get; private set; }
    public string Moment => clock.Say(clock.Now);

    /// <summary>Of everybody, not of this page.</summary>
    public int Away { get; private set; }
    public int Late { get; private set; }
    public string? More { get; private set; }

    /// <summary>From so many people on the next room begins another page: more nobody reads from a board.</summary>
    private const int Enough = 120;

    /// <param name="screen">As a board on a wall.</param>
    /// <param name="after">The last unit of the page before.</param>
    public async Task OnGet(bool screen, string? after)
    {
        Screen = screen;
        await Load(after);
    }

    public async Task<IActionResult> OnPostOut(int hours, string? reason)
    {
        if (Lengths.All(length => length.Hours != hours)) return BadRequest();
        var regime = await acting.Regime();
        var until = regime.Calendar.AddWorkingTime(clock.Now, TimeSpan.FromHours(hours));
        return await Say(new() { ["status"] = reason is "busy" or "leave" ? reason : "trip", ["expected"] = until }) ?? this.Done("/whereabouts", $"已告知去向，预计 {clock.Say(until)} 回来；回来后按“我回来了”");
    }

    public async Task<IActionResult> OnPostBack() => await Say(new() { ["status"] = "at-post" }) ?? this.Done("/whereabouts", "已回到岗位，等您的诉求已经知道");

    private async Task<IActionResult?> Say(Dictionary<string, object> with)
    {
        if (await acting.Do(Acting.Standing, null, "whereabouts", actor.Id, Fields.Of(with)) is not Outcome.Refused refused) return null;
        await Load(null);
        return this.Refused("", refused.Refusals[0].Sentence);
    }

    private async Task Load(string? after)
    {
        var (organisation, now) = ((await acting.Regime()).Organisation, clock.Now);
        var away = (await db.Absences.AsNoTracking().Where(absence => absence.From <= now && absence.To > now).ToListAsync()).GroupBy(absence => absence.PersonId).ToDictionary(group => group.Key, group => group.First());
        var duty = (await db.RosterShifts.AsNoTracking().Where(shift => shift.From <= now && shift.To > now).OrderBy(shift => shift.Channel).ToListAsync()).ToLookup(shift => shift.PersonId, shift => shift.Channel);
        var led = actor.Led(organisation);
        Line Of(Organisations.Person person)
        {
            var absence = away.GetValueOrDefault(person.Id);
            var near = person.Id == actor.Id || person.Unit == actor.UnitId || led.Contains(person.Unit);
            var back = absence?.Expected ?? (absence?.To is { Year: < 9000 } end ? end : null);
            return new(person.Id, person.Name, person.Post, absence is not null, absence?.Expected < now, near && !Screen && absence is not null ? AbsenceReasons.Say(absence.Reason) : null,
                back is { } at ? clock.Say(at) : null, organisation.Person(absence?.SubstituteId)?.Name, duty.Contains(person.Id) ? string.Join("、", duty[person.Id].Distinct().Select(Channels.Say)) : null);
        }
        var people = organisation.People.Where(person => person.Active).ToLookup(person => person.Unit);
        List<Room> rooms = [];
        foreach (var unit in organisation.Units.Where(unit => people.Contains(unit.Id)).OrderBy(unit => unit.Id, StringComparer.Ordinal).SkipWhile(unit => after is not null && string.CompareOrdinal(unit.Id, after) <= 0))
        {
            if (rooms.Sum(room => room.People.Count) >= Enough)
            {
                More = $"/whereabouts?{(Screen ? "screen=true&" : "")}after={Uri.EscapeDataString(rooms[^1].Id)}";
                break;
            }
            rooms.Add(new Room(unit.Id, unit.Name, [.. people[unit.Id].OrderByDescending(person => person.Id == unit.Head).ThenBy(person => person.Id).Select(Of)]));
        }
        Rooms = rooms;
        (Away, Late) = (away.Keys.Count(id => organisation.Person(id) is { Active: true }), away.Values.Count(absence => absence.Expected < now && organisation.Person(absence.PersonId) is { Active: true }));
        OnDuty = [.. duty.SelectMany(of => of.Select(channel => (Channel: channel, Person: of.Key))).GroupBy(one => one.Channel)
            .Select(group => (Channels.Say(group.Key), string.Join("、", group.Select(one => organisation.Person(one.Person)?.Name + (away.ContainsKey(one.Person) ? "（离岗）" : "")).Distinct())))];
        Me = organisation.Person(actor.Id) is { } me ? Of(me) : null;
    }
}

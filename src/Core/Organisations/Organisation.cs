namespace Shouwen.Organisations;

/// <summary>A department, branch or body. Ids are stable; people are named by id. A missing head, leader, liaison or contact is null.</summary>
public sealed record Unit(string Id)
{
    public string Name { get; init; } = "";
    public string? Parent { get; init; }

    /// <summary>branch, subsidiary or department.</summary>
    public string Kind { get; init; } = "department";

    /// <summary>The body of the packs' vocabulary that this unit is: customer-service, supervision, …</summary>
    public string? Role { get; init; }

    /// <summary>负责人.</summary>
    public string? Head { get; init; }

    /// <summary>分管领导.</summary>
    public string? Leader { get; init; }
    public string? Liaison { get; init; }
    public string? Contact { get; init; }
    public IReadOnlyList<string> Scope { get; init; } = [];
    public IReadOnlyList<string> Territory { get; init; } = [];

    /// <summary>The outside firms it answers for, by name.</summary>
    public IReadOnlyList<string> Vendors { get; init; } = [];
}

public sealed record Person(string Id)
{
    public string Name { get; init; } = "";
    public string Unit { get; init; } = "";
    public string? Post { get; init; }

    /// <summary>regular, probation, hired or contractor.</summary>
    public string Employment { get; init; } = "regular";
    public string? Superior { get; init; }
    public string? Phone { get; init; }
    public bool PartyMember { get; init; }
    public bool Active { get; init; } = true;
}

/// <summary>Who answers a channel. The start is included, the end is not.</summary>
public sealed record RosterShift(string Channel, DateTimeOffset From, DateTimeOffset To, string Person);

/// <summary>Away from the post. The start is included, the end is not. Reasons: absent, trip, busy, unreachable, leave.</summary>
public sealed record Absence(string Person, DateTimeOffset From, DateTimeOffset To, string Reason, string? Substitute = null);

/// <summary>Units, people, roster and absences of one organisation as they stand at the moment of a decision.</summary>
public sealed class Organisation
{
    private readonly Dictionary<string, Unit> _units;
    private readonly Dictionary<string, Person> _people;

    public Organisation(IEnumerable<Unit> units, IEnumerable<Person> people, IEnumerable<RosterShift>? roster = null, IEnumerable<Absence>? absences = null)
    {
        _units = units.ToDictionary(unit => unit.Id);
        _people = people.ToDictionary(person => person.Id);
        Roster = [.. roster ?? []];
        Absences = [.. absences ?? []];
    }

    public IReadOnlyCollection<Unit> Units => _units.Values;
    public IReadOnlyCollection<Person> People => _people.Values;
    public IReadOnlyList<RosterShift> Roster { get; }
    public IReadOnlyList<Absence> Absences { get; }

    public Unit? Unit(string? id) => id is not null && _units.TryGetValue(id, out var unit) ? unit : null;
    public Person? Person(string? id) => id is not null && _people.TryGetValue(id, out var person) ? person : null;

    /// <summary>The same organisation, where the person is away from a moment on, until another (or nobody knows when).</summary>
    public Organisation WithAbsence(Absence absence) => new(Units, People, Roster, [.. WithoutAbsence(absence.Person, absence.From).Absences, absence]);

    /// <summary>The same organisation, where the person is back at the moment.</summary>
    public Organisation WithoutAbsence(string person, DateTimeOffset at) =>
        new(Units, People, Roster, Absences.Select(absence => absence.Person == person && absence.From < at && at < absence.To ? absence with { To = at } : absence));

    /// <summary>The same organisation, where the person holds that office of the unit: head, leader, liaison or contact. Nothing changes for another word.</summary>
    public Organisation WithOfficer(string unit, string office, string person) => new(Units.Select(one => one.Id != unit ? one : office switch
    {
        "head" => one with { Head = person },
        "leader" => one with { Leader = person },
        "liaison" => one with { Liaison = person },
        "contact" => one with { Contact = person },
        _ => one,
    }), People, Roster, Absences);

    /// <summary>A person stands for his unit, if he has one; a unit for itself.</summary>
    public string? UnitOf(Party? party) => party switch
    {
        { IsPerson: true } person => Person(person.Id)?.Unit is { Length: > 0 } own ? own : null,
        { IsUnit: true } unit => unit.Id,
        _ => null,
    };

    /// <summary>The unit that plays a body of the vocabulary; lacking one, the unit with that id.</summary>
    public Unit? Body(string role) => _units.Values.FirstOrDefault(unit => unit.Role == role) ?? Unit(role);

    public string? HeadOf(string? unit) => Unit(unit)?.Head;

    /// <summary>The person's own superior, else the head of the unit, else — for the head himself — the leader or the head above.</summary>
    public string? SuperiorOf(string person)
    {
        var who = Person(person);
        if (who is null) return null;
        if (who.Superior is not null) return who.Superior;
        var unit = Unit(who.Unit);
        if (unit?.Head is { } head && head != person) return head;
        return unit?.Leader is { } leader && leader != person ? leader : HeadOf(unit?.Parent) is { } above && above != person ? above : null;
    }

    /// <summary>Who acts for the person at a moment: himself, or while he is away whoever stands in for him. Null where nobody does, or the person is gone.</summary>
    public string? Acting(string? id, DateTimeOffset at)
    {
        for (var hops = 0; hops < 5 && Person(id) is { Active: true } person; hops++)
        {
            if (AbsenceOf(person.Id, at) is not { } away) return person.Id;
            id = away.Substitute;
        }
        return null;
    }

    /// <summary>The leader of the unit, else the leader or head of the nearest unit above it that has one.</summary>
    public string? LeaderAbove(string? unit)
    {
        for (var (at, depth) = (Unit(unit), 0); at is not null && depth < 32; (at, depth) = (Unit(at.Parent), depth + 1))
            if ((at.Id == unit ? at.Leader : at.Leader ?? at.Head) is { } leader) return leader;
        return null;
    }

    /// <summary>Whether the person is over the party: its own superior, or head or leader of its unit or of one above that. Nobody is over himself.</summary>
    public bool IsOver(string person, Party party)
    {
        if (party == Party.Person(person)) return false;
        if (party.IsPerson && SuperiorOf(party.Id) == person) return true;
        for (var (at, depth) = (Unit(UnitOf(party)), 0); at is not null && depth < 32; (at, depth) = (Unit(at.Parent), depth + 1))
            if (at.Head == person || at.Leader == person) return true;
        return false;
    }

    public bool IsLeader(string person) => _units.Values.Any(unit => unit.Head == person || unit.Leader == person);

    public bool Belongs(string person, string unit)
    {
        if (Unit(unit) is { } named && (named.Head == person || named.Liaison == person || named.Contact == person)) return true;
        for (var at = Person(person)?.Unit; at is not null; at = Unit(at)?.Parent)
            if (at == unit) return true;
        return false;
    }

    /// <summary>The person the roster names for the channel at that moment; the shift that began last wins.</summary>
    public string? OnDuty(string channel, DateTimeOffset at) =>
        Roster.Where(shift => shift.Channel == channel && shift.From <= at && at < shift.To).OrderByDescending(shift => shift.From).FirstOrDefault()?.Person;

    public Absence? AbsenceOf(string person, DateTimeOffset at) =>
        Absences.FirstOrDefault(absence => absence.Person == person && absence.From <= at && at < absence.To);

    /// <summary>Whether the party can answer for something: a person in service, or a unit there is.</summary>
    public bool CanAnswer(Party party) => party.IsPerson ? Person(party.Id) is { Active: true } : party.IsUnit && Unit(party.Id) is not null;

    /// <summary>Whether the person stands in for the party: is that person, or one of the unit.</summary>
    public bool StandsFor(string person, Party party) => party.Kind switch
    {
        PartyKind.Person => party.Id == person,
        PartyKind.Unit => Belongs(person, party.Id),
        _ => false,
    };
}

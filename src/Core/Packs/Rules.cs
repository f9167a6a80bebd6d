namespace Shouwen.Packs;

/// <summary>
/// What every rule of a pack carries: its clauses (the first is the one shown and cited), the lines of the regulation's list that it carries,
/// and where it stands. <see cref="Key"/> is its id, else kind and number, unique in the pack.
/// </summary>
public abstract record Rule
{
    public required string Pack { get; init; }
    public required string Key { get; init; }
    public required int Line { get; init; }
    public required IReadOnlyList<string> Clauses { get; init; }
    public IReadOnlyList<string> Lines { get; init; } = [];
    public string? Text { get; init; }
    public string? Note { get; init; }
    public string Clause => Clauses[0];
}

/// <summary>Goals, notice, interpretation, document control, packs pulled in, precedence of another rulebook. Never evaluated at an act.</summary>
public sealed record AboutRule : Rule
{
    public required string What { get; init; }
    public string? By { get; init; }
    public string? From { get; init; }
    public IReadOnlyList<string> Packs { get; init; } = [];
    public string? Rulebook { get; init; }
    public string? Over { get; init; }
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();
}

/// <summary>Who and what the pack binds. Read at <c>register</c>. An empty list says nothing about that side.</summary>
public sealed record AppliesRule : Rule
{
    public IReadOnlyList<string> Bound { get; init; } = [];
    public IReadOnlyList<string> LeavesOut { get; init; } = [];
    public IReadOnlyList<string> Customers { get; init; } = [];
    public IReadOnlyList<string> Channels { get; init; } = [];
    public IReadOnlyList<string> Kinds { get; init; } = [];
    public IReadOnlyList<string> Subjects { get; init; } = [];
    public IReadOnlyList<string> Segments { get; init; } = [];
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Services and lines of business in the source's own words: told on the pack's page. Such lists end with 等 and limit no case.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();
}

/// <summary>A label for a role, body or form, or a class of channels, kinds or projects.</summary>
public sealed record WordRule : Rule
{
    public required string Word { get; init; }
    public required string Is { get; init; }
    public required string Says { get; init; }
    public IReadOnlyList<Value> Of { get; init; } = [];
    public Matcher? If { get; init; }
}

/// <summary>A parameter the organisation may fill or override.</summary>
public sealed record SetRule : Rule
{
    public required string Name { get; init; }
    public required string Type { get; init; }
    public string? Unit { get; init; }
    public Node? Default { get; init; }
    public bool Open { get; init; }
    public string? Ask { get; init; }

    /// <summary>Of a list: the only words it may hold, and the fact whose words they are; null where any text may stand in it.</summary>
    public (string Fact, IReadOnlyList<string> Words)? Of { get; init; }
}

/// <summary>The source is silent, cut off or refers to a missing paper. Never evaluated.</summary>
public sealed record OpenRule : Rule
{
    public required string Slot { get; init; }
    public required string Why { get; init; }
}

/// <summary>Who takes a place: first-contact, handler, link, handling-unit, lead. The first matching rule of each place decides.</summary>
public sealed record OwnershipRule : Rule
{
    public required string As { get; init; }

    /// <summary>The role that takes the place; null where <see cref="By"/> finds the unit.</summary>
    public Role? Who { get; init; }
    public Element? From { get; init; }
    public Matcher? If { get; init; }

    /// <summary>territory, scope or vendor: how the handling unit is found.</summary>
    public IReadOnlyList<string> By { get; init; } = [];
    public IReadOnlyList<Role> Owes { get; init; } = [];
    public string? Until { get; init; }
}

/// <summary>Something owed. Exactly one of <see cref="From"/>, <see cref="Every"/> and <see cref="Keep"/> is set.</summary>
public sealed record DutyRule : Rule
{
    public required string Duty { get; init; }
    public required IReadOnlyList<Role> Bearers { get; init; }
    public Role? OwedTo { get; init; }
    public Element? From { get; init; }
    public Matcher? If { get; init; }

    /// <summary>day, month, quarter, half-year or year; or the parameter that says.</summary>
    public Value? Every { get; init; }
    public string? Keep { get; init; }
    public string? Per { get; init; }
    public Limit? Within { get; init; }

    /// <summary>case-limit, promise, instructed, period-end or next-period-end.</summary>
    public string? Until { get; init; }
    public required Element MetBy { get; init; }
    public Element? WaivedBy { get; init; }
    public DutyCount? Count { get; init; }
    public IReadOnlyList<string> Pauses { get; init; } = [];
    public bool Extends { get; init; }
    public bool Shortens { get; init; }
    public string? Inside { get; init; }
    public string? BreachFinding { get; init; }
}

/// <summary>So many acts are asked for: a share of something counted, rounded up.</summary>
public sealed record DutyCount(Value Share, string Of, bool RoundUp);

public sealed record GateRule : Rule
{
    public required IReadOnlyList<string> Acts { get; init; }
    public Matcher? If { get; init; }
    public IReadOnlyList<Role> Only { get; init; } = [];
    public bool Never { get; init; }
    public IReadOnlyList<Need> Needs { get; init; } = [];
    public required string Code { get; init; }
}

public sealed record RecordRule : Rule
{
    public required IReadOnlyList<string> Acts { get; init; }
    public string? Form { get; init; }
    public required IReadOnlyList<string> Fields { get; init; }
    public Matcher? If { get; init; }
}

public sealed record RightRule : Rule
{
    public required IReadOnlyList<Role> Who { get; init; }
    public required IReadOnlyList<string> May { get; init; }
    public IReadOnlyList<Role> Towards { get; init; } = [];
    public IReadOnlyList<Role> To { get; init; } = [];
    public Matcher? If { get; init; }
    public Role? Owner { get; init; }
}

public sealed record NotifyRule : Rule
{
    public required Element At { get; init; }
    public required IReadOnlyList<Role> To { get; init; }
    public string Send { get; init; } = "notice";
    public Matcher? If { get; init; }
}

public sealed record FindingRule : Rule
{
    public required string Finding { get; init; }
    public Element? From { get; init; }
    public Matcher? If { get; init; }
    public Role? Against { get; init; }

    /// <summary>Clauses by which a person may open it; <c>all</c> means any clause of the pack.</summary>
    public IReadOnlyList<string> Cites { get; init; } = [];
    public bool Main { get; init; }
    public IReadOnlyList<Role> By { get; init; } = [];
}

/// <summary>A sanction or reward with its amount in yuan: fixed (from = to), ranged, or a minimum; or the parameter that gives it.</summary>
public sealed record Effect(string Name, decimal? From = null, decimal? To = null, string? Set = null);

public sealed record ConsequenceRule : Rule
{
    public Matcher? If { get; init; }
    public IReadOnlyList<Need> Needs { get; init; } = [];
    public IReadOnlyList<Effect>? Propose { get; init; }
    public IReadOnlyList<Effect>? Catalogue { get; init; }
    public bool Closed { get; init; }

    /// <summary>Per cent off the unit's year.</summary>
    public Value? Deduct { get; init; }
    public IReadOnlyList<string>? Rate { get; init; }
    public IReadOnlyList<Effect>? Reward { get; init; }
    public string? Weigh { get; init; }
    public IReadOnlyList<string> Factors { get; init; } = [];
    public string Choose { get; init; } = "all";
    public string Wording { get; init; } = "may";
    public Role? Against { get; init; }
    public IReadOnlyList<Role> Approve { get; init; } = [];
    public IReadOnlyList<Role> By { get; init; } = [];
    public IReadOnlyList<string> Periods { get; init; } = [];
    public string? Rulebook { get; init; }
}

public sealed record CountRule : Rule
{
    public required string Count { get; init; }
    public required IReadOnlyList<string> Of { get; init; }
    public Matcher? If { get; init; }
    public string By { get; init; } = "unit";
    public Value? Window { get; init; }
}

public sealed record LedgerRule : Rule
{
    public required string Ledger { get; init; }
    public IReadOnlyList<string> In { get; init; } = [];
    public IReadOnlyList<string> Out { get; init; } = [];
    public string? Period { get; init; }
    public IReadOnlyList<Role> By { get; init; } = [];
}

public sealed record GuidanceRule : Rule
{
    /// <summary>Acts at which it is shown; empty means always.</summary>
    public IReadOnlyList<string> At { get; init; } = [];
    public IReadOnlyList<Role> For { get; init; } = [];
    public Matcher? If { get; init; }
    public IReadOnlyList<string> Terms { get; init; } = [];
}

public sealed record BannedRule : Rule
{
    public required IReadOnlyList<string> Phrases { get; init; }
    public bool Similar { get; init; }
    public IReadOnlyList<string> At { get; init; } = [];
    public Matcher? If { get; init; }
}

public sealed record VisibilityRule : Rule
{
    public required string What { get; init; }
    public required IReadOnlyList<Role> To { get; init; }
    public bool Show { get; init; }
    public Matcher? If { get; init; }
}

public sealed record RetentionRule : Rule
{
    public required string What { get; init; }
    public required Value Years { get; init; }
    public IReadOnlyList<Role> Copies { get; init; } = [];
    public IReadOnlyList<Role> By { get; init; } = [];
}

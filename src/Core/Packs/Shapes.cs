namespace Shouwen.Packs;

/// <summary>A node of a pack's YAML as read, with the line it stands on (from 1); the value of a key stands on the line of the key. Exactly one of the three is set.</summary>
public sealed record Node(int Line, string? Scalar = null, IReadOnlyList<Node>? Items = null, IReadOnlyList<KeyValuePair<string, Node>>? Entries = null)
{
    public Node? this[string key] => Entries?.FirstOrDefault(entry => entry.Key == key).Value;
}

/// <summary>
/// A condition over the closed facts. There is no expression language, so a checker can decide whether it can ever hold.
/// A fact that is unknown makes its test false, and <see cref="Not"/> of it true.
/// </summary>
public abstract record Matcher
{
    public sealed record All(IReadOnlyList<Matcher> Of) : Matcher;
    public sealed record Any(IReadOnlyList<Matcher> Of) : Matcher;
    public sealed record Not(Matcher Of) : Matcher;

    /// <summary>The fact is one of the values. A value may be <c>{set: NAME}</c>: then <see cref="Value.Set"/> is given.</summary>
    public sealed record Is(string Fact, IReadOnlyList<Value> Values) : Matcher;

    /// <summary>A number fact, or the count named <paramref name="Count"/> when the fact is <c>count</c>.</summary>
    public sealed record Compares(string Fact, Comparison Comparison, Value Than, string? Count = null) : Matcher;

    /// <summary>A role fact (<c>actor</c>, <c>to</c>): the doer, or an addressee, holds one of the roles.</summary>
    public sealed record Holds(string Fact, IReadOnlyList<Role> Roles) : Matcher;
}

public enum Comparison { AtLeast, AtMost, Over, Equal }

/// <summary>A word, number or date written in the pack, or the parameter that gives it.</summary>
public readonly record struct Value(string? Text, string? Set = null);

/// <summary>
/// An event a rule waits for. The <c>if</c> of an element looks at the act itself and the case at that moment;
/// the rule's own <c>if</c> looks at the case when the trigger falls.
/// </summary>
public abstract record Element
{
    public sealed record One(string Name, Matcher? If = null, Role? By = null) : Element;
    public sealed record AnyOf(IReadOnlyList<Element> Of) : Element;

    /// <summary>The last of them; with <paramref name="InOrder"/> each no earlier than the one before.</summary>
    public sealed record AllOf(IReadOnlyList<Element> Of, bool InOrder = false) : Element;
}

/// <summary>A role of the vocabulary, or one wrapped: <c>{head: handling-unit}</c> is <c>new Role("head", new Role("handling-unit"))</c>. Written <c>head:handling-unit</c>.</summary>
public sealed record Role(string Name, Role? Of = null)
{
    public static Role Parse(string text) => text.Split(':', 2) is [var name, var of] ? new Role(name, Parse(of)) : new Role(text);
    public override string ToString() => Of is null ? Name : $"{Name}:{Of}";
}

public enum LimitUnit { WorkingHours, WorkingDays, Hours, CalendarDays, Months, SameDay, Immediate, Prompt }

/// <summary>
/// A length of time. <see cref="LimitUnit.Immediate"/> and <see cref="LimitUnit.Prompt"/> set no due and are never breached by the clock.
/// With <see cref="Set"/> the parameter of that name gives the limit; while it is open the rule stands without a number.
/// </summary>
public sealed record Limit(LimitUnit Unit, int Amount = 0, string? Set = null);

/// <summary>What a gate asks before it opens. Exactly one is set.</summary>
public sealed record Need(Element? Done = null, IReadOnlyList<string>? Given = null, Matcher? Holds = null, Limit? Ahead = null, string? AheadOf = null);

using System.Collections.Immutable;

namespace Shouwen.Chain;

public enum LinkState { Holding, PassedOn, Returned, Support }

/// <summary>
/// A member of the chain. The first is the first contact. <see cref="Giver"/> is the number of the link above, 0 for the first contact;
/// each link is owed, urged and faulted by the one above.
/// </summary>
public sealed record Link(int No, Party Holder, int Giver, DateTimeOffset Since, string Via, LinkState State)
{
    /// <summary>The pack and clause that make its holder a link; null where the platform's own rule alone does.</summary>
    public string? Pack { get; init; }
    public string? Clause { get; init; }
    public bool Stands => State != LinkState.Returned;
}

/// <summary>A hand-over on its way: the giver stays responsible until the taker takes over.</summary>
public sealed record InFlight(Party To, Party Giver, int GiverLink, DateTimeOffset At, string? Mode)
{
    /// <summary>Who answers for the taking over by a pack's rule, where the work went to a unit; with pack and clause.</summary>
    public Party? Answers { get; init; }
    public string? Pack { get; init; }
    public string? Clause { get; init; }

    /// <summary>Since when the work is the taker's without his having taken it over: nobody returned it in time, or it was ruled so. He can't return it any more.</summary>
    public DateTimeOffset? DeemedAt { get; init; }
}

/// <summary>
/// The responsibility chain 责任链: from the first contact to the last link, never with a gap. Exactly one link holds the work at any moment.
/// </summary>
public sealed record ResponsibilityChain(ImmutableList<Link> Links, InFlight? Pending)
{
    public static readonly ResponsibilityChain Empty = new([], null);

    public IEnumerable<Link> Standing => Links.Where(link => link.Stands);

    /// <summary>The one link that holds the work now.</summary>
    public Link Holding => Links.Last(link => link.State == LinkState.Holding);

    public IReadOnlyList<Party> Holders => [.. Standing.Select(link => link.Holder)];

    public ResponsibilityChain Begin(Party first, DateTimeOffset at) => new([new Link(1, first, 0, at, "register", LinkState.Holding)], null);

    public ResponsibilityChain Send(Party to, DateTimeOffset at, string? mode) => this with { Pending = new(to, Holding.Holder, Holding.No, at, mode) };

    /// <summary>The taker becomes the next link; the giver has passed on but stays in the chain.</summary>
    public ResponsibilityChain Take(Party taker, DateTimeOffset at, string via)
    {
        var giver = Pending?.GiverLink ?? Holding.No;
        if (Links[giver - 1].Holder == taker) return this with { Pending = null };
        // Whoever stood by and now takes over is one link, not two.
        if (Standing.LastOrDefault(link => link.Holder == taker && link.State == LinkState.Support) is { } stood)
            return new(Links.SetItem(giver - 1, Links[giver - 1] with { State = LinkState.PassedOn })
                .SetItem(stood.No - 1, stood with { Giver = giver, Since = at, Via = via, State = LinkState.Holding }), null);
        return new(Links.SetItem(giver - 1, Links[giver - 1] with { State = LinkState.PassedOn })
            .Add(new Link(Links.Count + 1, taker, giver, at, via, LinkState.Holding)), null);
    }

    /// <summary>A hand-over on its way is called off; a link already taken goes back to whoever gave it.</summary>
    public ResponsibilityChain Return()
    {
        if (Pending is not null) return this with { Pending = null };
        var back = Holding;
        if (back.Giver == 0) return this;
        return this with
        {
            Links = Links.SetItem(back.No - 1, back with { State = LinkState.Returned })
                .SetItem(back.Giver - 1, Links[back.Giver - 1] with { State = LinkState.Holding }),
        };
    }

    public ResponsibilityChain Support(Party helper, int giver, DateTimeOffset at, string via = "ask-support") =>
        Standing.Any(link => link.Holder == helper) ? this
        : this with { Links = Links.Add(new Link(Links.Count + 1, helper, giver, at, via, LinkState.Support)) };

    /// <summary>
    /// A pack makes somebody a link: whoever is one already stays where he is, with the ground added; of work on its way to a unit he answers for the taking over;
    /// else he stands by below whoever holds the work.
    /// </summary>
    public ResponsibilityChain Ground(Party who, DateTimeOffset at, string? pack, string? clause)
    {
        if (Pending is not null && Standing.All(link => link.Holder != who)) return this with { Pending = Pending with { Answers = who, Pack = pack, Clause = clause } };
        var chain = Support(who, Holding.No, at, "ownership");
        var link = chain.Standing.Last(one => one.Holder == who);
        return chain with { Links = chain.Links.SetItem(link.No - 1, link with { Pack = pack, Clause = clause }) };
    }

    /// <summary>A person leaves: every place he holds goes to another, in the same act.</summary>
    public ResponsibilityChain Replace(Party from, Party to) => new(
        [.. Links.Select(link => link.Holder == from ? link with { Holder = to } : link)],
        Pending is null ? null : Pending with { To = Pending.To == from ? to : Pending.To, Answers = Pending.Answers == from ? to : Pending.Answers, Giver = Pending.Giver == from ? to : Pending.Giver });

    /// <summary>The links below a link, at any distance.</summary>
    public IEnumerable<Link> Below(Link link) => Standing.Where(other => IsAbove(link, other));

    public Link? Above(Link link) => link.Giver == 0 ? null : Links[link.Giver - 1];

    private bool IsAbove(Link upper, Link lower)
    {
        for (var giver = lower.Giver; giver != 0; giver = Links[giver - 1].Giver)
            if (giver == upper.No) return true;
        return false;
    }
}

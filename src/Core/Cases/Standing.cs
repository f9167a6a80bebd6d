using Shouwen.Accountability;
using Shouwen.Chain;

namespace Shouwen.Cases;

/// <summary>How an act moves the matter itself: its status, its chain, what is known of it. Independent of any pack.</summary>
internal static class Standing
{
    public static Matter After(Matter before, Acted acted)
    {
        var done = new Done(before.Acts.Count + 1, acted.Act, acted.By, acted.At, acted.With, before.Round);
        var matter = before with { Acts = before.Acts.Add(done), Facts = Learn(before.Facts, acted) };
        return acted.Act == Taking.Act ? Taking.After(matter, acted) : matter.Key.Kind == MatterKind.Order ? Ordering.After(matter, acted) : matter.Key.Kind == MatterKind.Finding ? Finding(matter, acted) : Move(matter, acted);
    }

    private static Matter Move(Matter matter, Acted acted)
    {
        var by = Party.Person(acted.By);
        var chain = matter.Chain;
        return acted.Act switch
        {
            "register" => matter with { Status = acted.With.Text("scope") is "other-unit" or "several-units" or "unclear" ? "awaiting-transfer" : "registered" },
            "transfer" => matter with { Chain = chain.Send(To(acted)!.Value, acted.At, acted.With.Text("mode")), Status = matter.Paused ? "paused" : "awaiting-takeover" },
            "take-over" => Hold(matter, chain.Take(by, acted.At, acted.Act), "handling"),
            "designate" => Hold(matter, chain.Take(To(acted) ?? by, acted.At, acted.Act), "handling"),
            "return" => Hold(matter, chain.Return(), "awaiting-transfer"),
            "forward" => Hold(matter, (chain.Pending is null ? chain.Return() : chain).Send(To(acted)!.Value, acted.At, null), "awaiting-takeover"),
            "ask-support" when To(acted) is { } helper => matter with { Chain = chain.Support(helper, LinkOf(chain, by).No, acted.At) },
            "hand-over-desk" when acted.With.Text("from") is { } from && To(acted) is { } to => Replace(matter, Party.Person(from), to),
            Ownership.Correction when To(acted) is { } right => Correct(matter, right),
            "declare-unsolvable" => matter with { Status = matter.Status is "registered" or "handling" ? "awaiting-transfer" : matter.Status },
            "contact" or "progress" or "guide" => matter with { Status = matter.Status is "registered" or "redo" ? "handling" : matter.Status },
            "pause" => matter with { Paused = true, Status = "paused" },
            "decide-pause" when acted.With.IsTrue("granted") => matter with { Paused = true, Status = "paused" },
            "resume" => matter with { Paused = false, Status = chain.Pending is null ? "handling" : "awaiting-takeover" },
            "resolve" => matter with { Status = "resolved", Satisfied = null, Paused = false },
            "exempt" => matter with { Exempt = true },
            "callback" => Called(matter, acted.With),
            "close" => matter with { Status = "closed", Paused = false },
            "archive" => matter with { Status = "archived" },
            "gather" => matter with { Parent = acted.With.Text("parent") },
            "separate" => matter with { Parent = null },
            "decide-batch" => matter with { Batch = acted.With.IsTrue("ok") ? Gathering.Confirmed : Gathering.Dismissed },
            _ => matter,
        };
    }

    /// <summary>The addressee of an act: a person before a unit.</summary>
    public static Party? To(Acted acted) => To(acted.With);

    public static Party? To(Fields with)
    {
        if (with.Texts("person") is [var person, ..]) return Party.Person(person);
        if (with.Texts("unit") is [var unit, ..]) return Party.Unit(unit);
        return with.Texts("to") is [var to, ..] ? Party.TryParse(to) ?? Party.Person(to) : null;
    }

    private static Link LinkOf(ResponsibilityChain chain, Party who) => chain.Standing.LastOrDefault(link => link.Holder == who) ?? chain.Holding;

    /// <summary>Whoever holds the work is the handler, also while the matter stands still; a first contact whom a pack put aside stays the first link of the chain.</summary>
    private static Matter Hold(Matter matter, ResponsibilityChain chain, string status) => matter with
    {
        Chain = chain,
        Status = matter.Paused ? "paused" : status,
        Places = matter.Places.SetItem("handler", new(chain.Holding.Holder, null, null)),
    };

    private static Matter Replace(Matter matter, Party from, Party to) => matter with
    {
        Chain = matter.Chain.Replace(from, to),
        Places = matter.Places.ToDictionary(place => place.Key, place => place.Value.Who == from ? place.Value with { Who = to } : place.Value).ToImmutable(),
        // Whoever asked for something is answered where his work is now.
        Duties = [.. matter.Duties.Select(duty => !duty.Stands || duty.BreachedAt is not null ? duty : duty.Passed(from, to))],
    };

    /// <summary>The right first contact takes the place of whoever was taken for it, with all that came with it; what that one took over later himself stays his.</summary>
    private static Matter Correct(Matter matter, Party right)
    {
        var (chain, wrong) = (matter.Chain, matter.FirstContact);
        if (chain.Standing.Where(link => link.Holder == wrong).ToList() is not [var first, _, ..]) return Replace(matter, wrong, right);
        return matter with
        {
            Chain = chain with { Links = chain.Links.SetItem(first.No - 1, first with { Holder = right }) },
            Places = matter.Places.SetItem("first-contact", matter.Places["first-contact"] with { Who = right }),
        };
    }

    /// <summary>A dissatisfied customer opens the case anew, closed or not.</summary>
    private static Matter Called(Matter matter, Fields with) => with.Text("rating") switch
    {
        "satisfied" or "basic" => matter with { Status = matter.IsClosed ? matter.Status : "called-back", Satisfied = true },
        "dissatisfied" => matter with { Status = "redo", Satisfied = false, Round = matter.Round + 1 },
        _ => matter,
    };

    private static Matter Finding(Matter matter, Acted acted) => acted.Act switch
    {
        "verify" => matter with { Status = acted.With.IsTrue("ok") || !acted.With.Has("ok") ? "verified" : "dismissed" },
        "classify" or "weigh" or "propose" => matter with { Status = matter.Status is "opened" or "verified" ? "proposed" : matter.Status },
        "approve" => matter with { Status = "approved" },
        "execute" => matter with { Status = "executed" },
        "decide-objection" when acted.With.IsTrue("ok") => matter with { Status = "opened" },
        "reverse" => matter with { Status = "verified" },
        "close-finding" => matter with { Status = "closed" },
        // What was executed stands until it is reversed; all else begins anew.
        Overruling.Act => matter with { Status = !Executing.IsExecuted(matter) ? "opened" : matter.Status == "closed" ? "closed" : "executed" },
        _ => matter,
    };

    private static System.Collections.Immutable.ImmutableDictionary<string, Place> ToImmutable(this Dictionary<string, Place> places) =>
        System.Collections.Immutable.ImmutableDictionary.CreateRange(places);

    /// <summary>Acts that say what the matter is; the others only add what a fact of the vocabulary names.</summary>
    private static Fields Learn(Fields facts, Acted acted)
    {
        if (acted.Act is "register" or "amend" or "lead") return facts.With(WithFlags(facts, acted.With, acted.With));
        if (acted.With.Texts("flags").Count + acted.With.Texts("flag").Count > 0) facts = facts.With(WithFlags(facts, acted.With, Fields.None));
        var learnt = acted.With.Only(Learnt);
        return learnt.Keys.Any() ? facts.With(learnt) : facts;
    }

    private static readonly HashSet<string> Learnt =
        ["verdict", "severity", "causes", "criteria", "consequence", "need", "equipment", "misrouted", "satisfied", "third-party", "complainee", "key-project", "customer"];

    private static Fields WithFlags(Fields facts, Fields said, Fields otherwise)
    {
        string[] flags = [.. facts.Texts("flags").Concat(said.Texts("flags")).Concat(said.Texts("flag")).Distinct()];
        return flags.Length == 0 ? otherwise : otherwise.With(Fields.Of(new { flags }));
    }
}

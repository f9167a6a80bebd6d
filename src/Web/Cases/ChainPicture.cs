using Shouwen.Chain;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>A member of the chain as drawn. A hand-over on its way is one too, at the end.</summary>
public sealed record ChainItem(string Name, string Unit, string Since, string Via, IReadOnlyList<string> Places, string Class, IReadOnlyList<DutyClock> Owes);

/// <summary>责任链 as a line from the first contact to the last link.</summary>
public static class ChainPicture
{
    public static IReadOnlyList<ChainItem> Of(Dossier dossier, IReadOnlyList<DutyClock> standing, Clock clock)
    {
        var (matter, items) = (dossier.Matter, new List<ChainItem>());
        var drawn = new HashSet<int>();
        foreach (var link in matter.Chain.Links)
            items.Add(Item(link, dossier, clock, [.. standing.Where(owed => dossier.Bearer(owed.Duty) == link.Holder && drawn.Add(owed.Duty.No))]));
        // The giver holds the work: what lies after him in the list was returned or helps.
        if (matter.Chain.Pending is { } pending)
            items.Add(new(dossier.Name(pending.To), dossier.UnitName(pending.To), clock.Say(pending.At), $"由{dossier.Name(pending.Giver)}移交", pending.Answers is { } answers && answers != pending.To ? [$"待{dossier.Name(answers)}接手"] : ["待接手"], "flight",
                [.. standing.Where(owed => dossier.Bearer(owed.Duty) == pending.To && drawn.Add(owed.Duty.No))]));
        return items;
    }

    private static ChainItem Item(Link link, Dossier dossier, Clock clock, IReadOnlyList<DutyClock> owes)
    {
        var matter = dossier.Matter;
        var places = new List<string>();
        if (link.Holder == matter.FirstContact) places.Add("首问");
        if (link.Stands && link.Holder == matter.Handler) places.Add("办理");
        if (link.State == LinkState.Support) places.Add("协助");
        if (link.State == LinkState.Returned) places.Add("已退回");
        if (link.State == LinkState.PassedOn && places.Count == 0) places.Add("已转出");
        var kind = link.State switch { LinkState.Returned => "returned", LinkState.Support => "support", LinkState.Holding => "holding", _ => "passed" };
        return new(dossier.Name(link.Holder), dossier.UnitName(link.Holder), clock.Say(link.Since), link.Via == "ownership" ? "依制度" : Shouwen.Cases.Words.Act(link.Via), places, kind, owes);
    }
}

using Shouwen.Judging;

namespace Shouwen.Cases;

/// <summary>
/// One thing a customer is to be told by the channel they left, of what the customer's own view shows anyway (<see cref="CustomerView"/>): never a leader, a number of somebody inside,
/// or a reason given inside.
/// </summary>
/// <param name="What"><c>registered</c>, <c>passed-on</c>, <c>delayed</c> or <c>answered</c>.</param>
/// <param name="Text">The answer, where there is one.</param>
/// <param name="Unit">Name of the unit that handles it now.</param>
/// <param name="Until">The new end of what is owed to the customer, or what the customer was promised; with its time zone left to the reader.</param>
/// <param name="Reason">Why it takes longer, as it was given to the customer.</param>
public sealed record CustomerNews(string What, string? Text = null, string? Unit = null, DateTimeOffset? Until = null, string? Reason = null)
{
    /// <summary>What an accepted act means for the customer.</summary>
    /// <param name="scene">The matter after the act, under the packs that bind it.</param>
    /// <param name="events">What followed from the act, the act itself included.</param>
    public static IEnumerable<CustomerNews> Of(Scene scene, IReadOnlyList<Event> events)
    {
        if (scene.Matter.Key.Kind != MatterKind.Case) yield break;
        foreach (var acted in events.OfType<Acted>())
            if (Of(acted, scene, events) is { } news) yield return news;
    }

    private static CustomerNews? Of(Acted acted, Scene scene, IReadOnlyList<Event> events) => acted.Act switch
    {
        "register" or "lead" => new("registered", Until: Owed(scene.Matter)),
        "take-over" when scene.Matter.Handler != scene.Matter.FirstContact && CustomerView.Shows("hand-overs", scene) != false && UnitName(scene) is { } unit => new("passed-on", Unit: unit),
        "decide-extension" when acted.With.IsTrue("granted") && events.OfType<DutyMoved>().Any() => new("delayed", Until: Owed(scene.Matter)),
        "defer" => new("delayed", Reason: acted.With.Text("reason")),
        var act when events.OfType<CustomerTold>().Any(told => told.Act == act) && CustomerView.Said(acted.Act, acted.With) is { Length: > 0 } text => new("answered", text),
        _ => null,
    };

    private static string? UnitName(Scene scene) => scene.Organisation.UnitOf(scene.Matter.Handler) is { } id ? scene.Organisation.Unit(id)?.Name : null;

    /// <summary>The earliest due of what is owed to the customer in so many words; what is owed inside is nobody's business outside.</summary>
    private static DateTimeOffset? Owed(Matter matter) => matter.Duties
        .Where(duty => duty is { Stands: true, Due: not null, Name: "contact" or "answer" or "inform" or "resolve", OwedTo: { Name: "customer", Of: null } }).Min(duty => duty.Due);
}

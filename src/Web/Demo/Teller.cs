using System.Text.Json;
using Shouwen.Cases;
using Shouwen.Judging;

namespace Shouwen.Web.Demo;

/// <summary>Tells a story in memory through the real decisions: each act at its hour, and what lapses as the clock finds it in between.</summary>
public static class Teller
{
    /// <summary>How long after a due it is found to be over.</summary>
    private static readonly TimeSpan Found = TimeSpan.FromSeconds(5);

    /// <summary>What happened at once, when it was written, and the matter before it.</summary>
    public sealed record Step(DateTimeOffset At, Matter Before, Decision.Accepted Accepted);

    /// <summary>The story up to <paramref name="until"/>, included. A story that some rule refuses is a mistake of the story.</summary>
    /// <param name="regime">What is in force.</param>
    /// <param name="key">Of the case.</param>
    /// <param name="at">When it begins; outside business hours it begins with them.</param>
    /// <param name="plot">What is told.</param>
    /// <param name="until">What comes later is not told.</param>
    public static IEnumerable<Step> Tell(Regime regime, MatterKey key, DateTimeOffset at, Plot plot, DateTimeOffset until)
    {
        var matter = new Matter(key);
        foreach (var beat in plot.Beats.Prepend(new Beat(0, "register", plot.By, plot.With)))
        {
            at = regime.Calendar.AddWorkingTime(at, TimeSpan.FromMinutes(beat.Minutes));
            foreach (var lapsed in Lapsed(regime, matter, at < until ? at : until))
            {
                yield return lapsed;
                matter = lapsed.Accepted.Matter;
            }
            if (at > until) yield break;
            if (Deciding.Do(regime, matter, new Act(beat.Act, beat.By, at, With(beat.With)), []) is not Decision.Accepted done)
                throw new InvalidOperationException($"{beat.Act} by {beat.By} is refused: {JsonSerializer.Serialize(plot.With, Fields.Json)}");
            yield return new(at, matter, done);
            matter = done.Matter;
        }
        foreach (var lapsed in Lapsed(regime, matter, until)) yield return lapsed;
    }

    private static IEnumerable<Step> Lapsed(Regime regime, Matter matter, DateTimeOffset until)
    {
        while (matter.Duties.Where(duty => duty.State == Duties.DutyState.Open).Min(duty => duty.Due) + Found is { } found && found <= until)
        {
            // One that is raised when its end is over already is found with the act that raises it or the next.
            var at = matter.Acts is [.., var last] && last.At > found ? last.At : found;
            var lapsed = Deciding.Lapse(regime, matter, at);
            if (lapsed.Events.Count == 0) yield break;
            yield return new(at, matter, lapsed);
            matter = lapsed.Matter;
        }
    }

    /// <summary>Keys of acts are written with dashes; names in code cannot be.</summary>
    public static Fields With(object with) => Fields.Parse(JsonSerializer.Serialize(with).Replace("explained_to_customer", "explained-to-customer", StringComparison.Ordinal));
}

using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>A rung that was reached: which of the ladder (from 1), its level, who was told, when. Nobody where no rung above had anybody left to tell: there the ladder ends.</summary>
public sealed record Climbed(int Step, string Level, IReadOnlyList<string> People, DateTimeOffset At);

/// <summary>
/// 逐级: whom a breach climbs to. The holder hears of it at once; then, rung by rung, the head of his unit, the leader above it, and whom the pack names, each once and after
/// the working time that the plan leaves to the one before. A rung on which nobody is, or nobody new, is passed over.
/// </summary>
public static class Ladder
{
    /// <summary>When the next rung is reached; null once the ladder has ended.</summary>
    public static DateTimeOffset? Next(Duty duty, Regime regime)
    {
        var last = duty.Climbs is [.., var climbed] ? climbed : null;
        if (duty.BreachedAt is not { } breached || last?.People.Count == 0 || regime.Plan.Ladder.ElementAtOrDefault(last?.Step ?? 0) is not { } rung) return null;
        return regime.CalendarOf(duty).AddWorkingTime(last?.At ?? breached, TimeSpan.FromMinutes(rung.After));
    }

    /// <summary>The rungs still ahead of a breached duty, with whom each would reach now.</summary>
    public static IEnumerable<(int Step, string Level, IReadOnlyList<string> People)> Ahead(Duty duty, Scene scene)
    {
        List<string> told = [.. Present(duty.Holder ?? Clockwork.Bearer(duty, scene), scene), .. (duty.Climbs ?? []).SelectMany(climbed => climbed.People)];
        if (duty.Holder is { IsPerson: true } holder) told.Add(holder.Id);
        var ladder = scene.Regime.Plan.Ladder;
        for (var step = duty.Climbs is [.., var last] ? last.Step : 0; step < ladder.Count; step++)
        {
            List<string> people = [.. At(ladder[step].Level, duty, scene).SelectMany(party => Present(party, scene)).Except(told)];
            if (people.Count == 0) continue;
            told.AddRange(people);
            yield return (step + 1, ladder[step].Level, people);
        }
    }

    internal static DutyClimbed Climb(Duty duty, Scene scene) => Ahead(duty, scene).Select(rung => new DutyClimbed(duty.No, rung.Step, rung.Level, rung.People) { At = scene.At }).FirstOrDefault()
        ?? new DutyClimbed(duty.No, scene.Regime.Plan.Ladder.Count, scene.Regime.Plan.Ladder[^1].Level, []) { At = scene.At };

    /// <summary>Who can act for the party now: the person, while away whoever stands in; for a unit its head, else its contact. Empty where nobody is there.</summary>
    public static IEnumerable<string> Present(Party party, Scene scene)
    {
        var organisation = scene.Organisation;
        string?[] ways = party.IsPerson ? [party.Id] : party.IsUnit && organisation.Unit(party.Id) is { } unit ? [unit.Head, unit.Liaison, unit.Contact] : [];
        return ways.Select(person => organisation.Acting(person, scene.At)).OfType<string>().Take(1);
    }

    private static IEnumerable<Party> At(string level, Duty duty, Scene scene)
    {
        var organisation = scene.Organisation;
        var unit = organisation.UnitOf(duty.Holder ?? Clockwork.Bearer(duty, scene));
        return level switch
        {
            WatchPlan.Head => unit is null ? [] : [Party.Unit(unit)],
            WatchPlan.Leader => organisation.LeaderAbove(unit) is { } leader ? [Party.Person(leader)] : [],
            _ => Top(duty, scene),
        };
    }

    private static IEnumerable<Party> Top(Duty duty, Scene scene)
    {
        var act = new Done(0, "breached", Act.System, scene.At, Fields.Of(new { duty = duty.Name, rule = duty.Rule }), duty.Round);
        if (Clockwork.RuleOf(duty, scene.Regime) is { Pack: var pack })
        {
            var under = scene with { Pack = pack, Act = act };
            List<Party> named = [.. pack.On<NotifyRule>("breached").Where(rule => Matching.Triggers(rule.At, "breached", under) && Matching.Holds(rule.If, under)).SelectMany(rule => rule.To).SelectMany(role => Roles.All(role, under)).Distinct()];
            if (named.Count > 0) return named;
        }
        return Roles.All(new Role(scene.Regime.Plan.Top), scene with { Act = act });
    }
}

using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>特殊情况: what a media, casualty or other flagged matter asks for at once, and what staff may not say of it, by the packs that bind it.</summary>
public sealed record Incident(IReadOnlyList<string> Flags, IReadOnlyList<Incident.Report> Reports, IReadOnlyList<Incident.Silence> Silences)
{
    /// <summary>One thing that must be done at once: what, by whom, whether it was, on what ground.</summary>
    public sealed record Report(string What, string Who, bool Stands, ClauseChip? Clause);

    /// <summary>Something the one who looks may not do or say.</summary>
    public sealed record Silence(string Sentence, ClauseChip? Clause);

    /// <summary>The acts by which something is said to the customer.</summary>
    private static readonly string[] Says = ["answer", "inform", "explain", "promise"];

    /// <summary>Null for a matter without a flag.</summary>
    public static Incident? Of(Regime regime, Matter matter, string me, DateTimeOffset now)
    {
        if (matter.Facts.Texts("flags") is not { Count: > 0 } flags) return null;
        var scene = new Scene(regime, matter, null, now);
        var reports = matter.Duties.Where(duty => Clockwork.RuleOf(duty, regime) is var (pack, rule) && Matching.Triggers(rule.From, "flagged", scene with { Pack = pack }))
            .Select(duty => new Report(duty.Text ?? Words.Duty(duty.Name), Permissions.Name(scene, Clockwork.Bearer(duty, scene with { Pack = regime.Packs.FirstOrDefault(pack => pack.Id == duty.Pack) })), duty.Stands, ClauseChip.Of(regime, duty.Pack, duty.Clause, duty.Version)));
        var silences = Says.SelectMany(act => Gates.Judge(scene with { Act = new Done(matter.Acts.Count + 1, act, me, now, Fields.None, matter.Round) }))
            .Where(refusal => refusal is { IsAboutData: false, Clause: not null }).DistinctBy(refusal => (refusal.Pack, refusal.Clause)).Select(refusal => new Silence(refusal.Sentence, ClauseChip.Of(regime, refusal.Pack, refusal.Clause)));
        return new([.. flags.Select(flag => Words.Value("flag", flag))], [.. reports], [.. silences]);
    }
}

using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>申请 as people read it: what was applied for, by whom, on what ground, and what became of it.</summary>
public static class Applications
{
    /// <summary>Decisions that wait on somebody's desk; the acts that make them bear the same names.</summary>
    public static readonly IReadOnlyList<string> Decisions = [.. Applying.Kinds.Select(kind => $"decide-{kind}")];

    public sealed record Line(string Kind, string What, string By, string At, string? Reason, string? Evidence, string Tone, string State, string? Decided, string? Opinion);

    /// <summary>Every application of a case, the latest first.</summary>
    public static IReadOnlyList<Line> Of(Dossier dossier, Clock clock) => [.. Applying.Of(dossier.Matter).Reverse().Select(one => Of(one.Kind, one.Asked, one.Decided, dossier.Matter, person => dossier.Name(Party.Person(person)), dossier.Withheld.From, dossier.Regime, clock))];

    public static Line Of(string kind, Done asked, Done? decided, Matter matter, Func<string, string> name, Func<string, string> said, Judging.Regime regime, Clock clock)
    {
        var granted = decided is not null && Applying.Granted(decided);
        var (tone, state) = decided is null ? matter.IsClosed ? ("grey", "不再需要") : ("amber", "等待审批") : granted ? ("green", "已同意") : ("red", "没有同意");
        return new(kind, What(kind, asked, regime, clock), name(asked.By), clock.Say(asked.At), Said(asked.With.Text("reason")), asked.With.Text("evidence"), tone, state,
            decided is null ? null : $"{name(decided.By)} {clock.Say(decided.At)}", Said(decided?.With.Text("text") ?? decided?.With.Text("reason")));

        string? Said(string? text) => text is null ? null : said(text);
    }

    private static string What(string kind, Done asked, Judging.Regime regime, Clock clock) => kind switch
    {
        "extension" => $"延期到 {(regime.Calendar.ReadMoment(asked.With.Text("until")) is { } until ? clock.Say(until) : asked.With.Text("until"))}",
        "pause" => $"暂停（{Words.Value("cause", asked.With.Text("cause") ?? "other")}）",
        "urgent" => "急事特办",
        _ => Standing(asked, regime) is { } to ? $"升级到{to}" : "升级",
    };

    private static string? Standing(Done asked, Judging.Regime regime) => asked.With.Text("to") is not { } to ? null
        : (Party.TryParse(to) ?? Party.Person(to)) is var party && party.IsUnit ? regime.Organisation.Unit(party.Id)?.Name ?? party.Id : regime.Organisation.Person(party.Id)?.Name ?? party.Id;
}

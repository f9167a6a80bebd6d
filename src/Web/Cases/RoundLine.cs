using Shouwen.Cases;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>One round of handling again, as the case page tells it.</summary>
public sealed record RoundLine(int No, string Opened, string? Said, string Cause, IReadOnlyList<string> Visits, string? Result, string After, string Tone, DutyClock? Clock)
{
    public static IReadOnlyList<RoundLine> Of(Dossier dossier, Clock clock) => [.. Redo.Of(dossier.Matter).Select(round => Of(round, dossier, clock))];

    private static RoundLine Of(RedoRound round, Dossier dossier, Clock clock)
    {
        var caller = round.Opened.By == Act.Customer ? "客户自己评价" : $"{dossier.Name(Party.Person(round.Opened.By))}回访";
        var cause = round.Cause is null ? "还没有判断原因" : Words.Value("cause", round.Cause) + (round.Judged is { } judged ? $"（{dossier.Name(Party.Person(judged.By))}判断）" : "（客户说的）");
        var after = round.After?.With.Text("rating");
        return new(round.No, $"{clock.Say(round.Opened.At)} {caller}：不满意", Texts(round.Opened, dossier), cause,
            [.. round.Visits.Select(visit => $"{clock.Say(visit.At)} {dossier.Name(Party.Person(visit.By))}{(visit.Name == "visit" ? "上门" : "联系客户")}{(Texts(visit, dossier) is { } said ? $"：{said}" : "")}")],
            round.Result is { } result ? $"{clock.Say(result.At)} {dossier.Name(Party.Person(result.By))}{Words.Act(result.Name)}：{Texts(result, dossier)}" : null,
            after is null ? round.Result is null ? "重办中" : "待再次回访" : $"{clock.Say(round.After!.At)} 再次回访：{Words.Value("rating", after)}", after switch { null => "amber", "dissatisfied" => "red", _ => "green" },
            round.Clock is { } duty ? DutyClock.Of(duty, dossier, clock) : null);
    }

    private static string? Texts(Done done, Dossier dossier) => ((string[])["result", "reason", "text", "reply"]).Select(done.With.Text).OfType<string>().Select(dossier.Withheld.From).FirstOrDefault();
}

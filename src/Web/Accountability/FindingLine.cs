using Shouwen.Judging;
using Shouwen.Web.Cases;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Accountability;

/// <summary>问责事项 as a line of the list.</summary>
public sealed record FindingLine(string Id, string Against, string What, string Clause, string Pack, string Opened, string State, string Tone, string Icon, bool Overruled)
{
    public string Link => $"/findings/{Id}";

    public static FindingLine Of(FindingRow row, Regime regime, Clock clock)
    {
        var (state, tone, icon) = StateOf(row.Status);
        var pack = regime.Packs.FirstOrDefault(one => one.Id == row.Pack);
        return new(row.Id, CaseLine.Name(regime, row.AgainstPersonId, row.AgainstUnitId), row.Duty is { } duty ? $"“{Shouwen.Cases.Words.Duty(duty)}”逾期" : Web.Cases.Notices.Short(pack?.ClauseText(row.Clause) ?? "违反制度"), row.Clause,
            pack?.Title ?? row.Pack, clock.Say(row.OpenedAt), state, tone, icon, row.Overruled);
    }

    public static (string State, string Tone, string Icon) StateOf(string status) => status switch
    {
        "opened" => ("待核实", "amber", "hourglass"),
        "verified" => ("已查实", "amber", "search"),
        "proposed" => ("待审批", "amber", "clock"),
        "approved" => ("待执行", "teal", "checklist"),
        "executed" => ("已执行", "teal", "circle-check"),
        "closed" => ("已了结", "green", "circle-check"),
        _ => ("不成立", "grey", "x"),
    };
}

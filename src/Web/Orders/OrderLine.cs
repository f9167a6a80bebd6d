using Shouwen.Judging;
using Shouwen.Web.Cases;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Orders;

/// <summary>督办单 as a line of the register.</summary>
public sealed record OrderLine(string Number, string Written, string Grade, string GradeTone, string What, string Unit, string Issuer, string Issued, string? Due, string State, string Tone, string Icon)
{
    public string Link => $"/orders/{Number}";

    public static OrderLine Of(OrderRow row, Regime regime, Clock clock)
    {
        var (state, tone, icon) = row.IsLate(clock.Now) ? ("逾期未回复", "red", "alert-triangle") : row.Status switch
        {
            "issued" => ("待回复", "amber", "hourglass"),
            "answered" => ("待审核", "teal", "clock"),
            "closed" => ("已办结", "green", "circle-check"),
            _ => ("已撤销", "grey", "x"),
        };
        return new(row.Number, row.Written, GradeWord(row.Grade), row.Grade switch { "red" => "red", "yellow" => "amber", _ => "grey" }, Notices.Short(row.Text), regime.Organisation.Unit(row.UnitId)?.Name ?? row.UnitId,
            CaseLine.Name(regime, row.IssuerId, row.IssuerUnitId), clock.Say(row.IssuedAt), row.Due is { } due ? clock.Say(due) : null, state, tone, icon);
    }

    public static string GradeWord(string grade) => grade switch { "red" => "红色督办", "yellow" => "黄色督办", _ => "一般督办" };
}

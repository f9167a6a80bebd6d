using System.Globalization;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Cases;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Projects;

/// <summary>项目 as a line of board and list.</summary>
public sealed record ProjectLine(string Number, string Name, string What, string Stage, string Lead, string? Due, string? Left, string Tone, string State, string Icon, bool IsKey)
{
    public string Link => $"/projects/{Number}";

    public static ProjectLine Of(ProjectRow row, Regime regime, Clock clock)
    {
        var (state, tone, icon) = row.Paused ? ("暂停中", "grey", "hourglass") : row.Breached > 0 || row.NextDue < clock.Now ? ("逾期", "red", "alert-triangle") : row.NextNear <= clock.Now ? ("快到期", "amber", "clock") : row.ClosedAt is not null ? ("已办结", "green", "circle-check") : ("", "plain", "");
        return new(row.Number, row.Name, string.Join(" · ", new[] { Flow(row.Litres), ClassOf(regime, row.Litres), row.Place }.OfType<string>()), StageWord(row.Stage), CaseLine.Name(regime, row.LeadId, row.LeadUnitId),
            row is { NextDue: { } due, Paused: false } ? clock.Say(due) : null, row is { NextDue: { } end, Paused: false } ? DutyClock.Left(null, regime.Calendar, clock.Now, end) : null, tone, state, icon, row.IsKey);
    }

    public static string StageWord(string stage) => Words.Value("stage", stage);

    /// <summary>25 m³/h.</summary>
    public static string? Flow(long? litres) => litres is { } flow ? $"{(flow / 1000m).ToString("0.###", CultureInfo.InvariantCulture)} m³/h" : null;

    /// <summary>What the packs in force call a project of that size.</summary>
    public static string? ClassOf(Regime regime, long? litres)
    {
        if (litres is not { } flow) return null;
        var matter = new Matter(ProjectRows.KeyOf("")) { Facts = Shouwen.Fields.Of(new { flow = flow / 1000m }) };
        foreach (var pack in regime.Packs)
            if (pack.Of<WordRule>().FirstOrDefault(word => word.Is == "project-class" && Matching.Holds(word.If, new Scene(regime, matter, null, DateTimeOffset.UnixEpoch, pack))) is { } found) return found.Says;
        return null;
    }

    /// <summary>Where leads come from, in the words of the packs in force.</summary>
    public static IReadOnlyList<(string Word, string Says)> Sources(Regime regime) =>
        [.. regime.Packs.SelectMany(pack => pack.Of<WordRule>()).Where(word => word.Is == "source").Select(word => (word.Word, word.Says)).Append((Word: "other", Says: "其他来源")).DistinctBy(word => word.Word)];

    public static string? Source(Regime regime, string? source) => source is null ? null : Sources(regime).FirstOrDefault(one => one.Word == source).Says ?? source;
}

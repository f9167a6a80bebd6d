using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Complaints;

/// <summary>投诉: the register of complaints for those who look into them, by how far each has come, with its clock. Who complained stands on the page of the case alone.</summary>
public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public const int Size = 50;

    /// <summary>A complaint as a line of the register.</summary>
    /// <param name="Row">The case.</param>
    /// <param name="Against">Whom it is against.</param>
    /// <param name="Late">Whether a duty on it is late.</param>
    /// <param name="Aside">Whether this person has to step aside, as far as the row tells.</param>
    public sealed record Line(CaseRow Row, string Against, bool Late, bool Aside)
    {
        public string Whom => Row.AccusedUnitId is null && Row.AccusedPersonId is null ? "没有指明投诉谁" : $"投诉{Against}";
        public string State => Words.Value("complaint", Row.Complaint!);
        public string Tone => Late ? "red" : Row.Complaint switch { "closed" or "replied" => "green", "registered" or "appealed" or "reopened" => "amber", _ => "teal" };
        public string Icon => Late ? "alert-triangle" : Row.Complaint is "closed" or "replied" ? "circle-check" : "clock";
        public string? Verdict => Row.Verdict is { } verdict ? Words.Value("verdict", verdict) : null;
    }

    /// <summary>How far it has come, narrowed; the ones that are not over where nothing is chosen.</summary>
    [BindProperty(SupportsGet = true)] public string? State { get; set; }
    [BindProperty(SupportsGet = true)] public string? Verdict { get; set; }

    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<(string Value, string Name, int Count)> Counts { get; private set; } = [];
    public string? Older { get; private set; }
    public Clock Clock => clock;
    public string Query => string.Join('&', new (string Key, string? Value)[] { ("state", State), ("verdict", Verdict) }.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value!)}"));

    /// <summary>For those who look into complaints, and those who audit them.</summary>
    public static bool Opens(Actor actor) => actor.SeesAll();

    public async Task<IActionResult> OnGet(long? before)
    {
        if (!Opens(actor)) return Forbid();
        var regime = await acting.Regime();
        var standing = await db.Cases.Where(row => Standing.Contains(row.Complaint!)).GroupBy(row => row.Complaint!).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count);
        Counts = [.. Standing.Where(standing.ContainsKey).Select(state => (state, Words.Value("complaint", state), standing[state]))];
        var asked = before is { } last ? Asked().Narrowed(some => some.Where(row => row.Key < last)) : Asked();
        var rows = await asked.First(Newest, Size + 1);
        if (rows.Count > Size) Older = $"/complaints?{(Query.Length == 0 ? "" : Query + "&")}before={rows[Size - 1].Key.ToString(CultureInfo.InvariantCulture)}";
        Lines = await Of(rows.Take(Size).ToList(), regime);
        return Page();
    }

    /// <summary>The register as a table, without anybody who complained.</summary>
    public async Task<IActionResult> OnGetExport()
    {
        if (!Opens(actor)) return Forbid();
        var regime = await acting.Regime();
        var lines = await Of(await Asked().First(Newest, Table.MostRows), regime);
        return new Table("投诉台账", ["编号", "登记时间", "被投诉的一方", "状态", "认定", "下一时限", "内容"],
            [.. lines.Select(line => (IReadOnlyList<object?>)[line.Row.Number, clock.Full(line.Row.RegisteredAt), line.Against, line.State, line.Verdict, line.Row.NextDue is { } due ? clock.Full(due) : "", Nobody(line.Row).From(line.Row.Content)])]).File("csv");
    }

    /// <summary>Everything that says who complained.</summary>
    private static Withheld Nobody(CaseRow row) => new(true, [.. ((string?[])[row.CustomerName, row.CustomerPhone, row.CustomerUnit, row.CustomerAddress]).OfType<string>().Where(word => word.Length > 1)]);

    /// <summary>How far complaints have come that are not over.</summary>
    private static readonly string[] Standing = [.. Complaint.States.Where(state => state != "closed")];

    /// <summary>A part for each state, or where one verdict is asked for and any state, for each verdict.</summary>
    private IReadOnlyList<IQueryable<CaseRow>> Asked()
    {
        var rows = db.Cases.AsNoTracking();
        string[] states = State switch { null or "" => Standing, "all" => [.. Complaint.States], var state => [state] };
        string[] verdicts = Verdict switch { null or "" => [], "valid" => ["ordinary", "major"], var verdict => [verdict] };
        if (verdicts.Length == 0) return [.. states.Select(state => rows.Where(row => row.Complaint == state))];
        return [.. verdicts.Select(verdict => State == "all" ? rows.Where(row => row.Complaint != null && row.Verdict == verdict) : rows.Where(row => row.Verdict == verdict && states.Contains(row.Complaint!)))];
    }

    private static IQueryable<CaseRow> Newest(IQueryable<CaseRow> rows) => rows.OrderByDescending(row => row.Key);

    private async Task<IReadOnlyList<Line>> Of(List<CaseRow> rows, Regime regime)
    {
        await Discretion.Apply(db, actor.Id, regime, clock.Now, rows);
        return [.. rows.Select(row => new Line(row, Against(row, regime), row.IsOpen && row.NextDue < clock.Now, Discretion.IsAccused(actor.Id, regime, row) || row.HandlerId == actor.Id && row.FirstContactId != actor.Id))];
    }

    private static string Against(CaseRow row, Regime regime) => row.AccusedPersonId is null && row.AccusedUnitId is null ? "未指明" : CaseLine.Name(regime, row.AccusedPersonId, row.AccusedUnitId);
}

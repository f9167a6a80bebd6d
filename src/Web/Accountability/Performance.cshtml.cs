using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Accountability;

public sealed class GradeForm
{
    public string? Person { get; set; }
    public string? Grade { get; set; }

    [StringLength(500, ErrorMessage = "最多 500 个字")]
    public string? Reason { get; set; }
}

/// <summary>
/// 绩效和等级: what each person of a unit has to show for a month or a quarter: what customers said when they were asked, what was decided on findings and rewards, and the grade; whoever may, grades
/// here. Everybody sees his own line.
/// </summary>
public sealed class PerformanceModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>What a finding leaves to choose from.</summary>
    public sealed record Left(string Grades, ClauseChip? Clause);

    /// <param name="Asked">Cases closed in the period of which the customer said something.</param>
    /// <param name="Good">Of these how many were good at the first word.</param>
    public sealed record Line(string Id, string Name, string Unit, int Asked, int Good, GradeRow? Grade, string? By, IReadOnlyList<Left> Left, bool Conflicts, IReadOnlyList<LedgerRow> Entries, bool MayGrade)
    {
        public string Share => Asked == 0 ? "" : (100m * Good / Asked).ToString("0.#", CultureInfo.InvariantCulture);
    }

    public Period Period { get; private set; }
    public string? Wrong { get; private set; }
    public string? Unit { get; private set; }
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Grades { get; private set; } = [];
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public GradeForm Form { get; private set; } = new();
    public Tabs Tabs { get; private set; } = null!;
    public Clock Clock => clock;
    public string Query => $"period={Period.Name}{(Unit is null ? "" : $"&unit={Uri.EscapeDataString(Unit)}")}";

    public Task OnGet(string? period, string? unit) => Load(period, unit);

    public async Task<IActionResult> OnPost(string? period, string? unit, GradeForm form)
    {
        await Load(period, unit);
        Form = form;
        if (Lines.All(line => line.Id != form.Person)) return NotFound();
        if (!ModelState.IsValid) return this.Refused();
        var with = new Dictionary<string, string?> { ["person"] = form.Person, ["period"] = Period.Name, ["grade"] = form.Grade, ["reason"] = form.Reason?.Trim() }.Where(one => !string.IsNullOrEmpty(one.Value)).ToDictionary();
        if (await acting.Do(Grading.Key(form.Person!, Period), null, "rate", actor.Id, Fields.Of(with)) is not Outcome.Refused refused)
            return this.Done($"/findings/performance?{Query}", $"{Lines.First(line => line.Id == form.Person).Name} {Period.Name} 的等级已评定，本人会收到通知。");
        foreach (var refusal in refused.Refusals) ModelState.AddModelError("", refusal.Clause is { } clause && refusal.Pack != House.Id ? $"{refusal.Sentence.TrimEnd('。')}（{clause}）。" : refusal.Sentence);
        return this.Refused();
    }

    public async Task<IActionResult> OnGetExport(string? period, string? unit, string? format)
    {
        await Load(period, unit);
        return new Table($"绩效和等级 {Period.Name}", ["姓名", "部门", "回访评价件数", "首次即满意", "满意率（%）", "等级", "评定人", "评定时间", "原因", "处理和奖励", "工资增减（元）"], [.. Lines.Select(line => (IReadOnlyList<object?>)
            [line.Name, line.Unit, line.Asked, line.Good, line.Asked == 0 ? null : Math.Round(100m * line.Good / line.Asked, 1), line.Grade is { } grade ? Words.Value("rated", grade.Grade) : "", line.By,
                line.Grade is { } given ? clock.Full(given.At) : "", line.Grade?.Reason, string.Join("；", line.Entries.Select(entry => $"{Words.Ledger(entry.Ledger)}：{WagesModel.What(entry)}")),
                line.Entries.Where(entry => entry.Ledger == "wages").Sum(entry => entry.Amount) / 100m])]).File(format);
    }

    private async Task Load(string? period, string? unit)
    {
        var regime = await acting.Regime();
        Tabs = Tabs.Of("/findings/performance", actor, regime);
        var asked = Period.Read(period?.Trim());
        if (!string.IsNullOrWhiteSpace(period) && asked is not { Length: "month" or "quarter" }) Wrong = $"看不懂期间“{period}”，请写成 2026-03 或 2026-Q1";
        Period = asked is { Length: "month" or "quarter" } read ? read : Period.Of("month", clock.Today);
        var mine = actor.KeepsLedgers(regime) ? regime.Organisation.Units.Select(one => one.Id).ToHashSet() : [.. actor.Answers(regime.Organisation)];
        Units = [.. regime.Organisation.Units.Where(one => mine.Contains(one.Id) && regime.Organisation.People.Any(person => person.Active && person.Unit == one.Id)).Select(one => new SelectListItem(one.Name, one.Id))];
        Unit = Units.Any(one => one.Value == unit) ? unit : Units.FirstOrDefault(one => one.Value == actor.UnitId)?.Value ?? Units.FirstOrDefault()?.Value;
        List<Organisations.Person> people = [.. regime.Organisation.People.Where(person => person.Active && (Unit is null ? person.Id == actor.Id : person.Unit == Unit)).OrderBy(person => person.Id, StringComparer.Ordinal)];
        await LoadLines(regime, people);
    }

    private async Task LoadLines(Regime regime, List<Organisations.Person> people)
    {
        var (ids, name) = (people.ConvertAll(person => person.Id), Period.Name);
        string[] months = Period.Length == "month" ? [name] : [name, .. Enumerable.Range(0, 3).Select(i => Period.Of("month", Period.First.AddMonths(i)).Name)];
        var (first, last) = (KeptMarks.Of(Period.First), KeptMarks.Of(Period.Last));
        var marks = await db.Marks.AsNoTracking().Where(row => row.Month >= first && row.Month <= last && ids.Contains(row.PersonId)).GroupBy(row => row.PersonId)
            .Select(group => new { group.Key, Asked = group.Sum(row => row.Asked), Good = group.Sum(row => row.Satisfied) }).ToDictionaryAsync(one => one.Key);
        var grades = await db.Grades.AsNoTracking().Where(row => ids.Contains(row.PersonId) && row.Period == name).ToDictionaryAsync(row => row.PersonId);
        var entries = (await db.Ledger.AsNoTracking().Where(row => (row.Ledger == "wages" || row.Ledger == "monthly-performance") && months.Contains(row.Period) && ids.Contains(row.PersonId!)).OrderBy(row => row.Pack).ThenBy(row => row.No).ToListAsync()).ToLookup(row => row.PersonId);
        var left = Executing.Grades(regime, Period, await acting.FindingsAgainst(ids, Period)).ToLookup(one => one.Who);
        Grades = [.. Grading.Scale.Union(left.SelectMany(group => group).SelectMany(one => one.Grades)).Select(grade => new SelectListItem(Words.Value("rated", grade), grade))];
        Lines = [.. people.Select(person =>
        {
            var (said, grade, held) = (marks.GetValueOrDefault(person.Id), grades.GetValueOrDefault(person.Id), left[Party.Person(person.Id)].ToList());
            return new Line(person.Id, person.Name is { Length: > 0 } shown ? shown : person.Id, regime.Organisation.Unit(person.Unit)?.Name ?? "", said?.Asked ?? 0, said?.Good ?? 0, grade, grade is null ? null : CaseLine.Name(regime, grade.ById, null),
                [.. held.DistinctBy(one => (one.Because.Pack, one.Because.Clause)).Select(one => new Left(string.Join("、", one.Grades.Select(value => Words.Value("rated", value))), ClauseChip.Of(regime, one.Because.Pack, one.Because.Clause)))],
                grade is not null && held.Exists(one => !one.Grades.Contains(grade.Grade)), [.. entries[person.Id]],
                Grading.May(actor.Id, person.Id, new(regime, new(Grading.Key(person.Id, Period)), null, clock.Now)) && Period.First <= clock.Today);
        })];
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>
/// One answer for requests gathered into one: done on each by itself, as this person may on that one; where he may not, whoever handles it is told what to tell. The list says
/// for each what came of it. Sent again it does not tell a customer the same words twice.
/// </summary>
public sealed class BatchModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public sealed class BatchForm
    {
        [Required(ErrorMessage = "请选择怎样答复")]
        public string? Act { get; set; }

        [Required(ErrorMessage = "请写下答复的话"), StringLength(4000, ErrorMessage = "最多 {1} 个字")]
        public string? Text { get; set; }
        public List<string> Children { get; set; } = [];
        public bool Confirmed { get; set; }
    }

    public sealed record Child(string Id, Known.Trace Trace, bool Closed);
    public sealed record Result(bool Done, string Sentence);

    public static readonly IReadOnlyList<SelectListItem> Acts = [.. ((string[])["inform", "answer", "progress"]).Select(act => new SelectListItem(Words.Act(act), act))];

    public Dossier Case { get; private set; } = null!;
    public BatchForm Form { get; private set; } = new();
    public IReadOnlyList<Child> Children { get; private set; } = [];
    public Dictionary<string, Result> Results { get; } = [];

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number)) return NotFound();
        var last = Case.Matter.Acts.LastOrDefault(act => act.Name is "answer" or "inform" or "resolve" && act.With.Has("reply"));
        Form = new() { Act = "inform", Text = (last?.With.Text("reply") ?? Case.Matter.Last("resolve")?.With.Text("result")) is { } said ? Case.Withheld.From(said) : null, Children = [.. Children.Where(child => !child.Closed).Select(child => child.Id)] };
        return Page();
    }

    public async Task<IActionResult> OnPost(string number, BatchForm form)
    {
        if (!await Load(number)) return NotFound();
        Form = form;
        if (Acts.All(act => act.Value != form.Act)) ModelState.AddModelError("Form.Act", "没有这个选项，请重新选择");
        if (form.Children.Count == 0) ModelState.AddModelError("", "请至少勾选一件");
        if (!form.Confirmed) ModelState.AddModelError("", "请勾选“我已看过”再答复");
        if (!ModelState.IsValid) return this.Refused();
        foreach (var child in Children.Where(child => form.Children.Contains(child.Id))) Results[child.Id] = await Answer(child, form.Act!, form.Text!.Trim());
        await Load(number);
        return Page();
    }

    private async Task<Result> Answer(Child child, string act, string text)
    {
        var field = ReplyCheck.FieldOf(act)!;
        var key = Acting.Case(child.Id);
        if ((await acting.Load(key))!.Last(act)?.With.Text(field) == text) return new(true, "这段话已经告知过，没有重复");
        switch (await acting.Do(key, null, act, actor.Id, Fields.Of(new Dictionary<string, string> { [field] = text })))
        {
            case Outcome.Done:
                return new(true, $"{Words.Act(act)}：已记录");
            case Outcome.Refused refused:
                var why = refused.Refusals[0];
                var told = why.IsAboutData ? null : await Tell(child.Id, text);
                return new(false, $"没有答复：{why.Sentence.TrimEnd('。')}{(why.Clause is null ? "" : $"（{why.Clause}）")}{(told is null ? "" : $"；已通知{told}")}");
            default:
                throw new InvalidOperationException("Without a version an act is done or refused.");
        }
    }

    /// <summary>Whoever handles the request hears what was to be told; null where nobody is named.</summary>
    private async Task<string?> Tell(string child, string text)
    {
        var row = await db.Cases.AsNoTracking().SingleAsync(one => one.Id == child);
        if ((row.HandlerId ?? Case.Regime.Organisation.HeadOf(row.HandlerUnitId)) is not { } person || Case.Regime.Organisation.Person(person) is not { } handler) return null;
        var sentence = $"{actor.Name}请您答复 {row.Number} 的客户（主件 {Case.Row.Number} 已有结果）：{text}";
        if (!await db.Notices.AnyAsync(notice => notice.PersonId == person && notice.CaseId == child && notice.Text == sentence))
        {
            db.Notices.Add(new Notice { Id = Guid.CreateVersion7(clock.Now), PersonId = person, CaseId = child, Text = sentence, At = clock.Now });
            await db.SaveChangesAsync();
        }
        return handler.Name;
    }

    private async Task<bool> Load(string number)
    {
        if (await Dossier.Load(db, actor, acting, number) is not { } dossier) return false;
        Case = dossier;
        var rows = await db.Cases.AsNoTracking().Where(row => row.ParentId == dossier.Row.Id).OrderBy(row => row.Key).ToListAsync();
        var seen = await Known.Seen(db, actor, dossier.Regime, rows);
        await Discretion.Apply(db, actor.Id, dossier.Regime, dossier.Now, rows);
        Children = [.. rows.Select(row => new Child(row.Id, Known.Of(row, dossier.Regime, seen), !row.IsOpen))];
        return true;
    }
}

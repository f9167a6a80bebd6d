using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

public sealed class DraftForm
{
    [Required(ErrorMessage = "草稿不能是空的；不要了请按“丢弃草稿”")]
    public string? Text { get; set; }

    /// <summary>The version it began with.</summary>
    public string? BasedOn { get; set; }

    /// <summary>How often the draft had been saved when the page was opened; 0 before the first time.</summary>
    public int Saved { get; set; }
}

/// <summary>写草稿: the text of a pack in the making. It is saved also while it is wrong; what is wrong stands beside it with its line.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class DraftModel(AppDb db, PackTexts texts, Clock clock, Actor actor) : PageModel
{
    public DraftForm Form { get; private set; } = new();
    public PackText Text { get; private set; } = null!;
    public string Title => Text.Pack?.Title ?? Present?.Pack?.Title ?? Text.Id;

    /// <summary>What is in force, or would be adopted without a draft; null for a pack that is written here from the beginning.</summary>
    public PackText? Present { get; private set; }
    public string? SavedBy { get; private set; }
    public IReadOnlySet<int> Wrong => Text.Errors.Select(problem => problem.Line).ToHashSet();
    public IReadOnlyList<Problem> Problems => [.. Text.Problems.OrderBy(problem => problem.Severity).ThenBy(problem => problem.Line)];

    public async Task<IActionResult> OnGet(string id, string? text)
    {
        Present = await texts.Present(id);
        var draft = await db.PackDrafts.AsNoTracking().SingleOrDefaultAsync(one => one.PackId == id);
        if ((draft is null ? text is null ? Present : await texts.Find(id, text) : await texts.Find(id, PackTexts.Draft)) is not { } shown) return NotFound();
        Text = shown;
        Form = new() { Text = shown.Text, BasedOn = draft is null ? shown.Hash : draft.BasedOn, Saved = draft?.Saved ?? 0 };
        if (draft is not null) SavedBy = $"{clock.Say(draft.ChangedAt)} {RulebookStory.By(await RulebookStory.Names(db), draft.ById)}保存";
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, DraftForm form)
    {
        Form = form;
        Present = await texts.Present(id);
        var draft = await db.PackDrafts.SingleOrDefaultAsync(one => one.PackId == id);
        if (draft is null && Present is null) return NotFound();
        // A browser sends line ends its own way; the text is the same.
        var typed = (form.Text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
        Text = await texts.Read(id, PackTexts.Draft, "草稿", typed, PackVersion.Written, form.BasedOn);
        if (!ModelState.IsValid) return this.Refused();
        if ((draft?.Saved ?? 0) != form.Saved) return this.Refused("Form.Text", "您打开之后别人保存过这份草稿。请另存您的文字，重新打开，再合到一起");
        if (System.Text.Encoding.UTF8.GetByteCount(typed) > Yaml.LargestBytes) return this.Refused("Form.Text", "文本超过 1 MB");
        if (draft is null) db.PackDrafts.Add(draft = new PackDraft { PackId = id, Text = "", BasedOn = form.BasedOn, ById = "" });
        (draft.Text, draft.ById, draft.ChangedAt, draft.Saved) = (typed, actor.Id, clock.Now, draft.Saved + 1);
        await db.SaveChangesAsync();
        var errors = Text.Errors.Count;
        return this.Done($"/packs/{id}/draft", errors == 0 ? "草稿已保存，检查没有错误。下一步：演练" : $"草稿已保存，检查出 {errors} 处错误，改好才能采用");
    }

    /// <summary>The draft as a file, for an editor or a replay.</summary>
    public async Task<IActionResult> OnGetText(string id) => await texts.Find(id, PackTexts.Draft) is { } draft
        ? File(System.Text.Encoding.UTF8.GetBytes(draft.Text), "application/yaml", $"{id}.yaml") : NotFound();

    public async Task<IActionResult> OnPostDrop(string id)
    {
        await db.PackDrafts.Where(one => one.PackId == id).ExecuteDeleteAsync();
        return this.Done("/packs", "草稿已丢弃，在用的制度没有变");
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Sending;

public sealed class TextForm
{
    public string? Name { get; set; }
    public string? Subject { get; set; }
    public string? Body { get; set; }
}

/// <summary>The organisation words what leaves the house; a field that nobody fills is refused by its name.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class TextsModel(AppDb db, Actor actor, Clock clock) : PageModel
{
    private Dictionary<string, OwnText> own = [];
    private TextForm? form;

    public string? Tried => form?.Name;
    public bool IsOwn(string name) => own.ContainsKey(name);

    public Template Of(string name) => form?.Name == name ? new(form.Subject ?? "", form.Body ?? "")
        : own.TryGetValue(name, out var text) ? new(text.Subject, text.Body) : Texts.Of(Texts.Chinese, name);

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost(TextForm form)
    {
        await Load();
        if (form.Name is null || !Texts.Kinds.TryGetValue(form.Name, out var kind)) return NotFound();
        this.form = form;
        var (subject, body) = (form.Subject?.Trim() ?? "", form.Body?.Trim() ?? "");
        if (form.Name != "robot" && subject.Length is 0 or > 200) ModelState.AddModelError("", $"{kind.Title}：标题要有，最多 200 个字");
        if (body.Length is 0 or > 4000) ModelState.AddModelError("", $"{kind.Title}：正文要有，最多 4000 个字");
        if (new Template(subject, body).Unknown([.. kind.Fields.Keys]) is { Count: > 0 } unknown)
            ModelState.AddModelError("", $"{kind.Title}：没有{string.Join("、", unknown.Select(name => $"“{{{name}}}”"))}这样的内容可填，请改成下面列出的，或去掉花括号");
        if (!ModelState.IsValid) return this.Refused();
        if (!own.TryGetValue(form.Name, out var text)) db.Texts.Add(text = new OwnText { Language = Texts.Chinese, Name = form.Name, Subject = "", Body = "", ById = "" });
        (text.Subject, text.Body, text.ById, text.At) = (subject, body, actor.Id, clock.Now);
        await db.SaveChangesAsync();
        return this.Done("/sending/texts", $"{kind.Title}已保存，下一条消息起用新的文字");
    }

    public async Task<IActionResult> OnPostReset(TextForm form)
    {
        db.Texts.RemoveRange(await db.Texts.Where(text => text.Language == Texts.Chinese && text.Name == form.Name).ToListAsync());
        await db.SaveChangesAsync();
        return this.Done("/sending/texts", "已恢复原来的文字");
    }

    private async Task Load() => own = await db.Texts.Where(text => text.Language == Texts.Chinese).ToDictionaryAsync(text => text.Name);
}

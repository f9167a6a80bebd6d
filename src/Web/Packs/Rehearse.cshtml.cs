using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Web.Cases;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

public sealed class RehearseForm
{
    public string? Story { get; set; }
    public List<IFormFile> Files { get; set; } = [];
}

/// <summary>演练: a text of a pack, before anybody is bound by it, against the stories that ship with it and any others.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class RehearseModel(PackTexts texts, Offered offered, Acting acting) : PageModel
{
    private const long Largest = 1_000_000;
    private const int MostFiles = 100;

    public RehearseForm Form { get; private set; } = new();
    public PackText Text { get; private set; } = null!;
    public IReadOnlyList<Played> Own { get; private set; } = [];
    public IReadOnlyList<Played> Shipped { get; private set; } = [];

    public async Task<IActionResult> OnGet(string id, string? text = null) => await Load(id, text) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id, RehearseForm form, string? text = null)
    {
        Form = form;
        if (!await Load(id, text)) return NotFound();
        if (Text.Pack is not { } pack) return this.Refused("", "草稿还读不出来，请先改好");
        if (string.IsNullOrWhiteSpace(form.Story) && form.Files.Count == 0) return this.Refused("Form.Story", "请贴一个演练，或选择文件");
        if (form.Files.Count > MostFiles) return this.Refused("Form.Files", $"一次最多 {MostFiles} 个文件");
        var stories = new List<(string, string)>();
        if (!string.IsNullOrWhiteSpace(form.Story)) stories.Add(("贴上的演练", form.Story));
        foreach (var file in form.Files)
            if (file.Length > Largest) ModelState.AddModelError("Form.Files", $"“{file.FileName}”超过 1 MB");
            else
            {
                using var reader = new StreamReader(file.OpenReadStream());
                stories.Add((Path.GetFileName(file.FileName), await reader.ReadToEndAsync()));
            }
        if (!ModelState.IsValid) return this.Refused();
        Own = Playing.Of(pack, stories, await acting.Regime(), offered);
        return Page();
    }

    /// <summary>The text asked for; without one the draft or, where nobody writes one, what is in force or ships.</summary>
    private async Task<bool> Load(string id, string? key)
    {
        if ((key is null ? await texts.Find(id, PackTexts.Draft) ?? await texts.Present(id) : await texts.Find(id, key)) is not { } found) return false;
        Text = found;
        if (found.Pack is { } pack) Shipped = Playing.Of(pack, offered.Rehearsals(id), await acting.Regime(), offered);
        return true;
    }
}

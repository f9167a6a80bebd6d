using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Projects;

/// <summary>Brings leads in from a table; whoever does answers for them.</summary>
public sealed class ImportModel(AppDb db, Actor actor, Acting acting) : PageModel
{
    public IReadOnlyList<SelectListItem> Sources { get; private set; } = [];
    public IReadOnlyList<LeadRead>? Read { get; private set; }
    public string? Source { get; private set; }
    public bool Looked { get; private set; }

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost(string? source, bool look, IFormFile? file)
    {
        await Load();
        (Source, Looked) = (source, look);
        if (Sources.All(one => one.Value != source)) return this.Refused("source", "请选择这张表从哪里来");
        if (file is null || file.Length == 0) return this.Refused("file", "请选择一张 .xlsx 或 .csv 的表");
        if (file.Length > Files.Largest) return this.Refused("file", "表太大，最大 10 MB，请分开");
        try
        {
            await using var content = file.OpenReadStream();
            Read = await Leads.Bring(db, acting, actor.Id, source!, file.FileName, content, look);
        }
        catch (FormatException failure)
        {
            return this.Refused("file", failure.Message);
        }
        return Page();
    }

    private async Task Load() => Sources = [.. ProjectLine.Sources(await acting.Regime()).Select(one => new SelectListItem(one.Says, one.Word))];
}

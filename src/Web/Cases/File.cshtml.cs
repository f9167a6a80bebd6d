using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>An attachment, to whoever sees its case; always saved, never opened in the site's own name.</summary>
public sealed class FileModel(AppDb db, Actor actor, Acting acting, Files store) : PageModel
{
    public async Task<IActionResult> OnGet(string number, Guid id)
    {
        var led = actor.Led((await acting.Regime()).Organisation);
        var file = await db.Cases.VisibleTo(actor, db, led).Where(row => row.Number == number)
            .Join(db.Attachments, row => row.Id, file => file.CaseId, (row, file) => file).AsNoTracking().SingleOrDefaultAsync(file => file.Id == id);
        return file is null ? NotFound() : PhysicalFile(store.PathOf(file.Hash), file.Type, file.Name);
    }
}

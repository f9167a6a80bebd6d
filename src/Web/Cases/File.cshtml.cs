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
        var regime = await acting.Regime();
        var found = await db.Cases.VisibleTo(actor, db, actor.Led(regime.Organisation)).Where(row => row.Number == number)
            .Join(db.Attachments, row => row.Id, file => file.CaseId, (row, file) => new { Row = row, File = file }).AsNoTracking().SingleOrDefaultAsync(one => one.File.Id == id);
        return found is null || !Discretion.MayOpen(actor.Id, regime, found.Row, found.File.ById) ? NotFound() : PhysicalFile(store.PathOf(found.File.Hash), found.File.Type, found.File.Name);
    }
}

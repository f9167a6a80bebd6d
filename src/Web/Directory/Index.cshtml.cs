using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Directory;

public sealed class IndexModel(AppDb db, Actor actor, Clock clock) : PageModel
{
    public Clock Clock => clock;
    public string? Q { get; private set; }
    public bool MayEdit => actor.Administers;
    public IReadOnlyList<DirectorySearch.Hit> Hits { get; private set; } = [];

    public async Task OnGet(string? q)
    {
        Q = q?.Trim();
        Hits = await DirectorySearch.Find(db, Q);
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Web.Access;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>The block on the page to register that says who is calling, fetched while the number is typed. Never kept by a browser.</summary>
[ResponseCache(NoStore = true)]
public sealed class KnownModel(AppDb db, Actor actor, Acting acting) : PageModel
{
    public Known.Customer? Customer { get; private set; }

    public async Task OnGet(string? phone) => Customer = await Known.ByPhone(db, actor, await acting.Regime(), phone, acting.Now);
}

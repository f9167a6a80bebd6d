using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Portal;

public sealed class FollowForm
{
    public string? Number { get; set; }
    public string? Code { get; set; }
}

/// <summary>
/// Number and code open a request, typed here or in the address of a printed link (<c>/p/NUMBER/CODE</c>). A wrong code and an unknown number are answered alike,
/// by the same query and the same comparison, so that nobody learns which numbers exist.
/// </summary>
[AllowAnonymous]
public sealed class FollowModel(AppDb db, Tries tries, Ticket ticket) : PageModel
{
    private const string Nothing = "????????";

    public FollowForm Form { get; private set; } = new();

    public async Task<IActionResult> OnGet(string? number, [FromRoute] string? code)
    {
        Form = new() { Number = number };
        return code is null ? Page() : await Try(number, code);
    }

    public Task<IActionResult> OnPost(FollowForm form)
    {
        Form = form;
        return Try(form.Number, form.Code);
    }

    private async Task<IActionResult> Try(string? typedNumber, string? typedCode)
    {
        if (!await tries.MayFollow(HttpContext))
        {
            ModelState.AddModelError("", "试得太频繁了，请过一分钟再试");
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }
        var (number, code) = (Plain(typedNumber), Plain(typedCode));
        var found = await db.Cases.AsNoTracking().Where(one => one.Number == number).Select(one => new { one.Id, one.Code }).SingleOrDefaultAsync();
        var right = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(found?.Code ?? Nothing), Encoding.UTF8.GetBytes(code));
        if (found is null || !right) return this.Refused("", "编号或查询码不对，请对照登记时给您的编号和查询码再输一次");
        ticket.Give(HttpContext, number, found.Id);
        return Redirect(Ticket.PathOf(number));
    }

    /// <summary>As it was given out: no blanks, half-width signs, capitals.</summary>
    private static string Plain(string? typed) => string.Concat((typed ?? "").Normalize(NormalizationForm.FormKC).Where(sign => !char.IsWhiteSpace(sign))).ToUpperInvariant();
}

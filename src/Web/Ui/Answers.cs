using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Shouwen.Web.Ui;

/// <summary>The three ways a post ends.</summary>
public static class Answers
{
    /// <summary>Done: says so on the next page. A success says what happened and what comes next.</summary>
    public static IActionResult Done(this PageModel page, string to, string sentence)
    {
        page.TempData["flash"] = sentence;
        return page.LocalRedirect(to);
    }

    /// <summary>Refused: the same page again, with what was typed and why not.</summary>
    public static IActionResult Refused(this PageModel page)
    {
        page.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page.Page();
    }

    /// <summary>Refused for one reason, beside a field (its full name, such as <c>Form.Name</c>) or for the whole form (empty).</summary>
    public static IActionResult Refused(this PageModel page, string field, string sentence)
    {
        page.ModelState.AddModelError(field, sentence);
        return page.Refused();
    }
}

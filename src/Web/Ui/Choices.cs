using Microsoft.AspNetCore.Mvc.Rendering;

namespace Shouwen.Web.Ui;

/// <summary>The lists that forms offer.</summary>
public static class Choices
{
    public static IReadOnlyList<SelectListItem> Of(IReadOnlyDictionary<string, string> names) =>
        [.. names.Select(n => new SelectListItem(n.Value, n.Key))];
}

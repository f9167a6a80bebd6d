using Microsoft.AspNetCore.Mvc.Rendering;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Units;

/// <summary>A unit's form with the lists it offers.</summary>
public sealed record UnitFields(UnitForm Form, IReadOnlyList<SelectListItem> Units, IReadOnlyList<SelectListItem> People)
{
    public static async Task<UnitFields> Load(AppDb db, UnitForm form, string? ownId) =>
        new(form, [.. (await Choices.Units(db)).Where(u => u.Value != ownId)], await Choices.People(db));
}

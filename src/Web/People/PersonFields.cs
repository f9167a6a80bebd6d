using Microsoft.AspNetCore.Mvc.Rendering;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.People;

/// <summary>A person's form with the lists it offers.</summary>
public sealed record PersonFields(PersonForm Form, IReadOnlyList<SelectListItem> Units, IReadOnlyList<SelectListItem> People)
{
    public static async Task<PersonFields> Load(AppDb db, PersonForm form) => new(form, await Choices.Units(db), await Choices.People(db));
}

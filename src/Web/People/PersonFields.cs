using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Ui;

namespace Shouwen.Web.People;

/// <summary>A person's form with the lists it offers.</summary>
public sealed record PersonFields(PersonForm Form, Offer Units, Offer People)
{
    public static async Task<PersonFields> Load(Acting acting, Actor actor, PersonForm form)
    {
        var pickings = await Pickings.Load(acting, actor);
        return new(form, pickings.Units, pickings.People);
    }
}

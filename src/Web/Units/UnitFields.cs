using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Units;

/// <summary>A unit's form with the lists it offers.</summary>
public sealed record UnitFields(UnitForm Form, Offer Units, Offer People)
{
    public static async Task<UnitFields> Load(Acting acting, Actor actor, UnitForm form, string? ownId)
    {
        var pickings = await Pickings.Load(acting, actor);
        return new(form, pickings.Units.Without(ownId), pickings.People);
    }
}

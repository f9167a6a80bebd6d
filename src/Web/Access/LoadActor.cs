using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Access;

/// <summary>
/// Loads the <see cref="Actor"/> of the request and turns its roles into role claims, so that <c>[Authorize(Roles = …)]</c> asks the
/// appointments of this moment and not those of the last sign-in.
/// </summary>
public sealed class LoadActor(RequestDelegate next)
{
    public async Task Invoke(HttpContext context, AppDb db, Clock clock, Actors actors)
    {
        var failed = context.Features.Get<IExceptionHandlerFeature>() is not null;
        if (!failed && context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id)
        {
            var actor = await actors.Load(db, id, clock.Now);
            if (actor is null)
            {
                await context.SignOutAsync(IdentityConstants.ApplicationScheme);
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
            }
            else
            {
                context.Features.Set(actor);
                context.User.AddIdentity(new ClaimsIdentity(actor.Holdings.Select(h => new Claim(ClaimTypes.Role, h.Role)).Distinct()));
                if (actor.MustChangePassword && MayNotYet(context.Request.Path))
                {
                    context.Response.Redirect("/password");
                    return;
                }
            }
        }
        await next(context);
    }

    private static bool MayNotYet(PathString path) =>
        !path.StartsWithSegments("/password") && !path.StartsWithSegments("/sign-out") && !path.StartsWithSegments("/error");
}

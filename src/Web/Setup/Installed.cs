using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;

namespace Shouwen.Web.Setup;

/// <summary>Remembers the organisation once there is one, so that no request asks the database again.</summary>
public sealed class Installed(Stamps stamps)
{
    private Guid? seen;

    public Organisation? Organisation { get; private set; }

    /// <summary>Reads it anew at the next request.</summary>
    public void Changed() => seen = null;

    public async Task<bool> Check(AppDb db)
    {
        // Another process may have set it up or changed it. Those who read it meanwhile go on with what was there.
        if (await stamps.Regime(db) is var stamp && (Organisation is null || stamp != seen))
            (Organisation, seen) = (await db.Organisations.AsNoTracking().SingleOrDefaultAsync(), stamp);
        return Organisation is not null;
    }
}

/// <summary>Without an organisation every address leads to the set-up page; with one the set-up page does not exist.</summary>
public sealed class SetupFirst(RequestDelegate next)
{
    public async Task Invoke(HttpContext context, AppDb db, Installed installed)
    {
        var path = context.Request.Path;
        // The page that says the machine failed must not need the machine.
        if (context.Features.Get<IExceptionHandlerFeature>() is not null) await next(context);
        else if (await installed.Check(db))
        {
            if (path.StartsWithSegments("/setup")) context.Response.StatusCode = StatusCodes.Status404NotFound;
            else await next(context);
        }
        else if (path.StartsWithSegments("/setup") || path.StartsWithSegments("/error")) await next(context);
        else context.Response.Redirect("/setup");
    }
}

using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;

namespace Shouwen.Web.Commands;

/// <summary>An installation that is there already, opened to be looked at and not to be made or upgraded.</summary>
internal static class Opened
{
    /// <exception cref="FormatException">There is none, or it is of an older version, with a sentence for people.</exception>
    public static async Task<WebApplication> Site(SiteOptions options, CancellationToken cancel)
    {
        if (options.FileIsMissing) throw new FormatException($"{options.Data} 里没有数据库");
        var site = Web.Site.Build(options);
        try
        {
            await using var scope = site.Services.CreateAsyncScope();
            if ((await scope.ServiceProvider.GetRequiredService<AppDb>().Database.GetPendingMigrationsAsync(cancel)).Any()) throw new FormatException("数据库是旧版本，请先 shouwen migrate");
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }
}

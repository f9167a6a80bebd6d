using Microsoft.AspNetCore.Identity;
using Shouwen.Web.Data;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Demo;

/// <summary>Fills an empty database with the demo organisation and its last six weeks.</summary>
public static class Demonstration
{
    private const int Seed = 20260101;
    private static readonly TimeSpan Length = TimeSpan.FromDays(42);

    /// <summary>False when there is an organisation already: nothing is ever written over.</summary>
    public static async Task<bool> Fill(IServiceProvider services, DateTimeOffset now, Action<double>? progress = null)
    {
        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            if (await scope.ServiceProvider.GetRequiredService<Installed>().Check(db)) return false;
            await World.Found(db, scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>(),
                services.GetRequiredService<Offered>(), World.Adopted(services.GetRequiredService<SiteOptions>().Packs), now - Length - TimeSpan.FromDays(3), now);
        }
        await new History(services).Play(now - Length, now, Seed, progress);
        return true;
    }
}

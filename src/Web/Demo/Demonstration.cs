using Microsoft.AspNetCore.Identity;
using Shouwen.Calendar;
using Shouwen.Web.Calendar;
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
            var packs = services.GetRequiredService<SiteOptions>().Packs;
            var (offered, since) = (services.GetRequiredService<Offered>(), now - Length - TimeSpan.FromDays(3));
            await World.Found(db, scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>(),
                offered, World.Adopted(packs), since, now);
            await Adopting.Adopt(db, offered, World.Own(packs), since, World.Administrator, "本单位自己的制度", since);
            await World.FoundProjects(db, scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>(), offered, packs, since);
            await Adopting.Adopt(db, offered, World.Own(packs, "upkeep"), since, World.Administrator, "本单位自己的日常工作规定", since);
            await Adopting.Adopt(db, offered, World.Own(packs, "rewards"), since, World.Administrator, "本单位自己的奖惩办法", since);
        }
        await new History(services).Play(now - Length, now, Seed, progress);
        await using (var scope = services.CreateAsyncScope()) await Present.Play(scope.ServiceProvider, now);
        await using (var scope = services.CreateAsyncScope()) await Close(scope.ServiceProvider.GetRequiredService<AppDb>(), now);
        return true;
    }

    /// <summary>The organisation closes on a working day soon: deadlines that run over it are there to be recomputed.</summary>
    private static async Task Close(AppDb db, DateTimeOffset now)
    {
        var book = new CalendarBook((await Changing.Last(db))!);
        var today = book.Calendar.DayOf(now);
        var day = Enumerable.Range(1, 30).Select(today.AddDays).Where(book.Calendar.IsWorkday).Skip(1).First();
        await Changing.Write(db, Changing.Changes, book.Row.National, book.Own with { Organisation = book.Own.Organisation with { Days = [OwnDay.Closed(day, "管网检修")] } }, World.Administrator, "管网检修，全公司停业一天", now);
    }
}

using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Tests;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;

namespace Shouwen.Bench;

/// <summary>The demo's organisation as decisions see it, and its stories told through them in memory.</summary>
internal static class Town
{
    /// <summary>Every pack that ships, those the demo has adopted first.</summary>
    public static IReadOnlyList<Pack> Packs()
    {
        var adopted = World.Adopted(Folders.Packs);
        return [.. System.IO.Directory.GetFiles(Folders.Packs, "pack.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => PackReader.Read(File.ReadAllText(file), file).Value!).OrderBy(pack => !adopted.Contains(pack.Id))];
    }

    public static Pack Pack(string yaml) => PackReader.Read(yaml, "draft").Value ?? throw new InvalidOperationException("The draft can't be read.");

    /// <summary>The text of the pack the demo has adopted.</summary>
    public static string Adopted() => Repo.Read("packs", World.Adopted(Folders.Packs)[0], "pack.yaml");

    /// <summary>Under the packs that the demo has adopted.</summary>
    public static async Task<Regime> Regime(string folder)
    {
        var options = new SiteOptions { Data = folder };
        await using var site = Site.Build(options);
        await Found(site.Services, options);
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Regimes>().Now(scope.ServiceProvider.GetRequiredService<AppDb>(), DateTimeOffset.UtcNow);
    }

    /// <summary>Makes the database and writes the demo's organisation, without a case, into it.</summary>
    public static async Task Found(IServiceProvider services, SiteOptions options)
    {
        await Site.Prepare(services);
        await using var scope = services.CreateAsyncScope();
        var now = DateTimeOffset.UtcNow;
        await World.Found(scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>(), scope.ServiceProvider.GetRequiredService<Offered>(), World.Adopted(options.Packs), now.AddDays(-1), now);
    }

    /// <summary>The same seed tells the same cases, one after the other from 5 January 2026 on, through the real decisions; each to its end.</summary>
    public static IEnumerable<(MatterKey Key, IReadOnlyList<Event> Events)> Tell(Regime regime, int seed)
    {
        var (plots, no) = (new Plots(seed), 0);
        while (true)
            for (var day = new DateOnly(2026, 1, 5); day.Year == 2026; day = day.AddDays(1))
                if (regime.Calendar.IsWorkday(day))
                    foreach (var (minute, plot) in plots.Day(day))
                        yield return Case(regime, new(MatterKind.Case, $"{++no:00000000}"), regime.Calendar.At(day, new TimeOnly(8, 0)).AddMinutes(minute), plot);
    }

    private static (MatterKey, IReadOnlyList<Event>) Case(Regime regime, MatterKey key, DateTimeOffset at, Plot plot) =>
        (key, [.. Teller.Tell(regime, key, at, plot, DateTimeOffset.MaxValue).SelectMany(step => step.Accepted.Events)]);
}

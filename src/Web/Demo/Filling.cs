using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Identity;
using Shouwen.Judging;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Seals;
using Shouwen.Web.Sending;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Demo;

/// <summary>What a database is to be filled with.</summary>
/// <param name="Cases">How many.</param>
/// <param name="Seed">The same seed, number, days and share give the same content.</param>
/// <param name="From">The first day on which cases are registered.</param>
/// <param name="To">The moment up to which everything is told.</param>
/// <param name="OpenShare">About how many of the cases nobody has closed by then, from 0 to 1; most of them are of the last weeks.</param>
public sealed record Fill(int Cases, int Seed, DateOnly From, DateTimeOffset To, double OpenShare);

/// <summary>What was written, and how long telling it and making the indexes took.</summary>
public sealed record Filled(int Cases, int Open, long Events, int Findings, TimeSpan Telling, TimeSpan Indexing);

/// <summary>
/// Fills an empty database with very many cases: the demo organisation with as many branches as they need, each case told through the real decisions and written as the site would
/// have. All in one transaction, told on every processor: interrupted, nothing was done.
/// </summary>
public sealed class Filling(IServiceProvider services, Fill fill, Action<string, double> progress)
{
    private const int CasesPerDistrict = 60_000;
    private const int AtOnce = 250;

    /// <returns>Null when there is an organisation already: nothing is ever written over.</returns>
    public async Task<Filled?> Run(CancellationToken cancel = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await scope.ServiceProvider.GetRequiredService<Installed>().Check(db)) return null;
        var since = new DateTimeOffset(fill.From.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddDays(-3);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.MakeMonths(since, fill.To, cancel);
        var bulk = Bulk.Of(db, typeof(JournalEntry), typeof(CaseRow), typeof(DutyRow), typeof(Sight), typeof(FindingRow), typeof(Accountability.LedgerRow), typeof(Notice), typeof(OutboxMessage), typeof(CaseSign));
        await bulk.Begin();
        var more = fill.Cases / CasesPerDistrict;
        District[] districts = [.. Enumerable.Range(0, 1 + more).Select(no => new District(no, Math.Max(200, fill.Cases / 4 / (1 + more))))];
        var regime = await Found(scope.ServiceProvider, db, since, districts);
        var days = FillingDay.Of(regime.Calendar, fill).ToList();
        var scribe = new Scribe(bulk, regime, await Surroundings.Read(db, regime), fill, districts, days);
        var began = Stopwatch.GetTimestamp();
        var told = await Tell(bulk, scribe, days, cancel);
        foreach (var day in days) db.Series.Add(new Series { Name = day.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture), Last = day.Count });
        await db.SaveChangesAsync(cancel);
        var telling = Stopwatch.GetElapsedTime(began);
        await bulk.End((no, of) => progress("索引 / indexes", (double)no / of));
        await Caseload.Make(db);
        await Accountability.KeptMarks.Make(db, regime.Calendar.Zone);
        await transaction.CommitAsync(cancel);
        progress("整理 / vacuum", 1);
        await bulk.Settle();
        await Seal(db, regime, cancel);
        return told with { Telling = telling, Indexing = Stopwatch.GetElapsedTime(began) - telling };
    }

    /// <summary>Each day as the site would have done it the night after; interrupted, the site goes on with it.</summary>
    private async Task Seal(AppDb db, Regime regime, CancellationToken cancel)
    {
        var (sealing, calendar) = (services.GetRequiredService<Sealing>(), regime.Calendar);
        var (first, last) = (fill.From.AddDays(-7), calendar.DayOf(fill.To));
        for (var day = first; day < last; day = day.AddDays(1))
        {
            if (calendar.At(day.AddDays(1), TimeOnly.MinValue) + Sealing.Margin is var at && at <= fill.To) await sealing.Make(db, calendar, at, cancel: cancel);
            progress("封存 / seals", (double)(day.DayNumber - first.DayNumber + 1) / (last.DayNumber - first.DayNumber));
        }
    }

    private async Task<Regime> Found(IServiceProvider within, AppDb db, DateTimeOffset since, District[] districts)
    {
        var (packs, offered) = (within.GetRequiredService<SiteOptions>().Packs, within.GetRequiredService<Offered>());
        await World.Found(db, within.GetRequiredService<IPasswordHasher<Person>>(), offered, World.Adopted(packs), since, fill.To, [.. districts.Skip(1)]);
        await Adopting.Adopt(db, offered, World.Own(packs), since, World.Administrator, "本单位自己的制度", since);
        db.Forget();
        return await within.GetRequiredService<Regimes>().Now(db, fill.To);
    }

    /// <summary>Chunks of days are told side by side and written in their order.</summary>
    private async Task<Filled> Tell(Bulk bulk, Scribe scribe, List<FillingDay> days, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var turns = new SemaphoreSlim(Environment.ProcessorCount);
        var queue = Channel.CreateBounded<Task<Told>>(2 * Environment.ProcessorCount);
        var teller = Task.Run(async () =>
        {
            try
            {
                foreach (var chunk in days.SelectMany(day => day.Chunks(AtOnce)))
                {
                    await turns.WaitAsync(stop.Token);
                    await queue.Writer.WriteAsync(Task.Run(() => Chunk(scribe, chunk, turns), stop.Token), stop.Token);
                }
            }
            finally
            {
                queue.Writer.Complete();
            }
        }, stop.Token);
        var sum = new Filled(0, 0, 0, 0, default, default);
        try
        {
            var inquiries = new Inquiries(scribe, fill);
            await foreach (var one in queue.Reader.ReadAllAsync(cancel))
            {
                var told = await one;
                await bulk.Put(told.Packed);
                inquiries.Add(told.Findings);
                sum = sum with { Cases = sum.Cases + told.Cases, Open = sum.Open + told.Open, Events = sum.Events + told.Events };
                progress("诉求 / cases", (double)sum.Cases / fill.Cases);
            }
            using var scope = services.CreateScope();
            foreach (var rows in ((IEnumerable<IEnumerable<object>>)[inquiries.Rows(scope.ServiceProvider.GetRequiredService<AppDb>()), scribe.Standing()]).SelectMany(rows => rows.Chunk(10_000)))
            {
                await bulk.Put(bulk.Pack(rows));
                sum = sum with { Events = sum.Events + rows.Count(row => row is JournalEntry) };
            }
            return sum with { Findings = inquiries.Count };
        }
        finally
        {
            await stop.CancelAsync();
            await teller.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private Told Chunk(Scribe scribe, FillingDay chunk, SemaphoreSlim turns)
    {
        try
        {
            // Nothing is written with it: it only gathers what is told to people.
            using var scope = services.CreateScope();
            return scribe.Tell(chunk, scope.ServiceProvider.GetRequiredService<AppDb>());
        }
        finally
        {
            turns.Release();
        }
    }
}

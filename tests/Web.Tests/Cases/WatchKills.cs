using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Reminders;
using Shouwen.Web.Sending;

namespace Shouwen.Tests.Cases;

/// <summary>What a run of kills left behind.</summary>
/// <param name="Cases">Cases registered, every one with alarms of each kind due.</param>
/// <param name="Alarms">Alarms that the rules ask for: reminders, breaches, rungs.</param>
/// <param name="Lost">Of them, those that no history holds.</param>
/// <param name="Twice">Alarms that a history holds twice, or that no rule asks for.</param>
/// <param name="Told">Notices that the alarms ask for, one a person and step.</param>
/// <param name="Wrong">People who were told of a step never, or twice.</param>
/// <param name="Mails">Mails made of all notices.</param>
/// <param name="Unmailed">Notices that are in no mail, less those that are in two.</param>
/// <param name="Undelivered">Mails that never left.</param>
/// <param name="Cut">Rounds in which a kill left work unfinished.</param>
public sealed record KillFigures(int Rounds, int Cases, int Alarms, int Lost, int Twice, int Told, int Wrong, int Mails, int Unmailed, int Undelivered, int Cut)
{
    public bool Holds => (Lost, Twice, Wrong, Unmailed, Undelivered) == (0, 0, 0, 0, 0);

    public override string ToString() =>
        $"{Rounds} rounds, two workers killed in each ({Cut} with work unfinished): {Cases} cases, {Alarms} alarms, {Lost} lost, {Twice} twice; {Told} people told of a step, {Wrong} never or twice; {Mails} mails, {Unmailed} notices in none, {Undelivered} mails lost";
}

/// <summary>
/// Two processes that watch and send on one database are killed (SIGKILL) at random moments, round after round, while people go on acting on the same cases. In the end one finishes what is left, and
/// the histories are held against what the rules ask for.
/// </summary>
public sealed partial class WatchKills(string folder, string? postgres, int seed, int each = 6)
{
    /// <summary>So much working time has passed since the cases were registered: their first clock has run out and climbed, their second is past half.</summary>
    private static readonly TimeSpan Since = TimeSpan.FromHours(20);

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private readonly StoppedClock clock = new();
    private readonly Random random = new(seed);
    private readonly List<string> cases = [];
    private IServiceProvider services = null!;
    private int cut;

    public async Task<KillFigures> Run(int rounds, CancellationToken cancel)
    {
        await using var site = Site.Build(new SiteOptions { Data = folder, Postgres = postgres, Packs = Folders.Packs, Time = clock });
        services = site.Services;
        await Found(site);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < each; i++) await Register();
            var workers = await Task.WhenAll(Start(cancel), Start(cancel));
            using var over = new CancellationTokenSource();
            var acts = Task.Run(() => Act(over.Token), cancel);
            foreach (var worker in workers.OrderBy(_ => random.Next()))
            {
                await Task.Delay(random.Next(500), cancel);
                worker.Kill();
            }
            await over.CancelAsync();
            await acts;
            foreach (var worker in workers) await worker.WaitForExitAsync(cancel);
            if (await Left()) cut++;
            await Release();
        }
        var last = await Start(cancel);
        while (await Left())
        {
            await Task.Delay(300, cancel);
            await Release();
        }
        last.Kill();
        await last.WaitForExitAsync(cancel);
        return await Count(rounds);
    }

    private async Task Found(Microsoft.AspNetCore.Builder.WebApplication site)
    {
        var now = clock.Now;
        await Site.Prepare(site.Services);
        await With(async db =>
        {
            await World.Found(db, site.Services.GetRequiredService<IPasswordHasher<Person>>(), site.Services.GetRequiredService<Offered>(), World.Adopted(Folders.Packs), now.AddDays(-20), now.AddDays(-20));
            foreach (var person in await db.People.ToListAsync()) person.Email = $"{person.Id}@gas.example";
            (await db.Organisations.SingleAsync()).Watch = new WatchSettings { AtHalf = true, QuietFrom = TimeOnly.MinValue, QuietTo = TimeOnly.MinValue }.Write();
            return await db.SaveChangesAsync();
        });
        clock.Now = await Acting(async acting => (await acting.Regime()).Calendar.SubtractWorkingTime(now, Since));
        await With(async db => { await db.MakeMonths(clock.Now, now); return 0; });
    }

    private async Task Register() => cases.Add(await Acting(async acting => ((Outcome.Done)await acting.Register("li", Fields.Of(new
    {
        channel = "phone", kind = "repair", scope = "other-unit", unit = "ops", customer = new { name = "陈女士", phone = $"1380000{cases.Count:0000}", address = "锦绣花园" }, content = $"家里的燃气表不走字 {cases.Count}",
    }))).Matter.Key.Id));

    /// <summary>People at work on the cases that the watch is at.</summary>
    private async Task Act(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var id = cases[^random.Next(1, Math.Min(cases.Count, 2 * each))];
            if (await Acting(acting => acting.Do(Web.Cases.Acting.Case(id), null, "query", "li", Fields.None)) is not Outcome.Done) throw new InvalidOperationException("An enquiry was refused.");
        }
    }

    /// <summary>Whether anything is due that no process has done.</summary>
    private Task<bool> Left() => With(async db =>
    {
        var now = TimeProvider.System.GetUtcNow();
        return await db.Duties.AnyAsync(duty => duty.Alarm <= now) || await db.Notices.AnyAsync(notice => notice.MailAt != null) || await db.Outbox.AnyAsync(message => message.State == OutboxState.Waiting);
    });

    /// <summary>All are dead, so what is claimed is nobody's and the minutes that gather a burst are over.</summary>
    private Task Release() => With(async db =>
    {
        await db.Outbox.Where(message => message.State == OutboxState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(message => message.NextTryAt, message => message.CreatedAt));
        await db.Reminders.ExecuteUpdateAsync(set => set.SetProperty(one => one.MailedAt, (DateTimeOffset?)null));
        return await db.Notices.Where(notice => notice.MailAt != null).ExecuteUpdateAsync(set => set.SetProperty(notice => notice.MailAt, notice => notice.At));
    });

    private async Task<KillFigures> Count(int rounds)
    {
        var regime = await Acting(acting => acting.Regime());
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var (alarms, lost, twice, told, wrong) = (0, 0, 0, 0, 0);
        foreach (var id in cases)
        {
            var key = Web.Cases.Acting.Case(id);
            var history = await Acting(acting => acting.History(key));
            var due = Deciding.Alarm(regime, Matter.Replay(key, history.Where(happened => happened is not (DutyWarned or DutyBreached or DutyClimbed or FindingOpened))), now).Events.SelectMany(Alarm).Order().ToList();
            var done = history.SelectMany(Alarm).Order().ToList();
            alarms += due.Count;
            lost += due.Except(done).Count();
            twice += done.Count - done.Distinct().Count() + done.Except(due).Count();
            var asked = history.SelectMany(happened => People(happened, regime)).CountBy(one => one).ToDictionary();
            var texts = await With(db => db.Notices.Where(notice => notice.CaseId == id).Select(notice => new { notice.PersonId, notice.Text }).ToListAsync());
            var heard = texts.Select(one => (one.PersonId, Kind: Kinds.FirstOrDefault(kind => one.Text.Contains(kind, StringComparison.Ordinal)))).Where(one => one.Kind is not null).CountBy(one => (one.PersonId, one.Kind!)).ToDictionary();
            told += asked.Values.Sum();
            wrong += asked.Keys.Union(heard.Keys).Count(one => asked.GetValueOrDefault(one) != heard.GetValueOrDefault(one));
        }
        var mails = await With(db => db.Outbox.Select(message => new { message.Id, message.About, message.Subject, message.State }).ToListAsync());
        var mailed = mails.Sum(mail => mail.About == "digest" ? int.Parse(Number().Match(mail.Subject).Value, CultureInfo.InvariantCulture) : 1);
        var files = System.IO.Directory.GetFiles(Path.Combine(folder, "mail"), "*.eml").Select(Path.GetFileNameWithoutExtension).ToHashSet();
        return new(rounds, cases.Count, alarms, lost, twice, told, wrong, mails.Count, await With(db => db.Notices.CountAsync()) - mailed, mails.Count(mail => mail.State != OutboxState.Sent || !files.Contains($"{mail.Id:N}")), cut);
    }

    private static readonly string[] Kinds = ["快到期", "逐级报您督促", "已逾期。"];

    private static IEnumerable<string> Alarm(Event happened) => happened switch
    {
        DutyWarned warned => [$"warned {warned.No}"],
        DutyBreached breached => [$"breached {breached.No}"],
        DutyClimbed climbed => [$"climbed {climbed.No} {climbed.Step} {string.Join(',', climbed.People)}"],
        _ => [],
    };

    private static IEnumerable<(string Person, string Kind)> People(Event happened, Regime regime) => happened switch
    {
        DutyWarned warned => warned.People.Select(person => (person, Kinds[0])),
        DutyClimbed climbed => climbed.People.Select(person => (person, Kinds[1])),
        DutyBreached breached when (breached.Holder.IsPerson ? breached.Holder.Id : regime.Organisation.HeadOf(breached.Holder.Id)) is { } person => [(person, Kinds[2])],
        _ => [],
    };

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    private async Task<T> With<T>(Func<AppDb, Task<T>> ask)
    {
        await using var scope = services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    private async Task<T> Acting<T>(Func<Acting, Task<T>> ask)
    {
        await using var scope = services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<Acting>());
    }

    /// <summary>A process that watches and sends, once it says that it serves.</summary>
    private async Task<Process> Start(CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "shouwen.dll"), "serve", "--data", folder, "--urls", "http://127.0.0.1:0", .. postgres is null ? [] : (string[])["--database", postgres]]) { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } line)
            if (line.StartsWith("首问已启动", StringComparison.Ordinal)) return process;
        throw new InvalidOperationException("A worker did not start.");
    }
}

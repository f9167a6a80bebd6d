using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Reminders;

namespace Shouwen.Web.Sending;

/// <summary>
/// 发送: takes what is due out of the outbox and delivers it. Mail and each receiver have a lane of their own, so that one that hangs holds up no other; within a lane one message goes
/// after another, and a lane whose other side can't be reached ends for this round.
/// </summary>
public sealed class Sender(IServiceScopeFactory scopes, Mail mail, Posting posting, TimeProvider time, ILogger<Sender> log) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim one = new(1, 1);

    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Pace);
        try
        {
            do while (await SendOrReport(stopping) > 0);
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; what is left in the outbox is sent after the next start.
        }
    }

    private async Task<int> SendOrReport(CancellationToken stopping)
    {
        try
        {
            return await Send(stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next round starts from the outbox again; one that fails must not end the sending.
            log.LogError(failure, "Sending failed and goes on in the next round.");
            return 0;
        }
    }

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Sends what is due now; returns how many messages arrived.</summary>
    public async Task<int> Send(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            List<long?> lanes;
            await using (var scope = scopes.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<AppDb>();
                await Digests.Gather(db, Now, cancel);
                lanes = await db.Outbox.Due(db, Now).Select(message => message.ReceiverId).Distinct().ToListAsync(cancel);
            }
            var sent = await Task.WhenAll(lanes.Select(lane => Lane(lane, cancel)));
            return sent.Sum();
        }
        finally
        {
            one.Release();
        }
    }

    /// <param name="lane">A receiver, null for mail.</param>
    /// <param name="cancel">Ends the lane.</param>
    private async Task<int> Lane(long? lane, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var messages = await db.Outbox.AsNoTracking().Due(db, Now).Where(message => message.ReceiverId == lane).OrderBy(message => message.NextTryAt).ThenBy(message => message.Id).Take(Batch).ToListAsync(cancel);
        var receiver = lane is null ? null : await db.Receivers.AsNoTracking().SingleOrDefaultAsync(one => one.Id == lane, cancel);
        var sent = 0;
        foreach (var message in messages)
        {
            if (cancel.IsCancellationRequested || !await Outbox.Claim(db, message, Now)) continue;
            var failure = await Deliver(message, receiver, cancel);
            // What has left is marked even while the host stops, or it would leave twice.
            await Outbox.Settle(db, message, failure, Now);
            var on = receiver is null || await Mark(db, receiver.Id, failure);
            if (failure is null) sent++;
            if (!on || failure is { Unreachable: true }) break;
        }
        return sent;
    }

    private async Task<Undelivered?> Deliver(OutboxMessage message, Receiver? receiver, CancellationToken cancel)
    {
        // Claimed so often and never settled: whoever took it died of it.
        if (message.Tries > Outbox.MostTries) return new("每次发送都没有做完", Permanent: true);
        try
        {
            return receiver is null ? await mail.Deliver(message, cancel) : await posting.Deliver(message, receiver, cancel);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            // One message that trips over a mistake of ours must not stop the others; somebody finds it among the undelivered and in the log.
            log.LogError(bug, "Message {Id} could not be sent.", message.Id);
            return new($"发送程序出错（{bug.GetType().Name}），详见日志");
        }
    }

    /// <summary>Keeps count of a receiver's failures and switches it off when there were too many; whether it is still on.</summary>
    private async Task<bool> Mark(AppDb db, long id, Undelivered? failure)
    {
        var now = Now;
        var rows = db.Receivers.Where(one => one.Id == id);
        if (failure is null)
        {
            await rows.ExecuteUpdateAsync(set => set.SetProperty(one => one.LastAt, now).SetProperty(one => one.LastFailure, (string?)null).SetProperty(one => one.Failures, 0).SetProperty(one => one.FailingSince, (DateTimeOffset?)null));
            return true;
        }
        await rows.ExecuteUpdateAsync(set => set.SetProperty(one => one.LastAt, now).SetProperty(one => one.LastFailure, failure.Why).SetProperty(one => one.Failures, one => one.Failures + 1)
            .SetProperty(one => one.FailingSince, one => one.FailingSince ?? now));
        var (why, since) = ("一天以来一直没有送达", now - Receiver.LongestFailing);
        var off = await rows.Where(one => one.Active && one.Failures >= Receiver.MostFailures && one.FailingSince <= since)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Active, false).SetProperty(one => one.OffWhy, why));
        if (off == 0) return await db.Receivers.AnyAsync(one => one.Id == id && one.Active);
        var name = await db.Receivers.Where(one => one.Id == id).Select(one => one.Name).SingleAsync();
        var administrators = await db.Appointments.Where(held => held.Role == Roles.Administrator && held.From <= now && (held.Until == null || held.Until > now)).Select(held => held.PersonId).Distinct().ToListAsync();
        foreach (var person in administrators)
            db.Appended.Add(new Notice { Id = Guid.CreateVersion7(now), PersonId = person, Text = $"接收方“{name}”{why}，已停用：{failure.Why}。修好后请到“发送记录”的接收方里重新启用。", At = now });
        // Writes no longer tell it.
        Stamps.Change(db);
        await db.SaveChangesAsync();
        return false;
    }
}

using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;

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
            do await SendOrReport(stopping);
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; what is left in the outbox is sent after the next start.
        }
    }

    private async Task SendOrReport(CancellationToken stopping)
    {
        try
        {
            await Send(stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next round starts from the outbox again; one that fails must not end the sending.
            log.LogError(failure, "Sending failed and goes on in the next round.");
        }
    }

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Sends what is due now; returns how many messages arrived.</summary>
    public async Task<int> Send(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            List<OutboxMessage> due;
            await using (var scope = scopes.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<AppDb>();
                due = await db.Outbox.AsNoTracking().Due(db, Now).Take(Batch).ToListAsync(cancel);
            }
            var sent = await Task.WhenAll(due.GroupBy(message => message.ReceiverId).Select(lane => Lane([.. lane], cancel)));
            return sent.Sum();
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<int> Lane(IReadOnlyList<OutboxMessage> messages, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var receiver = messages[0].ReceiverId is { } id ? await db.Receivers.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) : null;
        var sent = 0;
        foreach (var message in messages)
        {
            if (cancel.IsCancellationRequested || !await Outbox.Claim(db, message, Now)) continue;
            var failure = message.Channel == "mail" ? await mail.Deliver(message, cancel) : receiver is null ? new("接收方已删除", Permanent: true) : await posting.Deliver(message, receiver, cancel);
            // What has left is marked even while the host stops, or it would leave twice.
            await Outbox.Settle(db, message, failure, Now);
            var on = receiver is null || await Mark(db, receiver.Id, failure);
            if (failure is null) sent++;
            if (!on || failure is { Unreachable: true }) break;
        }
        return sent;
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
            db.Notices.Add(new Notice { Id = Guid.CreateVersion7(now), PersonId = person, Text = $"接收方“{name}”{why}，已停用：{failure.Why}。修好后请到“发送记录”的接收方里重新启用。", At = now });
        await db.SaveChangesAsync();
        return false;
    }
}

using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;

namespace Shouwen.Web.Sending;

/// <summary>
/// How any number of processes share one outbox. A message is claimed by moving the moment of its next try from the one seen to the end of a lease: of two that try only one finds the row
/// as it was seen. Whoever dies with a claim loses it when the lease ends, and the message goes out again under the same id.
/// </summary>
public static class Outbox
{
    public const int MostTries = 12;

    /// <summary>Longer than any delivery may take.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>Until the next try, after so many that failed: one, two, four … minutes, at most six hours.</summary>
    public static TimeSpan Distance(int tries) => TimeSpan.FromMinutes(Math.Min(Math.Pow(2, tries - 1), 360));

    /// <summary>What may be tried now; messages to a receiver that is switched off wait.</summary>
    public static IQueryable<OutboxMessage> Due(this IQueryable<OutboxMessage> outbox, AppDb db, DateTimeOffset now) =>
        outbox.Where(message => message.State == OutboxState.Waiting && message.NextTryAt <= now && (message.ReceiverId == null || db.Receivers.Any(receiver => receiver.Id == message.ReceiverId && receiver.Active)));

    /// <summary>Whether the message is now this process's own; <paramref name="message"/> then shows the claim.</summary>
    public static async Task<bool> Claim(AppDb db, OutboxMessage message, DateTimeOffset now)
    {
        var (seen, lease) = (message.NextTryAt, now + Lease);
        var claimed = await db.Outbox.Where(row => row.Id == message.Id && row.State == OutboxState.Waiting && row.NextTryAt == seen)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextTryAt, lease).SetProperty(row => row.Tries, row => row.Tries + 1));
        if (claimed == 1) (message.NextTryAt, message.Tries) = (lease, message.Tries + 1);
        return claimed == 1;
    }

    /// <summary>
    /// Writes down how a claimed message ended. A sender so slow that its lease ran out meanwhile may still say that the message arrived; a failure of his no longer counts.
    /// </summary>
    public static async Task Settle(AppDb db, OutboxMessage message, Undelivered? failure, DateTimeOffset now)
    {
        var rows = db.Outbox.Where(row => row.Id == message.Id && row.State == OutboxState.Waiting);
        if (failure is null)
            await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, OutboxState.Sent).SetProperty(row => row.EndedAt, now).SetProperty(row => row.Failure, (string?)null));
        else if (failure.Permanent || message.Tries >= MostTries)
            await rows.Where(row => row.NextTryAt == message.NextTryAt)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, OutboxState.Dead).SetProperty(row => row.EndedAt, now).SetProperty(row => row.Failure, failure.Why));
        else
            await rows.Where(row => row.NextTryAt == message.NextTryAt)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextTryAt, now + Distance(message.Tries)).SetProperty(row => row.Failure, failure.Why));
    }
}

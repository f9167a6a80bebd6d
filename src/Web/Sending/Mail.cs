using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Sending;

/// <summary>
/// 邮件: sends what lies in the outbox. A row is sent once by one process; one that fails is tried again after one, two, four … minutes, at most six hours apart,
/// twelve times in all, and says why it failed.
/// </summary>
public sealed class Mail(IServiceScopeFactory scopes, MailSettings settings, TimeProvider time, ILogger<Mail> log) : BackgroundService
{
    public const int MostTries = 12;
    private const int Batch = 50;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Until the next try, after so many that failed.</summary>
    public static TimeSpan Distance(int tries) => TimeSpan.FromMinutes(Math.Min(Math.Pow(2, tries - 1), 360));

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
            log.LogError(failure, "Sending mail failed and goes on in the next round.");
        }
    }

    /// <summary>Sends what is due now; returns how many messages left.</summary>
    public async Task<int> Send(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            var due = await db.Outbox.Where(message => message.Channel == "mail" && message.SentAt == null && message.Tries < MostTries && message.NextTryAt <= now)
                .OrderBy(message => message.NextTryAt).ThenBy(message => message.Id).Take(Batch).ToListAsync(cancel);
            var sent = 0;
            foreach (var message in due)
            {
                var failure = await Deliver(message, cancel);
                if (failure is null) (message.SentAt, message.Failure, sent) = (now, null, sent + 1);
                else (message.Tries, message.NextTryAt, message.Failure) = (message.Tries + 1, now + Distance(message.Tries + 1), failure.Message);
                // A message that has left is marked even while the host stops, or it would leave twice.
                await db.SaveChangesAsync(CancellationToken.None);
                // A server that can't be reached is not asked again for each message.
                if (failure is SmtpException { StatusCode: SmtpStatusCode.GeneralFailure } or OperationCanceledException) break;
            }
            return sent;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Null when it left, else why it did not.</summary>
    private async Task<Exception?> Deliver(OutboxMessage row, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            using var message = Message(row);
            if (settings.Host is null) await Put(row, message);
            else
            {
                using var server = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.Tls };
                if (settings.User is not null) server.Credentials = new NetworkCredential(settings.User, settings.Password);
                await server.SendMailAsync(message, patience.Token);
            }
            return null;
        }
        catch (Exception failure) when (failure is SmtpException or FormatException or IOException or OperationCanceledException && !stopping.IsCancellationRequested)
        {
            return failure;
        }
    }

    private MailMessage Message(OutboxMessage row)
    {
        var message = new MailMessage(settings.From, row.To, row.Subject, row.Body) { SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8, BodyTransferEncoding = TransferEncoding.Base64 };
        message.Headers.Add("Message-ID", $"<{row.Id:N}@{message.From!.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    /// <summary>Under the name of its row, so that a message put down twice lies there once.</summary>
    private async Task Put(OutboxMessage row, MailMessage message)
    {
        var part = System.IO.Directory.CreateDirectory(Path.Combine(settings.Pickup, $"{row.Id:N}.part"));
        using (var folder = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = part.FullName })
            await folder.SendMailAsync(message);
        File.Move(part.GetFiles("*.eml").Single().FullName, Path.Combine(settings.Pickup, $"{row.Id:N}.eml"), overwrite: true);
        part.Delete(recursive: true);
    }
}

namespace Shouwen.Web.Sending;

/// <summary>邮件: hands a message to the mail server, or without one lays it into the pickup folder.</summary>
public sealed class Mail(MailSettings settings, SiteAddress site)
{
    /// <summary>So long one mail may take, from connecting to the server's last word.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Null when it left.</summary>
    public async Task<Undelivered?> Deliver(OutboxMessage message, CancellationToken stopping)
    {
        if (Mime.Address(message.To) is not { } to) return new($"“{message.To}”不是邮件地址", Permanent: true);
        var mail = Mime.Compose(message.Id, settings.Name, settings.From, to, message.Subject, site.Below(message.Body, message.Link), message.CreatedAt);
        if (settings.Host is null) return await Put(message.Id, mail, stopping);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            return await Smtp.Send(settings, settings.From, to, mail, patience.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new($"邮件服务器 {settings.Host} 在 {Patience.TotalSeconds:0} 秒内没有收完", Unreachable: true);
        }
    }

    /// <summary>Under the name of its row, so that a message put down twice lies there once.</summary>
    private async Task<Undelivered?> Put(Guid id, string mail, CancellationToken stopping)
    {
        var part = Path.Combine(settings.Pickup, $"{id:N}.part");
        try
        {
            await File.WriteAllTextAsync(part, mail, stopping);
            File.Move(part, Path.Combine(settings.Pickup, $"{id:N}.eml"), overwrite: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new($"写不进邮件目录：{failure.Message}", Unreachable: true);
        }
    }
}

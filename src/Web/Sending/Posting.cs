using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;

namespace Shouwen.Web.Sending;

/// <summary>推送: posts a message to a receiver, and judges the answer: nothing but 2xx counts, and a robot must say that it took the message.</summary>
public sealed class Posting(Outbound outbound, SiteAddress site, TimeProvider time) : IDisposable
{
    /// <summary>So long a receiver may take, from connecting to the end of what is read of its answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Of an answer no more is read: a robot's is a line, a webhook's does not matter.</summary>
    private const int MostRead = 4096;

    private readonly HttpMessageInvoker client = outbound.Client();

    public void Dispose() => client.Dispose();

    /// <summary>Null when it was taken.</summary>
    public async Task<Undelivered?> Deliver(OutboxMessage message, Receiver receiver, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            using var request = Request(message, receiver);
            using var answer = await client.SendAsync(request, patience.Token);
            var status = (int)answer.StatusCode;
            if (status is >= 300 and < 400) return new($"对方要求转到别的地址（{status}），没有跟随");
            if (status == (int)HttpStatusCode.Gone) return new("对方说这个地址不再使用（410）", Permanent: true);
            if (!answer.IsSuccessStatusCode) return new($"对方回答 {status}", Unreachable: status >= 500 || status == 429);
            return receiver.Kind == "webhook" ? null : Taken(await Beginning(answer, patience.Token));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new($"对方 {Patience.TotalSeconds:0.#} 秒内没有答完", Unreachable: true);
        }
        catch (HttpRequestException failure) when (failure.InnerException is Outbound.Refused refused)
        {
            return new(refused.Message, Permanent: true);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or AuthenticationException)
        {
            return new($"连不上：{(failure.InnerException ?? failure).Message}", Unreachable: true);
        }
    }

    private HttpRequestMessage Request(OutboxMessage message, Receiver receiver)
    {
        var now = time.GetUtcNow();
        var robot = receiver.Kind is "wecom" or "dingtalk";
        var body = robot ? JsonSerializer.Serialize(new { msgtype = "text", text = new { content = site.Below(message.Body, message.Link) } }) : message.Body;
        var address = receiver is { Kind: "dingtalk", Secret: { Length: > 0 } secret } ? Signing.DingTalk(receiver.Url, secret, now) : receiver.Url;
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Shouwen", "1"));
        if (robot) return request;
        var id = $"msg_{message.Id:N}";
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", Signing.Seconds(now));
        request.Headers.Add("webhook-signature", Signing.Webhook(receiver.Secret!, id, now, body));
        return request;
    }

    /// <summary>Both kinds of robot answer 200 whatever they think, and say it in <c>errcode</c>.</summary>
    private static Undelivered? Taken(string answer)
    {
        try
        {
            using var read = JsonDocument.Parse(answer);
            return read.RootElement.ValueKind == JsonValueKind.Object && read.RootElement.TryGetProperty("errcode", out var code) && code.TryGetInt64(out var number)
                ? number == 0 ? null : new($"机器人没有收：{number} {(read.RootElement.TryGetProperty("errmsg", out var why) ? why.ToString() : "")}".TrimEnd())
                : new("机器人的回答看不懂");
        }
        catch (JsonException)
        {
            return new("机器人的回答看不懂");
        }
    }

    private static async Task<string> Beginning(HttpResponseMessage answer, CancellationToken patience)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(patience);
        var buffer = new byte[MostRead];
        var read = await stream.ReadAtLeastAsync(buffer, MostRead, throwOnEndOfStream: false, patience);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}

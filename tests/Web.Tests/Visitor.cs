using System.Net;
using System.Net.Sockets;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Shouwen.Tests;

/// <summary>
/// Somebody at a browser without script: opens pages, reads them, fills the forms that stand there and presses their buttons. Redirects are followed.
/// </summary>
public sealed class Visitor(Uri site, string? from = null)
{
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, CookieContainer = new CookieContainer(), ConnectCallback = from is null ? null : (to, cancel) => Connect(from, to, cancel),
    }) { BaseAddress = site };
    private readonly Dictionary<IElement, (string Name, byte[] Content)> files = [];

    public IHtmlDocument Page { get; private set; } = null!;
    public HttpStatusCode Status { get; private set; }
    /// <summary>Path and query of the page that is open now.</summary>
    public string Path { get; private set; } = "";
    /// <summary>How the answer asks to be kept: <c>attachment; filename=…</c>, null for a page.</summary>
    public string? Disposition { get; private set; }
    /// <summary>After how many seconds the answer says to come again.</summary>
    public string? RetryAfter { get; private set; }
    public string Title => Page.QuerySelector("h1")!.TextContent.Trim();
    public string? Flash => Page.QuerySelector(".flash")?.TextContent.Trim();
    /// <summary>The text of the page without the menus, white space made single.</summary>
    public string Text => Plain(Page.QuerySelector("main")!);

    public IReadOnlyList<string> All(string selector) => [.. Page.QuerySelectorAll(selector).Select(Plain)];

    public async Task<Visitor> Open(string path)
    {
        await Send(new HttpRequestMessage(HttpMethod.Get, path));
        return this;
    }

    public async Task SignIn(string account, string password)
    {
        await Open("/sign-in");
        Fill("账号或手机号", account);
        Fill("密码", password);
        await Press("登录");
    }

    public async Task Follow(string link)
    {
        var found = Page.QuerySelectorAll<IHtmlAnchorElement>("a").FirstOrDefault(a => Plain(a) == link);
        Assert.True(found is not null, $"No link “{link}” on {Path}. There are: {string.Join(" | ", All("a"))}");
        await Open(found.GetAttribute("href")!);
    }

    /// <summary>Types into, or chooses in, the field with this label.</summary>
    public Visitor Fill(string label, string value)
    {
        switch (Field(label))
        {
            case IHtmlSelectElement select:
                var option = select.Options.FirstOrDefault(o => o.Text.Trim() == value || o.Value == value);
                Assert.True(option is not null, $"“{label}” offers no “{value}”, only: {string.Join(" | ", select.Options.Select(o => o.Text))}");
                select.Value = option.Value;
                break;
            case IHtmlTextAreaElement area:
                area.Value = value;
                break;
            case var field:
                ((IHtmlInputElement)field).Value = value;
                break;
        }
        return this;
    }

    public Visitor Tick(string label, bool on = true)
    {
        ((IHtmlInputElement)Field(label)).IsChecked = on;
        return this;
    }

    public Visitor Attach(string label, string fileName, byte[] content) => AttachTo(Field(label), fileName, content);

    public Visitor AttachTo(IElement field, string fileName, byte[] content)
    {
        files[field] = (fileName, content);
        return this;
    }

    /// <summary>What stands in the field with this label.</summary>
    public string Value(string label) => Field(label) switch
    {
        IHtmlSelectElement select => select.Value ?? "",
        IHtmlTextAreaElement area => area.Value,
        var field => ((IHtmlInputElement)field).Value,
    };

    /// <summary>What is said below the field with this label, empty when it is right.</summary>
    public string Error(string label) =>
        Field(label).GetAttribute("aria-describedby")?.Split(' ').Where(id => id.EndsWith("-error", StringComparison.Ordinal))
            .Select(id => Plain(Page.GetElementById(id)!)).FirstOrDefault() ?? "";

    /// <summary>Presses the button with this text; when several are alike, the one in the smallest block that holds the other text too.</summary>
    public async Task Press(string button, string? within = null)
    {
        IHtmlButtonElement? In(IElement block) =>
            block.QuerySelectorAll<IHtmlButtonElement>("button").FirstOrDefault(b => Plain(b).StartsWith(button, StringComparison.Ordinal));
        var found = within is null ? In(Page.DocumentElement)
            : Page.QuerySelectorAll("li, section, div, tr, form").Where(e => Plain(e).Contains(within) && In(e) is not null)
                .OrderBy(e => e.TextContent.Length).Select(In).FirstOrDefault();
        Assert.True(found is not null, $"No button “{button}” on {Path}. There are: {string.Join(" | ", All("button"))}");
        Assert.False(found.IsDisabled, $"“{button}” can't be pressed");
        await Submit(found.Form!, found);
    }

    /// <summary>Sends the form as a browser does, its hidden fields among it.</summary>
    public async Task Submit(IHtmlFormElement form, IHtmlButtonElement? button = null)
    {
        var action = button?.GetAttribute("formaction") ?? form.GetAttribute("action") ?? Path;
        var values = Values(form).ToList();
        if (button?.Name is { Length: > 0 } name) values.Add(new(name, button.Value));
        if (!string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase))
        {
            var query = string.Join('&', values.Select(v => $"{Uri.EscapeDataString(v.Key)}={Uri.EscapeDataString(v.Value)}"));
            await Open($"{action.Split('?')[0]}?{query}");
            return;
        }
        await Send(new HttpRequestMessage(HttpMethod.Post, action) { Content = Content(form, values) });
    }

    /// <summary>An answer that does not end, as it comes in.</summary>
    public async Task<StreamReader> Listen(string path, string? lastEvent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEvent is not null) request.Headers.Add("Last-Event-ID", lastEvent);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }

    /// <summary>A post that no form of ours made.</summary>
    public Task Post(string path, params (string Key, string Value)[] values) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Key, v.Value))) });

    private HttpContent Content(IHtmlFormElement form, List<KeyValuePair<string, string>> values)
    {
        if (form.Enctype != "multipart/form-data") return new FormUrlEncodedContent(values);
        var content = new MultipartFormDataContent();
        foreach (var (key, value) in values) content.Add(new StringContent(value), key);
        foreach (var (field, file) in files.Where(f => form.Contains(f.Key)))
            content.Add(new ByteArrayContent(file.Content), field.GetAttribute("name")!, file.Name);
        return content;
    }

    private static IEnumerable<KeyValuePair<string, string>> Values(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name || element.HasAttribute("disabled")) continue;
            if (element is IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "file" } or IHtmlButtonElement) continue;
            yield return new(name, element switch
            {
                IHtmlSelectElement select => select.Value ?? "",
                IHtmlTextAreaElement area => area.Value,
                IHtmlInputElement input => input.Value,
                _ => "",
            });
        }
    }

    private IElement Field(string label)
    {
        var found = Page.QuerySelectorAll<IHtmlLabelElement>("label").FirstOrDefault(l => Plain(l) == label || Plain(l) == label + "必填" || Plain(l).StartsWith(label + " ", StringComparison.Ordinal));
        var field = found is null ? null : found.HtmlFor is { Length: > 0 } id ? Page.GetElementById(id) : found.QuerySelector("input, select, textarea");
        field ??= Page.QuerySelector($"[aria-label='{label}']");
        Assert.True(field is not null, $"No field “{label}” on {Path}. There are: {string.Join(" | ", All("label"))}");
        return field;
    }

    private async Task Send(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        if (response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther)
        {
            await Open(response.Headers.Location!.IsAbsoluteUri ? response.Headers.Location.PathAndQuery : response.Headers.Location.OriginalString);
            return;
        }
        Status = response.StatusCode;
        RetryAfter = response.Headers.RetryAfter?.ToString();
        Disposition = response.Content.Headers.ContentDisposition?.ToString();
        Path = response.RequestMessage!.RequestUri!.PathAndQuery;
        Page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        files.Clear();
    }

    private static async ValueTask<Stream> Connect(string from, SocketsHttpConnectionContext to, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Parse(to.DnsEndPoint.Host), to.DnsEndPoint.Port, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static string Plain(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Shouwen.Seals;

namespace Shouwen.Web.Seals;

/// <summary>
/// The file of one case as a page that stands alone: it can be read and printed without a script, and with one it recomputes every hash from the data within it. Every text that the data
/// holds is marked <c>data-t</c>, in the order in which the script expects them.
/// </summary>
public static partial class CasePage
{
    private static readonly Lazy<string> Style = new(() => Resource("case.css")), Script = new(() => Resource("case.js"));

    public static string Render(CaseFile file, string json)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(file.Zone);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <title>诉求卷宗 {Plain(file.Number)}</title>
            <style>
            {Style.Value}</style>
            </head>
            <body>
            <main>
            <p class="quiet">{Marked("span", file.Organisation)}　诉求卷宗</p>
            <h1>{Marked("span", file.Number)}</h1>
            <p>{Marked("span", file.Readable.Headline)}</p>
            <p class="quiet">导出于 {Say(file.ExportedAt, zone)}，{Plain(file.ExportedBy)}</p>
            <div id="verdict" role="status"><b>还没有核验</b><ul><li>本页会自己核验；如果一直是这句话，说明脚本没有运行。</li></ul></div>
            <h2>诉求</h2>
            <dl>
            {Lines(file.Readable.Facts, fact => $"{Marked("dt", fact.Label)}{Marked("dd", fact.Text)}")}</dl>
            <h2>经过</h2>
            <ol class="story">
            {Lines(file.Readable.Story, Story)}</ol>
            <h2>责任和时限</h2>
            <div class="wide"><table><thead><tr><th>谁</th><th>做什么</th><th>依据</th><th>截止</th><th>结果</th></tr></thead><tbody>
            {Lines(file.Readable.Duties, duty => $"<tr>{Marked("td", duty.Who)}{Marked("td", duty.What)}{Marked("td", duty.Clause)}{Marked("td", duty.Due)}{Marked("td", duty.State)}</tr>")}</tbody></table></div>
            <h2>附件</h2>
            {Attachments(file)}
            <h2>封存</h2>
            {Seals(file, zone)}
            <h2>原始记录</h2>
            <p class="quiet">共 {file.Entries.Count} 条。每条的哈希由前一条的哈希、事项（{Plain(file.Matter)}）、序号、两个时间（毫秒）和内容各占一行算出（SHA-256）。上面的经过是程序按这些记录写成的句子。</p>
            <div class="wide"><table><thead><tr><th>序号</th><th>写入时间</th><th>哈希和内容</th></tr></thead><tbody>
            {Lines(file.Entries, entry => $"""<tr><td>{entry.Seq}</td><td class="nowrap">{Say(entry.RecordedAt, zone)}</td><td>{Marked("div", entry.Hash, "hash")}{Marked("pre", entry.Body)}</td></tr>""")}</tbody></table></div>
            </main>
            <script id="data" type="application/json">
            """);
        return page.Append(json).Append("</script>\n<script>\n").Append(Script.Value).Append("</script>\n</body>\n</html>\n").ToString();
    }

    /// <summary>The data within a page that <see cref="Render"/> made; null when it is none.</summary>
    public static string? DataIn(string page)
    {
        const string begin = """<script id="data" type="application/json">""";
        var (from, to) = (page.IndexOf(begin, StringComparison.Ordinal), 0);
        if (from >= 0) to = page.IndexOf("</script>", from += begin.Length, StringComparison.Ordinal);
        return from >= 0 && to >= 0 ? page[from..to] : null;
    }

    /// <summary>Every text of the data, in the order in which it stands in the page.</summary>
    public static IEnumerable<string> Texts(CaseFile file) =>
    [
        file.Organisation, file.Number, file.Readable.Headline, .. file.Readable.Facts.SelectMany(fact => (string[])[fact.Label, fact.Text]),
        .. file.Readable.Story.SelectMany(line => (string[])[line.At, line.Text, .. line.Said.SelectMany(quote => (string[])[quote.Label, quote.Text]), .. line.Details]),
        .. file.Readable.Duties.SelectMany(duty => (string[])[duty.Who, duty.What, duty.Clause, duty.Due, duty.State]), .. file.Files.SelectMany(one => (string[])[one.Name, one.Hash]),
        .. file.Seals.Select(seal => seal.Hash), .. file.Entries.SelectMany(entry => (string[])[entry.Hash, entry.Body]),
    ];

    /// <summary>The texts that a page shows.</summary>
    public static IEnumerable<string> TextsIn(string page) => Shown().Matches(page).Select(found => WebUtility.HtmlDecode(found.Groups[1].Value));

    [GeneratedRegex("<[a-z]+(?: class=\"[a-z ]+\")? data-t>([^<]*)<")]
    private static partial Regex Shown();

    private static string Story(CaseFile.Line line) => $"""
        <li>{Marked("span", line.At, "quiet nowrap")}　{Marked("span", line.Text)}{Lines(line.Said, quote => $"<div>{Marked("span", quote.Label, "quiet")}{Marked("blockquote", quote.Text)}</div>")}{(line.Details.Count == 0 ? "" : $"<ul>{Lines(line.Details, detail => Marked("li", detail))}</ul>")}</li>
        """;

    private static string Attachments(CaseFile file) => file.Files.Count == 0 ? "<p>没有附件。</p>" : $"""
        <div class="wide"><table><thead><tr><th>名称</th><th>大小</th><th>内容的哈希（SHA-256）</th></tr></thead><tbody>
        {Lines(file.Files, one => $"<tr>{Marked("td", one.Name)}<td class=\"nowrap\">{one.Size:N0} 字节</td>{Marked("td", one.Hash, "hash")}</tr>")}</tbody></table></div>
        <label class="screen">核对附件：选择与本页放在一起的附件文件 <input type="file" id="pick" multiple></label><ul id="picked" class="screen"></ul>
        """;

    private static string Seals(CaseFile file, TimeZoneInfo zone) => file.Seals.Count == 0 ? "<p>尚未封存：每一天在次日凌晨封存。</p>" : $"""
        <p class="quiet">每一天过完后，当天写过的全部事项合成一个根哈希，连同前一天的封存再算出当天的封存哈希。本单位应把封存哈希公布或存放在系统之外，供对照。</p>
        <div class="wide"><table><thead><tr><th>编号</th><th>日期</th><th>本件</th><th>封存哈希</th></tr></thead><tbody>
        {Lines(file.Seals, seal => $"""<tr><td>{seal.Number}</td><td class="nowrap">{Say(seal.From, zone)[..10]}</td><td class="nowrap">{(file.Proofs.FirstOrDefault(proof => proof.Seal == seal.Number) is { } proof ? $"到第 {proof.Seq} 条" : "没有变动")}</td>{Marked("td", seal.Hash, "hash")}</tr>""")}</tbody></table></div>
        """;

    private static string Lines<T>(IEnumerable<T> items, Func<T, string> line) => string.Concat(items.Select(item => line(item) + "\n"));

    private static string Marked(string tag, string text, string? style = null) => $"<{tag}{(style is null ? "" : $" class=\"{style}\"")} data-t>{Plain(text)}</{tag}>";

    /// <summary>A carriage return would come out of the page as a line feed.</summary>
    private static string Plain(string text) => WebUtility.HtmlEncode(text).Replace("\r", "&#13;", StringComparison.Ordinal);

    private static string Say(long at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Resource(string name)
    {
        using var stream = typeof(CasePage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Web.Data;

namespace Shouwen.Web.Sending;

/// <summary>发送文字: an organisation's own wording of a text in a language.</summary>
public sealed class OwnText
{
    public required string Language { get; set; }
    public required string Name { get; set; }
    public required string Subject { get; set; }
    public required string Body { get; set; }
    public required string ById { get; set; }
    public DateTimeOffset At { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<OwnText>
    {
        public void Configure(EntityTypeBuilder<OwnText> row)
        {
            row.ToTable("texts");
            row.HasKey(one => new { one.Language, one.Name });
        }
    }
}

/// <summary>A text with fields in braces, <c>{number}</c>. A line none of whose fields has a value is left out.</summary>
public sealed partial record Template(string Subject, string Body)
{
    [GeneratedRegex(@"\{([^{}\r\n]*)\}")]
    private static partial Regex Field();

    /// <summary>The fields it asks for that nobody fills, each once.</summary>
    public IReadOnlyList<string> Unknown(IReadOnlyCollection<string> fields) =>
        [.. Field().Matches($"{Subject}\n{Body}").Select(field => field.Groups[1].Value).Where(name => !fields.Contains(name)).Distinct()];

    public (string Subject, string Body) Fill(IReadOnlyDictionary<string, string?> values)
    {
        string Value(Match field) => values.GetValueOrDefault(field.Groups[1].Value) ?? "";
        var body = new StringBuilder();
        foreach (var line in Body.ReplaceLineEndings("\n").Split('\n'))
        {
            var fields = Field().Matches(line);
            if (fields.Count > 0 && fields.All(field => Value(field).Length == 0)) continue;
            body.Append(Field().Replace(line, Value)).Append('\n');
        }
        return (Field().Replace(Subject, Value), body.ToString().TrimEnd('\n'));
    }
}

/// <summary>Every text that leaves the house, by language, with the fields it may use. The ones here hold until an organisation words its own.</summary>
public static class Texts
{
    public const string Chinese = "zh-Hans";

    /// <param name="Title">What people call it.</param>
    /// <param name="Fields">Its fields, each with its meaning.</param>
    public sealed record Kind(string Title, IReadOnlyDictionary<string, string> Fields);

    private static readonly Dictionary<string, string> Customer = new()
    {
        ["organisation"] = "单位名称", ["customer"] = "客户称呼", ["number"] = "编号", ["code"] = "查询码", ["content"] = "诉求内容开头", ["answers"] = "首问责任人",
    };

    /// <summary>What a robot may say: whoever sits in the group reads it, so no customer, no telephone and nothing that was said.</summary>
    private static readonly Dictionary<string, string> Robot = new() { ["happening"] = "发生了什么", ["number"] = "编号", ["kind"] = "类别", ["unit"] = "部门", ["due"] = "最近时限" };

    public static readonly IReadOnlyDictionary<string, Kind> Kinds = new Dictionary<string, Kind>
    {
        ["notice"] = new("给同事的通知", new Dictionary<string, string> { ["number"] = "编号", ["text"] = "通知内容", ["clause"] = "依据的条款" }),
        ["digest"] = new("给同事的几条通知合成一封", new Dictionary<string, string> { ["count"] = "几条", ["list"] = "逐条内容" }),
        ["registered"] = new("给客户：已登记", new Dictionary<string, string>(Customer) { ["until"] = "最迟什么时候" }),
        ["passed-on"] = new("给客户：已有部门办理", new Dictionary<string, string>(Customer) { ["unit"] = "承办部门" }),
        ["delayed"] = new("给客户：要晚一些", new Dictionary<string, string>(Customer) { ["until"] = "延到什么时候", ["reason"] = "原因" }),
        ["answered"] = new("给客户：答复", new Dictionary<string, string>(Customer) { ["text"] = "答复内容" }),
        ["survey"] = new("给客户：请评价（短信，复制发送）", new Dictionary<string, string>(Customer) { ["link"] = "评价链接" }),
        ["robot"] = new("给群机器人", Robot),
    };

    private static readonly Dictionary<(string Language, string Name), Template> Shipped = new()
    {
        [(Chinese, "notice")] = new("首问 {number}", "{text}\n依据：{clause}"),
        [(Chinese, "digest")] = new("首问：{count} 条通知", "{list}"),
        [(Chinese, "registered")] = new("{organisation}：您的诉求 {number} 已登记", "{customer}，您好：\n\n您的诉求“{content}”已经登记，编号 {number}，查询码 {code}。\n由{answers}对您首问负责，直到您得到答复。\n我们会在 {until} 前答复您或告诉您进展。\n凭编号和查询码可以随时查询进度。"),
        [(Chinese, "passed-on")] = new("{organisation}：诉求 {number} 已有部门办理", "{customer}，您好：\n\n您的诉求“{content}”已由{unit}办理。{answers}继续对您负责到底。"),
        [(Chinese, "delayed")] = new("{organisation}：诉求 {number} 要晚一些", "{customer}，您好：\n\n您的诉求“{content}”没有那么快办好，很抱歉。\n现在预计：{until} 前。\n原因：{reason}\n{answers}继续对您负责到底。"),
        [(Chinese, "answered")] = new("{organisation}：对诉求 {number} 的答复", "{customer}，您好：\n\n对您的诉求“{content}”，答复如下：\n\n{text}\n\n如不满意，请在查询页上告诉我们。"),
        [(Chinese, "survey")] = new("请评价", "【{organisation}】您反映的“{content}”（编号 {number}）已经答复。请点开 {link} 评价，只要一分钟；不满意我们会重新办理。"),
        [(Chinese, "robot")] = new("", "【首问】{happening}：{number}（{kind}）\n部门：{unit}\n最近时限：{due}"),
    };

    /// <summary>The text as it ships.</summary>
    public static Template Of(string language, string name) => Shipped[(language, name)];
}

/// <summary>The texts as they hold at one write.</summary>
public sealed class Wording(IReadOnlyDictionary<string, Template> own)
{
    public static async Task<Wording> Load(AppDb db) =>
        new(await db.Texts.AsNoTracking().Where(text => text.Language == Texts.Chinese).ToDictionaryAsync(text => text.Name, text => new Template(text.Subject, text.Body)));

    public (string Subject, string Body) Fill(string name, IReadOnlyDictionary<string, string?> values) => (own.GetValueOrDefault(name) ?? Texts.Of(Texts.Chinese, name)).Fill(values);
}

using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Shouwen.Packs;

namespace Shouwen.Web.Packs;

/// <summary>Fills a parameter of any type: which of the fields count, its type says.</summary>
public sealed class ParameterForm
{
    /// <summary>The number, word, text or day; the lines of a list.</summary>
    public string? Value { get; set; }

    /// <summary>Of a limit: its unit, or a word that needs no number.</summary>
    public string? Unit { get; set; }

    /// <summary>The upper end of an amount that is a range.</summary>
    public string? To { get; set; }

    /// <summary>What is ticked of words to choose from.</summary>
    public List<string> Chosen { get; set; } = [];

    [Required(ErrorMessage = "请写明依据，如哪次会议、哪个文号"), StringLength(200, ErrorMessage = "依据最多 200 个字")]
    public string? Note { get; set; }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static ParameterForm Of(string type, Node? value) => value is null ? new() : type switch
    {
        "limit" when value.Entries is [var (unit, amount)] => new() { Value = amount.Scalar, Unit = unit },
        "limit" => new() { Unit = value.Scalar },
        "amount" when value.Entries is not null => new() { Value = value["from"]?.Scalar, To = value["to"]?.Scalar },
        "channels" => new() { Chosen = [.. Texts(value)] },
        "list" => new() { Value = string.Join('\n', Texts(value)), Chosen = [.. Texts(value)] },
        _ => new() { Value = value.Scalar },
    };

    private static IEnumerable<string> Texts(Node value) => value.Items?.Select(item => item.Scalar ?? "") ?? [value.Scalar ?? ""];

    /// <summary>The value as a pack would write it; null after saying at its field what is wrong.</summary>
    public string? Write(SetRule set, ModelStateDictionary state)
    {
        var (value, to) = (Value?.Trim(), To?.Trim());
        var word = set.Type == "limit" && Vocabulary.LimitWords.Contains(Unit ?? "");
        if (set.Type == "limit" && string.IsNullOrEmpty(Unit)) state.AddModelError("Form.Unit", "请选择单位");
        else if (set.Of is { } of ? Chosen.Exists(one => !of.Words.Contains(one)) : set.Type == "channels" ? Chosen.Count == 0 : !word && string.IsNullOrEmpty(value))
            state.AddModelError(set.Type == "channels" || set.Of is not null ? "Form.Chosen" : "Form.Value", set.Of is not null ? "请从列出的里面选" : set.Type == "channels" ? "请至少选一个渠道" : "请填写");
        if (state.ErrorCount > 0) return null;
        var yaml = set.Type switch
        {
            "limit" => word ? Unit! : $"{{{Unit}: {Quote(value!)}}}",
            "amount" when !string.IsNullOrEmpty(to) => $"{{from: {Quote(value!)}, to: {Quote(to)}}}",
            "channels" => $"[{string.Join(", ", Chosen)}]",
            "list" when set.Of is not null => $"[{string.Join(", ", Chosen)}]",
            "list" => $"[{string.Join(", ", value!.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Quote))}]",
            _ => Quote(value!),
        };
        var reading = Yaml.Read(yaml, "");
        var wrong = reading.Value is { } node ? Parameters.Wrong(set, node) : ["无法识别，请重新选择"];
        foreach (var reason in wrong.Take(1)) state.AddModelError("Form.Value", set.Type == "amount" && to is not null && reason.Contains("from", StringComparison.Ordinal) ? "金额的下限大于上限" : reason);
        return wrong.Count > 0 ? null : yaml;
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, Plain);
}

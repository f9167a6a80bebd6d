using System.ComponentModel.DataAnnotations;

namespace Shouwen.Web.Callbacks;

/// <summary>What the customer said on the phone: answered, solved and satisfied are three facts.</summary>
public sealed class CallForm
{
    private const string TooLong = "最多 {1} 个字";

    public bool? Answered { get; set; }
    public bool? Solved { get; set; }
    public string? Rating { get; set; }
    public string? Attitude { get; set; }
    public string? Policy { get; set; }
    public string? Need { get; set; }
    public string? Cause { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Text { get; set; }

    /// <summary>What the customer asked for besides; it becomes a request of its own.</summary>
    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Wish { get; set; }

    /// <summary>When to call again.</summary>
    public DateTime? Again { get; set; }

    /// <summary>The draw that chose this call, if one did.</summary>
    public int? Draw { get; set; }

    /// <summary>Field of the form and sentence, for whatever is missing or doesn't fit together.</summary>
    public IEnumerable<(string Field, string Sentence)> Problems(DateTime now)
    {
        if (Answered is null) yield return (nameof(Answered), "请先选接通了没有");
        if (Answered == false && Again is { } again && again <= now) yield return (nameof(Again), "再打的时间要在现在之后");
        if (Answered != true) yield break;
        if (Solved is null) yield return (nameof(Solved), "请选问题解决了没有");
        if (Rating is not ("satisfied" or "basic" or "dissatisfied")) yield return (nameof(Rating), "请选客户满意不满意");
        if (Rating == "dissatisfied" && Cause is not ("own" or "out-of-scope")) yield return (nameof(Cause), "不满意的，请选原因：是我们没办好，还是要求超出了能办的范围");
        if (Rating == "dissatisfied" && string.IsNullOrWhiteSpace(Text)) yield return (nameof(Text), "不满意的，请记下客户怎么说");
    }

    /// <summary>The act <c>callback</c>; pages whose packs ask for sections get them from what was chosen.</summary>
    public Fields With(string kind)
    {
        var with = new Dictionary<string, object?> { ["kind"] = kind, ["answered"] = Answered, ["draw"] = Draw };
        if (Answered == false)
        {
            (with["rating"], with["again"]) = ("unreachable", Again?.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        }
        else
        {
            (with["rating"], with["solved"], with["text"]) = (Rating, Solved, Blank(Text));
            if (Rating == "dissatisfied") with["cause"] = Cause;
            if (Blank(Wish) is { } wish) (with["demand"], with["wish-text"]) = (true, wish);
            var sections = new Dictionary<string, string?> { ["attitude"] = Blank(Attitude), ["policy"] = Blank(Policy), ["need"] = Blank(Need) }.Where(pair => pair.Value is not null).ToDictionary();
            if (sections.Count > 0) with["sections"] = sections;
        }
        return Fields.Of(with.Where(pair => pair.Value is not null).ToDictionary());
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>One question of the call, with its answers: value, what it says, and the key that presses it (none when empty).</summary>
public sealed record Question(string Name, string Asks, string? Chosen, params (string Value, string Says, string Key)[] Answers);

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Web.Projects;

/// <summary>A lead as somebody writes it down; the same fields come from a table.</summary>
public sealed class LeadForm
{
    [Required(ErrorMessage = "请写明用户名称"), StringLength(100, ErrorMessage = "最多 100 个字")]
    public string? User { get; set; }

    [Required(ErrorMessage = "请选择线索从哪里来")]
    public string? Source { get; set; }

    [StringLength(40, ErrorMessage = "最多 40 个字")]
    public string? Contact { get; set; }

    [StringLength(40, ErrorMessage = "最多 40 个字")]
    public string? Phone { get; set; }

    [StringLength(200, ErrorMessage = "最多 200 个字")]
    public string? Address { get; set; }
    public string? Segment { get; set; }
    public string? Kind { get; set; }

    /// <summary>Cubic metres an hour.</summary>
    [StringLength(20, ErrorMessage = "小时流量写一个数")]
    public string? Flow { get; set; }

    [StringLength(2000, ErrorMessage = "最多 2000 个字")]
    public string? Content { get; set; }

    public static readonly IReadOnlyList<SelectListItem> Kinds = [.. Vocabulary.Facts["project-kind"].Select(kind => new SelectListItem(Words.Value("project-kind", kind), kind))];
    public static readonly IReadOnlyList<SelectListItem> Segments = [.. ((string[])["commercial", "industrial"]).Select(segment => new SelectListItem(Words.Value("segment", segment), segment))];

    /// <summary>The flow as a number; null where none was given. <see cref="FlowProblem"/> says whether it can be read.</summary>
    public decimal? FlowNumber => decimal.TryParse(Flow?.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var flow) ? flow : null;

    public string? FlowProblem => string.IsNullOrWhiteSpace(Flow) ? null : FlowNumber is > 0 and < 1_000_000 ? null : "小时流量写大于零的数，单位立方米，例如 12.5";

    public Fields Fields()
    {
        var customer = new Dictionary<string, string?> { ["name"] = Contact, ["phone"] = Phone, ["unit"] = User, ["address"] = Address, ["segment"] = Segment }.Where(one => !string.IsNullOrWhiteSpace(one.Value)).ToDictionary(one => one.Key, one => one.Value!.Trim());
        var with = new Dictionary<string, object> { ["user"] = User!.Trim(), ["source"] = Source!, ["customer"] = customer };
        if (FlowNumber is { } flow) with["flow"] = flow;
        if (!string.IsNullOrWhiteSpace(Kind)) with["project-kind"] = Kind;
        if (!string.IsNullOrWhiteSpace(Content)) with["content"] = Content.Trim();
        return Shouwen.Fields.Of(with);
    }
}

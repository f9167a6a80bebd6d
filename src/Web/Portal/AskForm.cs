using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Shouwen.Cases;
using Shouwen.Web.Sending;

namespace Shouwen.Web.Portal;

/// <summary>What a customer is asked for. Only the matter itself must be given; packs may ask for more.</summary>
public sealed class AskForm
{
    public const int MostFiles = 5;

    [Required(ErrorMessage = "请写下您的事情"), StringLength(2000, ErrorMessage = "最多 2000 个字")]
    public string? Content { get; set; }

    public string? Kind { get; set; } = "request";

    [StringLength(40, ErrorMessage = "最多 40 个字")]
    public string? Name { get; set; }

    [RegularExpression(@"\+?[0-9][0-9 -]{4,19}", ErrorMessage = "电话只能是数字")]
    public string? Phone { get; set; }

    [MailAddress]
    public string? Email { get; set; }

    [StringLength(100, ErrorMessage = "最多 100 个字")]
    public string? Address { get; set; }

    public List<IFormFile> Files { get; set; } = [];

    /// <summary>Seen by nobody; whoever fills it is a machine.</summary>
    public string? Homepage { get; set; }

    public static readonly IReadOnlyList<SelectListItem> Kinds =
        [.. ((string[])["enquiry", "request", "repair", "transaction", "complaint", "suggestion", "praise"]).Select(kind => new SelectListItem(Words.Value("kind", kind), kind))];

    private static readonly Dictionary<string, string> Places = new()
    {
        ["content"] = nameof(Content), ["kind"] = nameof(Kind), ["customer.name"] = nameof(Name), ["customer.phone"] = nameof(Phone), ["customer.email"] = nameof(Email), ["customer.address"] = nameof(Address),
    };

    public async Task Check(ModelStateDictionary state)
    {
        if (!string.IsNullOrWhiteSpace(Homepage)) state.AddModelError("", "没有收下：表单里有一栏本该空着。请重新打开本页填写");
        if (Kinds.All(kind => kind.Value != Kind)) state.AddModelError("Form.Kind", "请选择一类");
        if (Files.Count > MostFiles) state.AddModelError("Form.Files", $"一次最多 {MostFiles} 个附件");
        foreach (var (_, why) in await Cases.Files.Problems(Files)) state.AddModelError("Form.Files", why);
    }

    /// <summary>It came in through the website; whose business it is, somebody has yet to see.</summary>
    public Fields ToFields()
    {
        var customer = Given(("name", Name), ("phone", Phone), ("email", Email), ("address", Address));
        var fields = new Dictionary<string, object> { ["channel"] = "website", ["kind"] = Kind!, ["scope"] = "unclear", ["urgency"] = "normal", ["content"] = Content!.Trim() };
        if (customer.Count > 0) fields["customer"] = customer;
        return Fields.Of(fields);
    }

    /// <summary>The field of this form that a refusal is about; empty for the whole.</summary>
    public static string PlaceOf(Refusal refusal) => refusal.Fields.Select(field => Places.GetValueOrDefault(field)).FirstOrDefault(place => place is not null) is { } found ? $"Form.{found}" : "";

    private static Dictionary<string, string> Given(params (string Key, string? Value)[] pairs) =>
        pairs.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value!.Trim());
}

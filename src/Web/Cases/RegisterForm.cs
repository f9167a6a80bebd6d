using System.ComponentModel.DataAnnotations;
using Shouwen.Web.Sending;

namespace Shouwen.Web.Cases;

/// <summary>What is written down while the customer talks.</summary>
public sealed class RegisterForm
{
    private const string TooLong = "最多 {1} 个字";

    /// <summary>The field of the form for each field of the act.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["customer.phone"] = nameof(Phone), ["customer.email"] = nameof(Email), ["customer.name"] = nameof(Name), ["customer.unit"] = nameof(CustomerUnit), ["customer.address"] = nameof(Address), ["customer.segment"] = nameof(Segment), ["content"] = nameof(Content),
        ["channel"] = nameof(Channel), ["kind"] = nameof(Kind), ["scope"] = nameof(Scope), ["urgency"] = nameof(Urgency), ["unit"] = nameof(UnitId), ["units"] = nameof(Units),
        ["addressed-to"] = nameof(AddressedTo), ["complainee"] = nameof(Complainee), ["complaint-about"] = nameof(ComplaintAbout), ["expects"] = nameof(Expects), ["about-case"] = nameof(AboutCase), ["vendor"] = nameof(Vendor), ["flags"] = nameof(Flags),
    };

    /// <summary>One form, one case: pressed twice it registers once.</summary>
    public Guid Token { get; set; }

    [StringLength(30, ErrorMessage = TooLong)]
    public string? Phone { get; set; }

    [MailAddress]
    public string? Email { get; set; }

    [StringLength(40, ErrorMessage = TooLong)]
    public string? Name { get; set; }

    [StringLength(80, ErrorMessage = TooLong)]
    public string? CustomerUnit { get; set; }

    [StringLength(120, ErrorMessage = TooLong)]
    public string? Address { get; set; }

    [Required(ErrorMessage = "请写下客户说的事"), StringLength(4000, ErrorMessage = TooLong)]
    public string? Content { get; set; }

    [Required(ErrorMessage = "请选择渠道")]
    public string? Channel { get; set; }

    [Required(ErrorMessage = "请选择类别")]
    public string? Kind { get; set; }

    [Required(ErrorMessage = "请选择这件事归谁办")]
    public string? Scope { get; set; }
    public string? Segment { get; set; }
    public string? UnitId { get; set; }

    /// <summary>All units concerned, where there are several.</summary>
    public List<string> Units { get; set; } = [];
    public string? Urgency { get; set; } = "normal";
    public List<string> Flags { get; set; } = [];
    public bool Anonymous { get; set; }
    public bool Vexatious { get; set; }

    /// <summary>Somebody outside has to do with it: a maker, a landlord, another utility.</summary>
    public bool ThirdParty { get; set; }
    public string? AddressedTo { get; set; }

    /// <summary>Of a complaint: whom it is against (a person, or <c>unit:…</c>) or which vendor, what about, what the customer wants, and whether the unit is not to learn who complained.</summary>
    public string? Complainee { get; set; }

    [StringLength(60, ErrorMessage = TooLong)]
    public string? Vendor { get; set; }
    public string? ComplaintAbout { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Expects { get; set; }
    public bool Protect { get; set; }

    /// <summary>The number of the case complained of; <see cref="AboutId"/> is what it was found to be.</summary>
    [StringLength(20, ErrorMessage = TooLong)]
    public string? AboutCase { get; set; }
    internal string? AboutId { get; set; }

    /// <summary>The number of a request about the same matter, to gather this one into once it is registered.</summary>
    public string? Into { get; set; }

    /// <summary>The full name of the field on the page, empty when the form has none for it.</summary>
    public static string FieldOf(string path) => Names.TryGetValue(path, out var name) ? "Form." + name : "";

    /// <summary>The mark that lets one form register once.</summary>
    public string Mark(string by) => $"form:{by}:{Token:N}";

    /// <summary>What is asked of complaints alone.</summary>
    private string? Complains(string? value) => Kind != "complaint" || string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    public Fields With()
    {
        var units = Scope == "several-units" ? Units.Where(unit => unit != UnitId).Prepend(UnitId).Where(unit => !string.IsNullOrEmpty(unit)).ToList() : [];
        return Fields.Of(new Dictionary<string, object?>
        {
            ["channel"] = Channel, ["kind"] = Kind, ["scope"] = Scope, ["content"] = Content?.Trim(), ["urgency"] = Urgency,
            ["unit"] = string.IsNullOrEmpty(UnitId) ? null : UnitId, ["units"] = units.Count == 0 ? null : units, ["flags"] = Flags.Count == 0 ? null : Flags,
            ["third-party"] = ThirdParty ? true : null, ["addressed-to"] = string.IsNullOrEmpty(AddressedTo) ? null : AddressedTo,
            ["complainee"] = Complains(Complainee) is { } accused ? accused.Contains(':', StringComparison.Ordinal) ? accused : $"person:{accused}" : null, ["vendor"] = string.IsNullOrWhiteSpace(Vendor) ? null : Vendor.Trim(), ["complaint-about"] = Complains(ComplaintAbout), ["expects"] = Complains(Expects),
            ["protect"] = Kind == "complaint" && Protect ? true : null, ["about-case"] = Complains(AboutId),
            ["customer"] = new Dictionary<string, object?>
            {
                ["phone"] = Phone?.Trim(), ["email"] = Email?.Trim(), ["name"] = Name?.Trim(), ["unit"] = CustomerUnit?.Trim(), ["address"] = Address?.Trim(), ["segment"] = Segment,
                ["anonymous"] = Anonymous ? true : null, ["vexatious"] = Vexatious ? true : null,
            }.Where(pair => pair.Value is not null and not "").ToDictionary(),
        }.Where(pair => pair.Value is not null).ToDictionary());
    }
}

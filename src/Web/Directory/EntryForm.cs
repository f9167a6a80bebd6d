using System.ComponentModel.DataAnnotations;
using Shouwen.Web.Units;

namespace Shouwen.Web.Directory;

/// <summary>What the pages to add and to edit an entry of the directory ask for.</summary>
public sealed class EntryForm
{
    [Required(ErrorMessage = "请填写事项"), StringLength(60, ErrorMessage = "事项最多 60 个字")]
    public string? Matter { get; set; }

    [Required(ErrorMessage = "请选择部门")]
    public string? UnitId { get; set; }

    public string? Keywords { get; set; }

    [StringLength(500, ErrorMessage = "说明最多 500 个字")]
    public string? Description { get; set; }

    public string? Phone { get; set; }
    public string? Place { get; set; }
    public string? Hours { get; set; }
    public bool IsVendor { get; set; }

    public static EntryForm Of(DirectoryEntry entry) => new()
    {
        Matter = entry.Matter,
        UnitId = entry.UnitId,
        Keywords = string.Join(' ', entry.Keywords),
        Description = entry.Description,
        Phone = entry.Phone,
        Place = entry.Place,
        Hours = entry.Hours,
        IsVendor = entry.IsVendor,
    };

    public void Fill(DirectoryEntry entry)
    {
        entry.Matter = Matter!.Trim();
        entry.UnitId = UnitId!;
        entry.Keywords = UnitForm.Words(Keywords);
        entry.Description = Description?.Trim();
        entry.Phone = Phone?.Trim();
        entry.Place = Place?.Trim();
        entry.Hours = Hours?.Trim();
        entry.IsVendor = IsVendor;
    }
}

using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shouwen.Web.Ui;

/// <summary><c>&lt;pick name="unit" label="部门" all="全部部门" … /&gt;</c>: a choice that narrows a list, or a field to type a name into when there is too much to read; <c>label</c> where no label stands around it.</summary>
[HtmlTargetElement("pick", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PickTagHelper : TagHelper
{
    public required string Name { get; set; }
    public string? Label { get; set; }

    /// <summary>The words for not narrowing.</summary>
    public required string All { get; set; }
    public string? Value { get; set; }
    public required IEnumerable<SelectListItem> Items { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("name", Name);
        if (Label is not null) output.Attributes.SetAttribute("aria-label", Label);
        if (Items is Offer { Pick: { } pick } offer)
        {
            output.TagName = "input";
            output.TagMode = TagMode.SelfClosing;
            foreach (var (name, value) in new[] { ("class", "form-control"), ("value", string.IsNullOrEmpty(Value) ? "" : offer.Say(Value)), ("list", offer.List), ("data-pick", pick), ("placeholder", All), ("autocomplete", "off") })
                output.Attributes.SetAttribute(name, value);
            output.PostElement.AppendHtml(offer.Behind(View.HttpContext, Name));
            return;
        }
        output.TagName = "select";
        output.Attributes.SetAttribute("class", "form-select");
        foreach (var item in Items.Prepend(new SelectListItem(All, "")))
        {
            var option = new TagBuilder("option");
            option.Attributes["value"] = item.Value;
            if (item.Value.Length > 0 && item.Value == Value) option.Attributes["selected"] = "selected";
            option.InnerHtml.Append(item.Text);
            output.Content.AppendHtml(option);
        }
    }
}

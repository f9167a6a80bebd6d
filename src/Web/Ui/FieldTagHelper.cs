using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shouwen.Web.Ui;

/// <summary>
/// One field of a form: label, hint, control and error, tied together for those who cannot see it. What was typed stays.
/// The control is an input of <c>type</c>, a <c>textarea</c> when <c>rows</c> is given, a choice when <c>items</c> is given, or a field to type a name into when those are too many to read.
/// </summary>
[HtmlTargetElement("field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper : TagHelper
{
    public required ModelExpression For { get; set; }
    public required string Label { get; set; }
    public string? Hint { get; set; }
    public string Type { get; set; } = "text";
    public int Rows { get; set; }
    public IEnumerable<SelectListItem>? Items { get; set; }
    /// <summary>The words of the empty choice; without them there is none.</summary>
    public string? Empty { get; set; }
    public bool Required { get; set; }
    public string? Autocomplete { get; set; }
    public string? Inputmode { get; set; }
    public string? Placeholder { get; set; }
    /// <summary>Suggestions offered while typing, nothing more.</summary>
    public IEnumerable<string>? Suggest { get; set; }
    public string? Class { get; set; }
    public bool Autofocus { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <summary>The id of a field's control; the reasons at the head of the form lead to it.</summary>
    public static string Id(string name) => TagBuilder.CreateSanitizedId(name, "-").ToLowerInvariant();

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = View.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = Id(name);
        View.ModelState.TryGetValue(name, out var state);
        var errors = state?.Errors.Select(e => e.ErrorMessage).ToList() ?? [];

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"field {(Type == "checkbox" ? "field-check " : "")}{Class}".TrimEnd());
        var control = Control(name, id, state);
        if (errors.Count > 0) control.Attributes["aria-invalid"] = "true";
        var described = string.Join(' ', new[] { Hint is null ? null : id + "-hint", errors.Count == 0 ? null : id + "-error" }.OfType<string>());
        if (described.Length > 0) control.Attributes["aria-describedby"] = described;

        var label = Tag("label", ("for", id), ("class", "form-label"));
        label.InnerHtml.Append(Label);
        if (Required) label.InnerHtml.AppendHtml("<span class=\"must\">必填</span>");
        if (Type == "checkbox") output.Content.AppendHtml(control).AppendHtml(label);
        else output.Content.AppendHtml(label).AppendHtml(control);
        if (Suggest is not null) output.Content.AppendHtml(SuggestionList(id));
        if (Items is Offer { Pick: not null } offer) output.Content.AppendHtml(offer.Behind(View.HttpContext, name));
        if (Hint is not null) output.Content.AppendHtml(Line("hint", id + "-hint", Hint));
        foreach (var error in errors.Take(1)) output.Content.AppendHtml(Line("error", id + "-error", error));
    }

    private TagBuilder Control(string name, string id, ModelStateEntry? state)
    {
        var value = Type == "password" ? null : state?.AttemptedValue ?? Text(For.Model);
        TagBuilder control;
        if (Items is Offer { Pick: { } pick } offer)
        {
            control = Tag("input", ("type", "text"), ("class", "form-control"), ("value", value is null ? "" : offer.Say(value)), ("list", offer.List), ("data-pick", pick), ("autocomplete", "off"), ("placeholder", Empty ?? "输入名称查找"));
            control.TagRenderMode = TagRenderMode.SelfClosing;
        }
        else if (Items is not null) control = Choice(value);
        else if (Rows > 0)
        {
            control = Tag("textarea", ("class", "form-control"), ("rows", Rows.ToString(CultureInfo.InvariantCulture)));
            // The line break after the tag is not part of the value.
            control.InnerHtml.AppendHtml("\n").Append(value ?? "");
        }
        else
        {
            control = Tag("input", ("type", Type), ("class", Type == "checkbox" ? "form-check-input" : "form-control"));
            control.TagRenderMode = TagRenderMode.SelfClosing;
            if (Type == "checkbox")
            {
                control.Attributes["value"] = "true";
                if (value is not null && value.Split(',')[0].Equals("true", StringComparison.OrdinalIgnoreCase)) control.Attributes["checked"] = "checked";
            }
            else if (Type != "file") control.Attributes["value"] = value ?? "";
        }
        control.Attributes["name"] = name;
        control.Attributes["id"] = id;
        if (Required && Type != "checkbox") control.Attributes["aria-required"] = "true";
        foreach (var (key, given) in new[] { ("autocomplete", Autocomplete), ("inputmode", Inputmode), ("placeholder", Placeholder) })
            if (given is not null) control.Attributes[key] = given;
        if (Suggest is not null) control.Attributes["list"] = id + "-list";
        if (Autofocus) control.Attributes["autofocus"] = "autofocus";
        return control;
    }

    private TagBuilder Choice(string? value)
    {
        var select = Tag("select", ("class", "form-select"));
        if (Empty is not null) select.InnerHtml.AppendHtml(Option("", Empty, string.IsNullOrEmpty(value)));
        foreach (var item in Items!) select.InnerHtml.AppendHtml(Option(item.Value, item.Text, item.Value == value));
        return select;
    }

    private IHtmlContent SuggestionList(string id)
    {
        var list = Tag("datalist", ("id", id + "-list"));
        foreach (var word in Suggest!) list.InnerHtml.AppendHtml(Option(word, "", false));
        return list;
    }

    private static TagBuilder Option(string value, string text, bool chosen)
    {
        var option = Tag("option", ("value", value));
        if (chosen) option.Attributes["selected"] = "selected";
        option.InnerHtml.Append(text);
        return option;
    }

    private static TagBuilder Line(string kind, string id, string text)
    {
        var line = Tag("p", ("class", kind), ("id", id));
        line.InnerHtml.Append(text);
        return line;
    }

    private static TagBuilder Tag(string name, params (string Key, string Value)[] attributes)
    {
        var tag = new TagBuilder(name);
        foreach (var (key, value) in attributes) tag.Attributes[key] = value;
        return tag;
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Shouwen.Tests.Accountability;

/// <summary>The forms on the page of a finding.</summary>
internal static class FindingPages
{
    public static IHtmlFormElement? Form(Visitor visitor, string act) => visitor.Page.QuerySelector($"#act-{act} form") as IHtmlFormElement;

    public static Task Press(Visitor visitor, string act, params (string Name, string Value)[] values) => Press(visitor, act, [], values);

    public static Task Press(Visitor visitor, string act, (string Name, string File, byte[] Content)[] files, params (string Name, string Value)[] values)
    {
        var form = Form(visitor, act);
        Assert.True(form is not null, $"{act} is not offered on {visitor.Path}: {visitor.Text}");
        foreach (var (name, value) in values)
        {
            var field = form.QuerySelectorAll($"[name='{name}']").First(one => one is not IHtmlInputElement { Type: "radio" or "checkbox" } choice || choice.Value == value);
            if (field is IHtmlInputElement { Type: "radio" or "checkbox" } tick) tick.IsChecked = true;
            else if (field is IHtmlInputElement input) input.Value = value;
            else if (field is IHtmlSelectElement select) select.Value = value;
            else ((IHtmlTextAreaElement)field).Value = value;
        }
        foreach (var (name, file, content) in files) visitor.AttachTo(form.QuerySelector($"[name='{name}']")!, file, content);
        return visitor.Submit(form);
    }

    /// <summary>The form is not offered, and what is posted all the same is refused with these words.</summary>
    public static async Task MayNot(WorldSite site, Visitor visitor, string finding, string act, string because, params (string Name, string Value)[] with)
    {
        await visitor.Open($"/findings/{finding}");
        Assert.Null(Form(visitor, act));
        var version = await site.Db(db => db.Findings.Where(row => row.Id == finding).Select(row => row.Version).SingleAsync());
        await visitor.Post($"/findings/{finding}?handler=Act", [("__RequestVerificationToken", visitor.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), ("act", act), ("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. with]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains(because, visitor.Text);
        Assert.Equal(version, await site.Db(db => db.Findings.Where(row => row.Id == finding).Select(row => row.Version).SingleAsync()));
    }
}

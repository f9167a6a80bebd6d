using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Cases;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Complaints;

/// <summary>The gas company under another regulation that ships: one with a complaint procedure, government items and callbacks of every one of them.</summary>
public sealed class CityGasSite : WorldSite
{
    protected override Task Seed() => Db(async db =>
    {
        await World.Found(db, Services.GetRequiredService<IPasswordHasher<Person>>(), Services.GetRequiredService<Offered>(), ["wuhan-gas"], Clock.Now.AddDays(-10), Clock.Now);
        return true;
    });
}

/// <summary>Walks a case through its states on the pages, each step pressed by somebody who may and tried by somebody who may not.</summary>
public sealed class Walking(WorldSite site, string number)
{
    private readonly Dictionary<string, Visitor> visitors = [];

    public string Number => number;

    /// <summary>The form stands on the page and is taken.</summary>
    public async Task<Visitor> May(string who, string act, params (string Key, string Value)[] with)
    {
        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        var visitor = await At(who);
        Assert.True(visitor.Status == HttpStatusCode.OK, $"{who} does not see {number}");
        Assert.True(visitor.Page.QuerySelector($"#act-{act} form") is IHtmlFormElement form && with.All(pair => form.QuerySelector($"[name='{pair.Key}']") is not null),
            $"{act} is not offered to {who}, or not with {string.Join(", ", with.Select(pair => pair.Key))}: {visitor.Text}");
        await Post(visitor, act, with);
        Assert.True(visitor.Status == HttpStatusCode.OK && visitor.Flash?.Contains("已记录", StringComparison.Ordinal) == true, $"{act} by {who}: {visitor.Status} {string.Join(" ", visitor.All(".problems"))}");
        return visitor;
    }

    /// <summary>The form is not offered, and a post of it all the same is refused with these words: the clause, or the sentence of the platform's own rule.</summary>
    public async Task MayNot(string who, string act, string because, params (string Key, string Value)[] with)
    {
        var before = await Version();
        var visitor = await At(who);
        Assert.True(visitor.Status == HttpStatusCode.OK, $"{who} does not see {number}");
        await Post(visitor, act, with);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains(because, string.Join(' ', visitor.All(".problems")));
        Assert.Equal(before, await Version());
    }

    public async Task<string> Status() => (await Row()).Status;

    public Task<CaseRow> Row() => site.Db(db => db.Cases.AsNoTracking().SingleAsync(row => row.Number == number));

    private async Task<int> Version() => (await Row()).Version;

    public async Task<Visitor> At(string who)
    {
        if (!visitors.TryGetValue(who, out var visitor)) visitors[who] = visitor = await site.As(who);
        await visitor.Open($"/cases/{number}");
        return visitor;
    }

    private async Task Post(Visitor visitor, string act, (string Key, string Value)[] with) =>
        await visitor.Post($"/cases/{number}?handler=Act", [("__RequestVerificationToken", visitor.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), ("act", act), ("version", (await Version()).ToString(System.Globalization.CultureInfo.InvariantCulture)), .. with]);

    /// <summary>Registers on the page; the number, or what was said against it.</summary>
    public static async Task<(string? Number, string Said)> Register(WorldSite site, string who, params (string Label, string Value)[] with)
    {
        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        var visitor = await site.As(who);
        await visitor.Open("/cases/new");
        foreach (var (label, value) in with)
            if (label == "这件事归谁办") ((IHtmlInputElement)visitor.Page.QuerySelector($"input[name='Form.Scope'][value='{value}']")!).IsChecked = true;
            else visitor.Fill(label, value);
        await visitor.Press("登记");
        return (visitor.Path.EndsWith("/registered", StringComparison.Ordinal) ? visitor.Path.Split('/')[2] : null, visitor.Text);
    }
}

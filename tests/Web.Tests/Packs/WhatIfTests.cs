using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Replays;
using Xunit;

namespace Shouwen.Tests.Packs;

/// <summary>The administrator holds a draft against the recorded cases before anybody is bound by it.</summary>
public sealed class WhatIfTests : IAsyncLifetime
{
    private const string Id = "shangzhi-first-contact";
    private readonly RuledSite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    /// <summary>The administrator with a saved draft under which the transfer has half the time it had.</summary>
    private async Task<Visitor> Drafted()
    {
        var visitor = await site.SignedIn("wang");
        await visitor.Open($"/packs/{Id}/draft");
        visitor.Fill("文本", visitor.Value("文本").Replace("within: {working-hours: 2}", "within: {working-hours: 1}", StringComparison.Ordinal));
        await visitor.Press("保存并检查");
        return visitor;
    }

    private async Task<Visitor> Through(Visitor visitor)
    {
        while (site.Services.GetRequiredService<WhatIf>().Last is { Running: true }) await Task.Delay(20, TestContext.Current.CancellationToken);
        return await visitor.Open(visitor.Path);
    }

    [Fact]
    public async Task A_draft_is_replayed_beside_the_requests_into_a_table_with_its_cases_and_a_file()
    {
        var row = await site.Register();
        var before = await site.Db(db => db.Journal.CountAsync());
        var visitor = await Drafted();
        await visitor.Follow("重放");
        visitor.Fill("从哪天登记的起", "2026-03-01").Fill("到哪天为止", "2026-03-31");
        await visitor.Press("重放");
        await Through(visitor);
        Assert.Contains("1 件里，1 件会有不同的判断", visitor.Text);
        Assert.Contains(visitor.All(".what-if-table tr"), line => line.Contains("移交", StringComparison.Ordinal) && line.Contains("期限提前", StringComparison.Ordinal) && line.Contains(row.Number, StringComparison.Ordinal));
        // The administrator is no party to the case: he reads its number, and no link leads him to a refusal.
        Assert.DoesNotContain(visitor.Page.QuerySelectorAll("a"), link => link.GetAttribute("href") == $"/cases/{row.Number}");
        Assert.Equal(before, await site.Db(db => db.Journal.CountAsync()));
        await visitor.Follow("下载逐条的表格");
        Assert.StartsWith("attachment", visitor.Disposition);
        Assert.Contains(await File.ReadAllLinesAsync(site.Services.GetRequiredService<WhatIf>().File, TestContext.Current.CancellationToken), line => line.StartsWith(row.Number, StringComparison.Ordinal) && line.Contains("期限提前", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Days_that_cannot_be_are_refused_with_what_was_typed()
    {
        var visitor = await Drafted();
        await visitor.Open($"/packs/{Id}/what-if");
        visitor.Fill("从哪天登记的起", "2026-03-03").Fill("到哪天为止", "2026-03-01");
        await visitor.Press("重放");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.StartsWith("不能早于开始的那天", visitor.Error("到哪天为止"));
        Assert.Equal("2026-03-03", visitor.Value("从哪天登记的起"));
        visitor.Fill("从哪天登记的起", "");
        await visitor.Press("重放");
        Assert.StartsWith("请填写从哪天登记的起", visitor.Error("从哪天登记的起"));
        Assert.Null(site.Services.GetRequiredService<WhatIf>().Last);
    }

    [Fact]
    public async Task Whoever_does_not_administer_is_refused()
    {
        await Drafted();
        var li = await site.SignedIn("li");
        await li.Open($"/packs/{Id}/what-if");
        Assert.Equal(HttpStatusCode.Forbidden, li.Status);
        await li.Open($"/packs/{Id}/what-if?handler=Csv");
        Assert.Equal(HttpStatusCode.Forbidden, li.Status);
    }

    [Fact]
    public async Task A_draft_with_errors_says_so_and_leads_back()
    {
        var visitor = await Drafted();
        visitor.Fill("文本", visitor.Value("文本").Replace("bearer: first-contact", "bearer: first-contct", StringComparison.Ordinal));
        await visitor.Press("保存并检查");
        await visitor.Open($"/packs/{Id}/what-if");
        Assert.Contains("改好才能重放", visitor.Text);
        Assert.Empty(visitor.All("main form"));
        await visitor.Follow("去改");
        Assert.Equal($"/packs/{Id}/draft", visitor.Path);
    }

    [Fact]
    public async Task One_at_a_time_and_it_can_be_stopped()
    {
        for (var i = 0; i < 3; i++) await site.Register(content: $"燃气表走得快，第 {i} 家");
        var whatIf = site.Services.GetRequiredService<WhatIf>();
        var pack = Shouwen.Packs.PackReader.Read(File.ReadAllText(Path.Combine(Web.Folders.Packs, Id, "pack.yaml")), "pack.yaml").Value!;
        var days = (From: new DateOnly(2026, 3, 1), To: new DateOnly(2026, 3, 31));
        var held = new TaskCompletionSource();
        var first = whatIf.Begin(pack, days.From, days.To, "wang", site.Clock.Now, held.Task)!;
        Assert.Null(whatIf.Begin(pack, days.From, days.To, "wang", site.Clock.Now));
        var visitor = await site.SignedIn("wang");
        await visitor.Open($"/packs/{Id}/what-if?text=shipped");
        Assert.Contains("正在重放", visitor.Text);
        await visitor.Press("停下");
        Assert.Contains("没有动任何记录", visitor.Flash);
        held.SetResult();
        while (first.Running) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.True(first.Ended!.Stopped);
        await visitor.Open($"/packs/{Id}/what-if?text=shipped");
        Assert.Contains("重放停下了", visitor.Text);
        Assert.NotNull(whatIf.Begin(pack, days.From, days.To, "wang", site.Clock.Now));
    }
}

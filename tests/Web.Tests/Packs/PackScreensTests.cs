using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

/// <summary>A regulation is written, rehearsed, adopted, changed and withdrawn by the administrator. One story a site.</summary>
public sealed class PackScreensTests : IAsyncLifetime
{
    private const string Id = "shangzhi-first-contact";
    private readonly Shelf site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    /// <summary>The town's packs with the rehearsals of one, and one more on the shelf that nobody can read.</summary>
    private sealed class Shelf : RuledSite
    {
        protected override void PreparePacks()
        {
            base.PreparePacks();
            var rehearsals = System.IO.Directory.CreateDirectory(Path.Combine(Packs, Id, "rehearsals")).FullName;
            foreach (var file in System.IO.Directory.GetFiles(Path.Combine(Web.Folders.Packs, Id, "rehearsals"), "*.yaml")) File.Copy(file, Path.Combine(rehearsals, Path.GetFileName(file)));
            System.IO.Directory.CreateDirectory(Path.Combine(Packs, "broken"));
            File.WriteAllText(Path.Combine(Packs, "broken", "pack.yaml"), "pack: broken\ntitle: [");
        }
    }

    private static string Longer(string text) => text.Replace("工作單上班時間2小時內轉交", "工作單上班時間4小時內轉交", StringComparison.Ordinal).Replace("within: {working-hours: 2}", "within: {working-hours: 4}", StringComparison.Ordinal);

    /// <summary>The administrator with a draft of four hours instead of two, saved.</summary>
    private async Task<Visitor> Drafted()
    {
        var visitor = await site.SignedIn("wang");
        await visitor.Open($"/packs/{Id}");
        await visitor.Follow("写草稿");
        visitor.Fill("文本", Longer(visitor.Value("文本")));
        await visitor.Press("保存并检查");
        Assert.Contains("草稿已保存，检查没有错误", visitor.Flash);
        return visitor;
    }

    [Fact]
    public async Task A_draft_is_compared_rehearsed_and_adopted_from_a_day()
    {
        var visitor = await Drafted();
        await visitor.Follow("看改了什么");
        Assert.Contains("原为工作單上班時間2小時內轉交", visitor.Text.Replace(" ", ""));
        Assert.Contains("改为工作單上班時間4小時內轉交", visitor.Text.Replace(" ", ""));
        Assert.Contains("自登记起 4 个工作小时内移交", visitor.Text);
        Assert.Contains(visitor.All("tr.added code"), line => line.Contains("working-hours: 4"));

        await visitor.Open($"/packs/{Id}/rehearse");
        Assert.Contains("不成立", visitor.All(".played-row").First());
        Assert.Contains("应为", visitor.Text);

        await visitor.Follow("采用");
        visitor.Fill("从哪天起", "2026-03-03").Fill("依据", "");
        await visitor.Press("采用");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.StartsWith("不能早于今天", visitor.Error("从哪天起"));
        Assert.StartsWith("请写明依据", visitor.Error("依据"));
        visitor.Fill("从哪天起", "2026-03-06").Fill("依据", "第 5 号会议纪要");
        await visitor.Press("采用");
        Assert.Contains("有演练不成立", visitor.Text);
        Assert.Equal("第 5 号会议纪要", visitor.Value("依据"));
        visitor.Tick(visitor.All("label").Single(label => label.StartsWith("我知道", StringComparison.Ordinal)));
        await visitor.Press("采用");
        Assert.Contains("3月6日 周五 00:00 起生效", visitor.Flash);
        Assert.Contains("3月6日 周五 00:00 起换成另一版本", visitor.Text);
        Assert.False(await site.Db(db => db.PackDrafts.AnyAsync()));
        await visitor.Open($"/packs/{Id}/rehearse");
        Assert.Contains("采用的版本", visitor.Text);

        await visitor.Open("/packs");
        Assert.Contains("第 5 号会议纪要", visitor.Text);
        site.Clock.Now = new(2026, 3, 6, 9, 0, 0, TimeSpan.FromHours(8));
        visitor = await site.SignedIn("wang");
        await visitor.Open($"/packs/{Id}");
        Assert.Contains("4小時內轉交", visitor.Text);
        await visitor.Follow("版本和经过");
        Assert.Equal(2, visitor.All(".version").Count);
        Assert.Contains("王芳在这里写的", visitor.Text);
        Assert.Contains("王芳自 今天 00:00 起采用版本", visitor.All(".timeline li")[0]);
    }

    [Fact]
    public async Task What_the_organisation_lacks_for_a_pack_is_said_before_it_is_adopted_with_where_to_mend_it()
    {
        var visitor = await site.SignedIn("wang");
        await visitor.Open("/packs/hotel-complaint-slip/adopt?text=shipped");
        var lacking = visitor.All(".findings li").Where(line => line.StartsWith("缺位", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lacking);
        Assert.All(lacking, line => Assert.DoesNotContain(line, char.IsAsciiLetter));
        await visitor.Open("/packs/hotel-complaint-slip");
        Assert.Equal(lacking, visitor.All(".findings li"));
        foreach (var link in visitor.Page.QuerySelectorAll(".findings a").Select(link => link.GetAttribute("href")!).ToList())
        {
            await visitor.Open(link);
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
        }
        var li = await site.SignedIn("li");
        await li.Open("/packs/hotel-complaint-slip");
        Assert.Equal(lacking.Count, li.All(".findings li").Count);
        Assert.Empty(li.All(".findings a"));
    }

    [Fact]
    public async Task What_is_wrong_in_a_draft_stands_beside_its_line_and_keeps_it_from_being_adopted()
    {
        var visitor = await Drafted();
        var text = visitor.Value("文本").Replace("bearer: first-contact", "bearer: first-contct", StringComparison.Ordinal);
        visitor.Fill("文本", text);
        await visitor.Press("保存并检查");
        Assert.Contains("改好才能采用", visitor.Flash);
        var line = text.Split('\n').Index().First(one => one.Item.Contains("first-contct", StringComparison.Ordinal)).Index + 1;
        Assert.Contains(visitor.All(".findings li"), one => one.StartsWith($"错误 第 {line} 行", StringComparison.Ordinal));
        Assert.Contains($"{line}", visitor.All(".line-numbers .wrong"));
        Assert.Equal(text.Split('\n').Length, visitor.All(".line-numbers li").Count);
        await visitor.Open($"/packs/{Id}/adopt?text=draft");
        Assert.Contains("有错误，不能采用", visitor.Text);
        Assert.Empty(visitor.All("main form"));
        await visitor.Open($"/packs/{Id}/difference?from={Offered().Hash}&to=draft");
        Assert.Contains("有一份文本读不出来，只能比文字", visitor.Text);
        await visitor.Open($"/packs/{Id}/rehearse");
        Assert.Contains("文本还读不出来", visitor.Text);

        await visitor.Open($"/packs/{Id}/draft");
        visitor.Fill("文本", "");
        await visitor.Press("保存并检查");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("草稿不能是空的", visitor.Text);
        await visitor.Open($"/packs/{Id}/draft");
        await visitor.Press("丢弃草稿");
        Assert.Contains("草稿已丢弃", visitor.Flash);
        Assert.False(await site.Db(db => db.PackDrafts.AnyAsync()));
    }

    [Fact]
    public async Task Nobody_saves_over_what_another_saved_meanwhile_and_nobody_adopts_what_he_has_not_seen()
    {
        var (one, other) = (await Drafted(), await site.SignedIn("wang"));
        await other.Open($"/packs/{Id}/draft");
        one.Fill("文本", one.Value("文本") + "# 一\n");
        await one.Press("保存并检查");
        other.Fill("文本", other.Value("文本") + "# 二\n");
        await other.Press("保存并检查");
        Assert.Contains("别人保存过这份草稿", other.Text);
        Assert.EndsWith("# 二\n", other.Value("文本"));

        await one.Open($"/packs/{Id}/adopt?text=draft");
        await other.Open($"/packs/{Id}/draft");
        other.Fill("文本", other.Value("文本") + "# 三\n");
        await other.Press("保存并检查");
        one.Fill("依据", "会议").Tick(one.All("label").Single(label => label.StartsWith("我知道", StringComparison.Ordinal)));
        await one.Press("采用");
        Assert.Contains("您打开之后文本改过", one.Text);
        await one.Press("采用");
        Assert.Contains("已采用", one.Flash);
    }

    [Fact]
    public async Task A_story_of_ones_own_is_played_against_the_draft()
    {
        var visitor = await Drafted();
        await visitor.Open($"/packs/{Id}/rehearse");
        await visitor.Press("演练");
        Assert.Equal("请贴一个演练，或选择文件", visitor.Error("贴一个演练"));
        const string story = """
            rehearsal: 四个小时
            packs: [shangzhi-first-contact]
            organisation:
              shifts: ["08:30-12:00", "13:30-17:30"]
              units: [{id: front, head: zhao}, {id: ops, head: qian}]
              people: [{id: zhao, unit: front}, {id: li, unit: front}, {id: qian, unit: ops}]
            steps:
              - at: 2026-03-03T08:30
                by: li
                do: register
                with: {channel: visit, kind: request, scope: other-unit, unit: ops, content: 表快, customer: {name: 陈, phone: "13900000001"}}
                expect:
                  duties: [{duty: transfer, due: 2026-03-03T14:00}]
            """;
        visitor.Fill("贴一个演练", story).Attach("或选择文件", "两小时.yaml", System.Text.Encoding.UTF8.GetBytes(story.Replace("四个小时", "两个小时", StringComparison.Ordinal).Replace("T14:00", "T10:30", StringComparison.Ordinal)));
        await visitor.Press("演练");
        var rows = visitor.All("section:first-of-type .played-row");
        Assert.Equal(2, rows.Count);
        Assert.StartsWith("不成立 两个小时", rows[0]);
        Assert.Contains("实为", rows[0]);
        Assert.StartsWith("成立 四个小时", rows[1]);
        Assert.Equal(story, visitor.Value("贴一个演练").Replace("\r\n", "\n", StringComparison.Ordinal));

        visitor.Fill("贴一个演练", "rehearsal: 别的\npacks: [nobody-knows]\nsteps: [{at: 2026-03-03T08:30}]");
        await visitor.Press("演练");
        Assert.Contains("没有制度包 nobody-knows", visitor.Text);
    }

    [Fact]
    public async Task A_parameter_is_filled_on_its_page_and_shown_with_who_and_when()
    {
        var visitor = await site.SignedIn("wang");
        await visitor.Open("/packs/hotel-complaint-slip/parameters/slip-limit");
        Assert.Equal(("1", "hours"), (visitor.Value("多久"), visitor.Value("单位")));
        visitor.Fill("多久", "两").Fill("单位", "working-hours");
        await visitor.Press("从现在起照此");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("请写明依据", visitor.Error("依据"));
        visitor.Fill("依据", "办公会");
        await visitor.Press("从现在起照此");
        Assert.Contains("1 到 9999 的整数", visitor.Error("多久"));
        Assert.Equal(("两", "办公会"), (visitor.Value("多久"), visitor.Value("依据")));
        visitor.Fill("多久", "2");
        await visitor.Press("从现在起照此");
        Assert.Contains("2 个工作小时内", visitor.Flash);
        Assert.Contains("现为2 个工作小时内", visitor.Text);
        Assert.Contains("王芳填（办公会）", visitor.Text);

        await visitor.Open("/packs/hotel-complaint-slip/parameters/slip-limit");
        Assert.Contains("原文写的是1 小时内", visitor.Text);
        Assert.Contains("定为 2 个工作小时内（办公会）", visitor.All(".timeline li").Single());
        await visitor.Press("改回原文");
        Assert.Contains("请写明依据", visitor.Error("依据"));
        visitor.Fill("多久", "3").Fill("依据", "又定");
        await visitor.Press("从现在起照此");
        Assert.Contains("现为3 个工作小时内", visitor.Text);
        await visitor.Open("/packs/hotel-complaint-slip/parameters/slip-limit");
        visitor.Fill("依据", "改回");
        await visitor.Press("改回原文");
        Assert.Contains("现为1 小时内", visitor.Text);

        await visitor.Open("/packs/hotel-complaint-slip/parameters/escalation-period");
        Assert.Contains("现在待定", visitor.Text);
        visitor.Fill("多久一次", "每月").Fill("依据", "办公会");
        await visitor.Press("从现在起照此");
        Assert.Contains("现为每月", visitor.Text);
        await visitor.Open("/packs/hotel-complaint-slip/parameters/nothing");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    [Fact]
    public async Task A_version_that_can_not_take_what_was_filled_waits_and_one_adopted_now_ends_what_was_planned()
    {
        var visitor = await site.SignedIn("wang");
        await visitor.Open("/packs/hotel-complaint-slip/parameters/slip-limit");
        visitor.Fill("多久", "2").Fill("依据", "办公会");
        await visitor.Press("从现在起照此");
        await visitor.Open("/packs/hotel-complaint-slip/adopt?text=shipped");
        visitor.Fill("从哪天起", "2026-04-01").Fill("依据", "第 1 号文");
        await visitor.Press("采用");
        Assert.Contains("4月1日 周三 00:00 起生效", visitor.Flash);

        await visitor.Open("/packs/hotel-complaint-slip/draft");
        var text = visitor.Value("文本");
        visitor.Fill("文本", text.Replace("{name: slip-limit, type: limit, default: {hours: 1}", "{name: slip-limit, type: date, default: 2026-01-01", StringComparison.Ordinal).Replace("within: {set: slip-limit}", "within: {hours: 1}", StringComparison.Ordinal));
        await visitor.Press("保存并检查");
        await visitor.Open("/packs/hotel-complaint-slip/adopt?text=draft");
        Assert.Contains("已定 4月1日 周三 00:00 起用另一版本", visitor.Text);
        visitor.Fill("依据", "第 2 号文");
        if (visitor.All("label").FirstOrDefault(label => label.StartsWith("我知道", StringComparison.Ordinal)) is { } knows) visitor.Tick(knows);
        await visitor.Press("采用");
        Assert.Contains("已填的参数与这份文本的类型不合", visitor.Text);
        await visitor.Open("/packs/hotel-complaint-slip/parameters/slip-limit");
        visitor.Fill("依据", "换新版本");
        await visitor.Press("改回原文");
        await visitor.Open("/packs/hotel-complaint-slip/adopt?text=draft");
        visitor.Fill("依据", "第 2 号文");
        if (visitor.All("label").FirstOrDefault(label => label.StartsWith("我知道", StringComparison.Ordinal)) is { } still) visitor.Tick(still);
        await visitor.Press("采用");
        Assert.Contains("已采用", visitor.Flash);
        await visitor.Open("/packs/hotel-complaint-slip/versions");
        Assert.Contains("原定 4月1日 周三 00:00 起，没有生效", visitor.Text);
    }

    [Fact]
    public async Task Two_packs_are_put_in_order_and_one_is_withdrawn()
    {
        var visitor = await site.SignedIn("wang");
        await visitor.Open("/packs/hotel-complaint-slip");
        await visitor.Follow("采用");
        visitor.Fill("依据", "第 1 号文");
        await visitor.Press("采用");
        Assert.Contains("从现在起登记的诉求按它办", visitor.Flash);
        await visitor.Open("/packs");
        var (first, second) = (visitor.All("ol.packs b")[0], visitor.All("ol.packs b")[1]);
        await visitor.Follow("调整先后");
        await visitor.Press($"上移{second}");
        Assert.StartsWith("1", visitor.All(".order b")[0]);
        Assert.EndsWith(second, visitor.All(".order b")[0]);
        visitor.Fill("依据", "第 2 号文");
        await visitor.Press("保存先后");
        Assert.Equal([second, first], visitor.All("ol.packs b"));

        await visitor.Open("/packs/hotel-complaint-slip/versions");
        await visitor.Follow("停用");
        visitor.Fill("依据", "第 3 号文");
        await visitor.Press("停用");
        Assert.Contains("已停用", visitor.Flash);
        Assert.Equal([first], visitor.All("ol.packs b"));
        await visitor.Open("/packs/hotel-complaint-slip/versions");
        Assert.Equal(["第 3 号文", "第 2 号文", "第 1 号文"], visitor.All(".timeline li").Select(line => line[(line.LastIndexOf('（') + 1)..^1]));
        await visitor.Open("/packs/hotel-complaint-slip/withdraw");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    [Fact]
    public async Task A_regulation_that_ships_with_nobody_is_written_and_adopted_here()
    {
        var visitor = await site.SignedIn("wang");
        await visitor.Open("/packs");
        Assert.Contains("读不出来的制度包", visitor.Text);
        await visitor.Follow("写新的制度");
        visitor.Fill("名称", "夜间服务首问办法：试行").Fill("编号", Id);
        await visitor.Press("开始写");
        Assert.Contains("已有这个编号的制度", visitor.Error("编号"));
        visitor.Fill("编号", "night-service");
        await visitor.Press("开始写");
        Assert.Contains("草稿已建好", visitor.Flash);
        Assert.Empty(visitor.All(".findings .state.red"));
        await visitor.Follow("采用");
        visitor.Fill("依据", "试行");
        await visitor.Press("采用");
        Assert.Equal("夜间服务首问办法：试行", visitor.Title);
        Assert.Contains("在用", visitor.Text);
    }

    [Fact]
    public async Task Who_does_not_administer_reads_and_is_refused_everything_else()
    {
        var hash = Offered().Hash;
        await Drafted();
        var visitor = await site.SignedIn("li");
        foreach (var page in (string[])["/packs", $"/packs/{Id}", $"/packs/{Id}/versions", $"/packs/{Id}/difference?from={hash}&to=shipped"])
        {
            await visitor.Open(page);
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            Assert.DoesNotContain(visitor.All("main a, main button"), word => word is "采用" or "写草稿" or "继续写草稿" or "停用" or "调整先后" or "写新的制度" or "修改" or "填写");
        }
        foreach (var page in (string[])[$"/packs/{Id}/draft", $"/packs/{Id}/rehearse", $"/packs/{Id}/adopt?text=shipped", $"/packs/{Id}/withdraw", "/packs/order", "/packs/new", "/packs/hotel-complaint-slip/parameters/slip-limit"])
        {
            await visitor.Open(page);
            Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
            Assert.Contains("没有权限", visitor.Text);
        }
        foreach (var page in (string[])[$"/packs/{Id}/difference?from={hash}&to=draft", $"/packs/{Id}?text=draft"])
        {
            await visitor.Open(page);
            Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        }
    }

    private Offer Offered() => site.Services.GetRequiredService<Offered>().Find(Id)!;
}

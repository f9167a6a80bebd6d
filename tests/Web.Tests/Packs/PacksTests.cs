using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Packs;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

public partial class PacksTests(RuledSite site) : IClassFixture<RuledSite>
{
    [GeneratedRegex("[a-z]{2,}(-[a-z]+)*")]
    private static partial Regex English();

    [Fact]
    public async Task What_is_in_force_stands_first_and_what_ships_besides_below()
    {
        var visitor = await site.SignedIn("li");
        await visitor.Open("/packs");
        Assert.Equal(("制度", "首問負責制管理辦法"), (visitor.Title, visitor.All("ol.packs b").Single()));
        Assert.Single(visitor.All("ul.packs b"));
        await visitor.Follow("首問負責制管理辦法 尚志華潤燃氣有限公司");
        Assert.Equal("首問負責制管理辦法", visitor.Title);
        Assert.Equal("zh-Hant", visitor.Page.QuerySelector("h1")!.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_clause_says_what_it_does_and_how_it_is_kept_this_month()
    {
        var row = await site.Register();
        var visitor = await site.SignedIn("li");
        await visitor.Open("/packs/shangzhi-first-contact");
        var clause = visitor.Page.GetElementById("c-第八條(二)3")!;
        var text = string.Join(' ', clause.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("工作單上班時間2小時內轉交", text);
        Assert.Contains("自登记起 2 个工作小时内移交，对客户负责", text);
        Assert.Contains("逾期即提出问责", text);
        var raised = await site.Db(db => db.Duties.CountAsync(duty => duty.Clause == "第八條(二)3"));
        Assert.True(raised > 0);
        Assert.Equal(raised.ToString(), clause.QuerySelector(".tally")!.TextContent);

        await site.Do(row.Number, "transfer", "li", new { unit = "u03" });
        await visitor.Open("/packs/shangzhi-first-contact");
        Assert.Contains("按时", visitor.Page.GetElementById("c-第八條(二)3")!.QuerySelector("aside")!.TextContent);
    }

    [Fact]
    public async Task Open_slots_and_open_parameters_are_questions()
    {
        var visitor = await site.SignedIn("li");
        await visitor.Open("/packs/hotel-complaint-slip");
        Assert.Contains("没有采用", visitor.Text);
        Assert.Contains("矛盾升级情况多久统计通报一次？", visitor.All(".questions li").First(line => line.StartsWith("四.6")));
        Assert.Contains("附件格式不在文中", visitor.Text);
        Assert.Contains("现为1 小时内", visitor.Text);
        await visitor.Open("/packs/nothing-of-the-kind");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    /// <summary>Every pack that ships, every rule of it: no word of the language shows through.</summary>
    [Fact]
    public async Task No_English_word_of_the_pack_language_is_shown()
    {
        await using var scope = site.Services.CreateAsyncScope();
        var regime = await scope.ServiceProvider.GetRequiredService<Regimes>().Now(scope.ServiceProvider.GetRequiredService<AppDb>(), site.Clock.Now);
        var english = new List<string>();
        var shipped = new Offered(new SiteOptions { Data = site.Data, Packs = Folders.Packs }).Packs;
        foreach (var pack in shipped)
        {
            var blocks = ClauseBlock.Of(pack, regime, shipped, [], new Dictionary<(string, string), ClauseFigures>());
            Assert.Equal(pack.Rules.Count(rule => rule is not (WordRule or SetRule or OpenRule)), blocks.Sum(block => block.Effects.Count));
            var seen = blocks.SelectMany(block => block.Effects.Select(effect => effect.Sentence).Concat(block.Parameters.Select(one => $"{one.Value}"))).ToList();
            // One source prints xx for a name it leaves out.
            english.AddRange(seen.Where(sentence => English().IsMatch(sentence.Replace("xx县", "", StringComparison.Ordinal))).Select(sentence => $"{pack.Id}: {sentence}"));
        }
        Assert.True(english.Count == 0, string.Join('\n', english));
    }
}

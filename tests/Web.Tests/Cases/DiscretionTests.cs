using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>A pack keeps who complained from the one complained of, and the leader's number from whoever handles it; no page of the site says it all the same.</summary>
public sealed class DiscretionTests(DiscretionTests.Discreet site) : IClassFixture<DiscretionTests.Discreet>
{
    private const string Name = "陈惠兰", Phone = "13955554444", Street = "梧桐里9号", Mail = "huilan@example.org";
    private static readonly string[] Kept = [Name, Phone, "4444", Street, Mail, "139 5555 4444"];

    /// <summary>孙强 is complained of and handles it himself; 钱伟 leads his department.</summary>
    public sealed class Discreet : RuledSite
    {
        protected override IReadOnlyList<string> Adopted => [.. base.Adopted, "discreet"];

        protected override void PreparePacks()
        {
            base.PreparePacks();
            System.IO.Directory.CreateDirectory(Path.Combine(Packs, "discreet"));
            File.WriteAllText(Path.Combine(Packs, "discreet", "pack.yaml"), """
                pack: discreet
                title: 保密规定
                clauses: {一: 不向被反映的人说是谁反映的, 二: 不公开领导的电话}
                visibility:
                  - {what: tip-off-person, to: [accused], show: false, clause: 一, lines: [D.1]}
                  - {what: leader-contact, to: [everyone], show: false, clause: 二, lines: [D.2]}
                """);
        }

        protected override async Task Seed()
        {
            await base.Seed();
            await Db(db => db.Units.Where(unit => unit.Name == "运行部").ExecuteUpdateAsync(set => set.SetProperty(unit => unit.LeaderId, "qian").SetProperty(unit => unit.HeadId, "qian")));
        }

        public async Task<CaseRow> Complained()
        {
            await using var scope = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.CreateAsyncScope(Services);
            var acting = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Acting>(scope.ServiceProvider);
            var unit = await Db(db => db.Units.Where(one => one.Name == "运行部").Select(one => one.Id).SingleAsync());
            var row = Assert.IsType<Outcome.Done>(await acting.Register("li", Fields.Of(new
            {
                channel = "hotline", kind = "complaint", complainee = "sun", scope = "other-unit", unit, content = $"我是{Name}，电话 139 5555 4444，住{Street}，上门的师傅态度很差", customer = new { name = Name, phone = Phone, address = Street, email = Mail },
            }))).Row!;
            Clock.Now = Clock.Now.AddMinutes(1);
            await Do(row.Number, "transfer", "li", new { unit, person = "sun", reason = $"{Name}的投诉，主任电话 13800000003" });
            Clock.Now = Clock.Now.AddMinutes(1);
            await Do(row.Number, "take-over", "sun", new { });
            return row;
        }
    }

    private static void Finds(Visitor visitor, params string[] words)
    {
        var html = WebUtility.HtmlDecode(visitor.Page.DocumentElement.OuterHtml);
        Assert.All(words, word => Assert.False(html.Contains(word, StringComparison.Ordinal), $"“{word}” stands on {visitor.Path}"));
    }

    [Fact]
    public async Task Nothing_of_it_stands_on_any_page_of_the_one_from_whom_it_is_kept()
    {
        var row = await site.Complained();
        var sun = await site.SignedIn("sun");
        foreach (var page in new[] { "/desk", "/cases", $"/cases/{row.Number}", $"/cases/{row.Number}/print", $"/cases/{row.Number}/batch", $"/cases?q={row.Number}", "/people/sun/hand-over" })
        {
            await sun.Open(page);
            Assert.True(sun.Status == HttpStatusCode.OK, $"{page}: {sun.Status}");
            Assert.Contains(row.Number, sun.Page.DocumentElement.TextContent);
            Finds(sun, [.. Kept, row.Code, "13800000003"]);
        }
        await sun.Open($"/cases/{row.Number}");
        Assert.Contains("〔不公开〕", sun.Text);
        Assert.Contains("态度很差", sun.Text);
        Assert.DoesNotContain(sun.All("button"), button => button.StartsWith("显示", StringComparison.Ordinal));
        var texts = await site.Db(db => db.Notices.Where(notice => notice.PersonId == "sun").Select(notice => notice.Text).ToListAsync());
        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.All(Kept, word => Assert.DoesNotContain(word, text)));
    }

    [Fact]
    public async Task It_cannot_be_found_out_by_searching_or_looking_up()
    {
        var row = await site.Complained();
        var sun = await site.SignedIn("sun");
        foreach (var word in new[] { Name, Phone, "梧桐里" })
        {
            await sun.Open($"/cases?q={Uri.EscapeDataString(word)}");
            Assert.DoesNotContain(row.Number, sun.Text);
        }
        await sun.Open($"/cases?q={Uri.EscapeDataString("态度很差")}");
        Assert.Contains(row.Number, sun.Text);
        await sun.Open($"/cases/known?phone={Phone}");
        Assert.Equal("", sun.Page.Body!.TextContent.Trim());
        Finds(sun, [row.Number, .. Kept]);
    }

    [Fact]
    public async Task A_leaders_number_is_on_no_list_either_and_nobody_is_found_by_it()
    {
        var sun = await site.SignedIn("sun");
        var unit = await site.Db(db => db.Units.Where(one => one.Name == "运行部").Select(one => one.Id).SingleAsync());
        foreach (var page in new[] { "/people", "/people/qian", $"/units/{unit}" })
        {
            await sun.Open(page);
            Assert.Contains("钱伟", sun.Text);
            Finds(sun, "13800000003");
        }
        await sun.Open("/people?q=13800000003");
        Assert.DoesNotContain("钱伟", sun.Text);
        var wang = await site.SignedIn("wang");
        await wang.Open("/people/qian");
        Assert.Contains("13800000003", wang.Text);
    }

    [Fact]
    public async Task A_post_that_no_form_made_does_not_show_it_either()
    {
        var row = await site.Complained();
        var sun = await site.SignedIn("sun");
        await sun.Open($"/cases/{row.Number}");
        var mark = sun.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await sun.Post($"/cases/{row.Number}?handler=Reveal", ("__RequestVerificationToken", mark));
        Assert.Equal(HttpStatusCode.NotFound, sun.Status);
        Assert.False(await site.Db(db => db.Reveals.AnyAsync(reveal => reveal.PersonId == "sun")));
    }

    [Fact]
    public async Task Everybody_else_reads_it_and_what_is_recorded_stays_whole()
    {
        var row = await site.Complained();
        var li = await site.SignedIn("li");
        await li.Open($"/cases/{row.Number}");
        Assert.Contains(Name, li.Text);
        Assert.Contains(Street, li.Text);
        await li.Open($"/cases?q={Uri.EscapeDataString(Name)}");
        Assert.Contains(row.Number, li.Text);
        var kept = await site.Db(db => db.Cases.SingleAsync(one => one.Id == row.Id));
        Assert.Equal((Name, Phone, row.Code), (kept.CustomerName, kept.CustomerPhone, kept.Code));
    }
}

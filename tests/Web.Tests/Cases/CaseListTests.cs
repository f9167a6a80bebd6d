using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Shouwen.Tests.Cases;

public class CaseListTests(WorldSite site) : IClassFixture<WorldSite>
{
    [Fact]
    public async Task Two_characters_a_number_or_a_telephone_find_a_case_among_those_one_may_see()
    {
        var row = await site.Called(content: "灶台打不着火", phone: "13500001234");
        await site.Called(content: "想开一张发票", phone: "13500005678");
        var li = await site.As("li");
        foreach (var typed in new[] { "灶台", row.Number, "13500001234", "1350000123" })
        {
            await li.Open("/cases");
            await li.Fill("搜索", typed).Press("查找");
            Assert.Contains("灶台打不着火", Assert.Single(li.All(".case-line")));
        }
        Assert.Equal($"/cases/{row.Number}", li.Page.QuerySelector(".case-line a")!.GetAttribute("href"));
        var hu = await site.As("hu");
        await hu.Open("/cases?q=灶台");
        Assert.Empty(hu.All(".case-line"));
        var deng = await site.As("deng");
        await deng.Open("/cases?q=灶台");
        Assert.Single(deng.All(".case-line"));
    }

    [Fact]
    public async Task Filters_narrow_and_a_named_filter_comes_back_as_a_tab_until_it_is_deleted()
    {
        await site.Taken("li", Fields.Of(new { channel = "visit", kind = "complaint", scope = "own-unit", content = "窗口排队太久", customer = new { name = "郑先生", phone = "13400000000" } }));
        await site.Called(content: "电话里问过户");
        var zhao = await site.As("zhao");
        await zhao.Open("/cases");
        await zhao.Fill("类别", "投诉").Fill("渠道", "来访").Fill("首问责任人", "li").Press("查找");
        Assert.Contains("窗口排队太久", Assert.Single(zhao.All(".case-line")));
        await zhao.Fill("把这个筛选存为标签", "来访投诉").Press("存为标签");
        Assert.Contains("来访投诉", zhao.All(".tab a"));
        await zhao.Open("/cases");
        Assert.True(zhao.All(".case-line").Count > 1);
        await zhao.Follow("来访投诉");
        Assert.Contains("窗口排队太久", Assert.Single(zhao.All(".case-line")));

        var li = await site.As("li");
        await li.Open("/cases");
        Assert.DoesNotContain("来访投诉", li.All(".tab a"));
        await zhao.Press("删除", "来访投诉");
        Assert.DoesNotContain("来访投诉", zhao.All(".tab a"));
    }

    [Fact]
    public async Task A_filter_needs_a_name_of_its_own_to_be_kept()
    {
        var li = await site.As("li");
        await li.Open("/cases?kind=praise");
        await li.Press("存为标签");
        Assert.Equal("请给这个筛选起个名字", li.Error("把这个筛选存为标签"));
        await li.Fill("把这个筛选存为标签", "我的").Press("存为标签");
        Assert.Equal("“我的”是已有的标签，请换个名字", li.Error("把这个筛选存为标签"));
        Assert.Equal("praise", li.Value("类别"));
    }

    [Fact]
    public async Task Status_due_day_and_whose_narrow_too()
    {
        var row = await site.Called(content: "表后阀漏水", by: "hu");
        await site.Did(row, "transfer", "hu", new { unit = Requests.Ops, reason = "需检修" });
        var qian = await site.As("qian");
        foreach (var (query, found) in new[] { ("whose=unit", true), ("status=awaiting-takeover", true), ("whose=mine", false), ("status=closed", false), ("from=2026-03-04&to=2026-03-04", true), ("from=2026-03-05", false), ("to=2026-03-03", false), ("from=0001-01-01&to=9999-12-31", true), ("from=9999-12-31", false), ("to=0001-01-01", false), ("due=late", false), ("unit=market", true), ("unit=admin", false) })
        {
            await qian.Open($"/cases?q=表后&{query}");
            Assert.True(found == (qian.All(".case-line").Count == 1), query);
        }
    }

    [Theory]
    [InlineData("q=%22*%22", "“\"*\"”里没有可以查找的字")]
    [InlineData("from=2026-02-31", "登记日期无法识别")]
    public async Task What_narrows_nothing_is_said(string query, string sentence)
    {
        var li = await site.As("li");
        await li.Open($"/cases?{query}");
        Assert.Contains(sentence, li.All("[role=alert]").Single());
    }

    [Fact]
    public async Task A_hundred_and_twenty_cases_turn_page_by_page_and_back()
    {
        for (var i = 0; i < 120; i++) await site.Called(by: "sun", content: $"巡检发现第 {i:000} 处");
        var sun = await site.As("sun");
        await sun.Open("/cases?q=巡检");
        var seen = new List<string>();
        for (var page = 0; ; page++)
        {
            Assert.True(page < 4, "pages never end");
            seen.AddRange(sun.All(".case-line b"));
            if (!sun.All(".pages a").Contains("更早的")) break;
            await sun.Follow("更早的");
        }
        Assert.Equal([.. Enumerable.Range(0, 120).Reverse().Select(i => $"巡检发现第 {i:000} 处")], seen);
        await sun.Follow("更新的");
        Assert.Equal("巡检发现第 069 处", sun.All(".case-line b")[0]);
        await sun.Follow("更新的");
        Assert.Equal("巡检发现第 119 处", sun.All(".case-line b")[0]);
        Assert.DoesNotContain("更新的", sun.All(".pages a"));
        Assert.Equal(120, await site.Db(db => db.Cases.CountAsync(row => row.FirstContactId == "sun")));
    }
}

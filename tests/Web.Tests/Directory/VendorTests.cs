using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shouwen.Tests.Cases;
using Xunit;

namespace Shouwen.Tests.Directory;

/// <summary>外包队伍: the directory says which unit answers for a firm, and a request that names the firm is proposed to go there.</summary>
public sealed class VendorTests(WorldSite site) : IClassFixture<WorldSite>
{
    [Fact]
    public async Task A_request_that_names_a_firm_is_proposed_to_the_unit_that_answers_for_it()
    {
        var fang = await site.As("fang");
        await fang.Open("/directory/0/edit");
        await fang.Fill("事项", "顺达施工队").Fill("负责的部门", "safety").Tick("这是一家外包队伍或合作厂商（“事项”写它的名称）").Press("保存");

        var li = await site.As("li");
        await li.Open("/cases/new");
        await li.Fill("诉求内容", "砸坏了墙砖没人管").Fill("外包队伍、合作厂商", "顺达施工队").Press("查一下");
        Assert.Contains(li.All(".suggestions li"), line => line.Contains("客户说到：顺达施工队", StringComparison.Ordinal));

        var row = await site.Taken("li", Fields.Of(new { channel = "phone", kind = "request", scope = "unclear", vendor = "顺达施工队", content = "砸坏了墙砖没人管", customer = new { name = "简女士", phone = "13900008301", address = "西街 9 号" } }));
        await li.Open($"/cases/{row.Number}");
        var form = li.Page.QuerySelector<IHtmlFormElement>("#act-transfer form")!;
        Assert.Equal("safety", form.QuerySelector<IHtmlSelectElement>("[name=unit]")!.Value);
        Assert.Contains("建议移交给安检部：“顺达施工队”由它负责。", li.Text, StringComparison.Ordinal);
        if (form.QuerySelector<IHtmlTextAreaElement>("[name=reason]") is { } reason) reason.Value = "外包队伍的事";
        foreach (var tick in form.QuerySelectorAll<IHtmlInputElement>("[type=checkbox]")) tick.IsChecked = true;
        await li.Submit(form);
        Assert.Equal("safety", (await site.Db(db => db.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id))).PendingUnitId);
    }

    [Fact]
    public async Task What_was_meant_is_proposed_and_nothing_where_nothing_tells()
    {
        var li = await site.As("li");
        var meant = await site.Called(content: "请运行部看表", phone: "13900008302");
        await li.Open($"/cases/{meant.Number}");
        Assert.Equal("ops", li.Page.QuerySelector<IHtmlSelectElement>("#act-transfer [name=unit]")!.Value);
        var unclear = await site.Taken("li", Fields.Of(new { channel = "phone", kind = "request", scope = "unclear", content = "说不清找谁", customer = new { name = "简女士", phone = "13900008303", address = "西街 9 号" } }));
        await li.Open($"/cases/{unclear.Number}");
        Assert.Equal("", li.Page.QuerySelector<IHtmlSelectElement>("#act-transfer [name=unit]")!.Value);
        Assert.DoesNotContain("建议移交给", li.Text, StringComparison.Ordinal);
    }
}

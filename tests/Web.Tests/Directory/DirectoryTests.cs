using System.Net;
using Xunit;

namespace Shouwen.Tests.Directory;

public class DirectoryTests(TownSite site) : IClassFixture<TownSite>
{
    private async Task<Visitor> Search(string typed)
    {
        var visitor = await site.SignedIn("li");
        await visitor.Open("/directory");
        await visitor.Fill("客户怎么说", typed).Press("找部门");
        return visitor;
    }

    [Theory]
    [InlineData("发票", "缴费与发票")]
    [InlineData("漏气", "漏气抢修")]
    [InlineData("二十四", "漏气抢修")]
    [InlineData("我家燃气表这个月走得特别快，是不是坏了？", "燃气表故障")]
    [InlineData("厨房里有股臭鸡蛋气味，您们快来人", "漏气抢修")]
    [InlineData("房子卖了，想把名字改一下，怎么办过户", "过户")]
    [InlineData("客服中心", "缴费与发票")]
    public async Task The_first_hit_is_the_unit_to_ask(string said, string matter)
    {
        var visitor = await Search(said);
        Assert.Equal(matter, visitor.All(".entry .main b")[0]);
        Assert.Equal(said, visitor.Value("客户怎么说"));
    }

    [Fact]
    public async Task A_hit_says_which_of_the_customers_words_led_to_it() =>
        Assert.Equal("客户说到：燃气表", (await Search("我家燃气表这个月走得特别快")).All(".because")[0]);

    [Theory]
    [InlineData("\" OR * --")]
    [InlineData("鲸鱼")]
    public async Task Signs_are_no_syntax_and_nothing_found_is_said(string typed) =>
        Assert.Contains("没有找到", (await Search(typed)).Text);

    [Fact]
    public async Task An_entry_is_found_from_the_moment_it_is_saved_by_its_new_words_and_no_longer_once_removed()
    {
        var admin = await site.SignedIn("wang");
        await admin.Open("/directory");
        await admin.Follow("添加事项");
        await admin.Press("保存");
        Assert.Equal(("请填写事项", "请选择部门"), (admin.Error("事项"), admin.Error("负责的部门")));
        await admin.Fill("事项", "壁挂炉保养").Fill("负责的部门", "运行部").Fill("客户的说法", "壁挂炉 不点火").Press("保存");
        Assert.Contains("壁挂炉保养", (await Search("炉子不点火")).All(".entry .main b"));

        await admin.Open("/directory?q=壁挂炉");
        await admin.Follow("修改壁挂炉保养");
        await admin.Fill("事项", "采暖炉保养").Fill("客户的说法", "采暖炉").Press("保存");
        Assert.DoesNotContain("采暖炉保养", (await Search("壁挂")).All(".entry .main b"));
        Assert.Contains("采暖炉保养", (await Search("采暖")).All(".entry .main b"));

        await admin.Open("/directory?q=采暖炉");
        await admin.Follow("修改采暖炉保养");
        await admin.Press("从目录删除这个事项");
        Assert.Contains("没有找到", (await Search("采暖")).Text);
    }

    [Fact]
    public async Task Only_an_administrator_edits_the_directory()
    {
        var li = await site.SignedIn("li");
        await li.Open("/directory/1/edit");
        Assert.Equal(HttpStatusCode.Forbidden, li.Status);
    }
}

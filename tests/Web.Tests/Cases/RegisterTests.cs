using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Shouwen.Tests.Cases;

public class RegisterTests(WorldSite site) : IClassFixture<WorldSite>
{
    private static Visitor Typed(Visitor li, string content = "厨房的燃气表走得快，想请人来看看")
    {
        li.Fill("渠道", "来电").Fill("联系电话", "139-1111-2222").Fill("客户姓名", "陈女士").Fill("类别", "求助").Fill("诉求内容", content).Fill("地址", "城东花园 3 栋 502").Fill("承办部门", "运行部");
        return Choose(li, "其他部门");
    }

    private static Visitor Choose(Visitor li, string scope) => li.Tick(scope);

    [Fact]
    public async Task A_clerk_registers_a_call_and_reads_the_promise_to_the_customer()
    {
        var li = await site.As("li");
        await li.Open("/cases/new");
        await Typed(li).Press("登记");
        var row = await site.Db(db => db.Cases.OrderByDescending(one => one.Key).FirstAsync());
        Assert.Equal($"/cases/{row.Number}/registered", li.Path);
        Assert.Equal(("li", "陈女士", "13911112222", Requests.Ops), (row.FirstContactId, row.CustomerName, row.CustomerPhone, row.MeantUnitId));
        var aloud = li.All(".read-aloud")[0];
        Assert.Contains($"编号 {row.Number}，查询码 {row.Code}", aloud);
        Assert.Contains("我们会在 3月9日 周一 17:30 前联系您。", aloud);
        Assert.Contains("由服务大厅李娟负责到底，电话 5180-601", aloud);
        Assert.Contains($"/cases/{row.Number}?act=transfer#act-transfer", li.Page.QuerySelectorAll("a").Where(a => a.TextContent.Contains("移交给运行部")).Select(a => a.GetAttribute("href")));
        var other = await site.As("sun");
        await other.Open(li.Path);
        Assert.Equal(HttpStatusCode.NotFound, other.Status);
    }

    [Fact]
    public async Task What_the_regulation_asks_for_is_said_beside_the_field_with_its_clause()
    {
        var li = await site.As("li");
        await li.Open("/cases/new");
        await Typed(li).Fill("联系电话", "").Press("登记");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        Assert.Equal("还缺联系电话（第八條(二)1）", li.Error("联系电话"));
        Assert.Equal("", li.Error("客户姓名"));
        Assert.Equal(("陈女士", "厨房的燃气表走得快，想请人来看看", Requests.Ops), (li.Value("客户姓名"), li.Value("诉求内容"), li.Value("承办部门")));
        Assert.Contains(li.All(".demand .clause"), clause => clause.Contains("第八條(二)1") && clause.Contains("普通咨詢立即答復"));
        await li.Fill("联系电话", "13911112223").Press("登记");
        Assert.EndsWith("/registered", li.Path);
    }

    [Fact]
    public async Task Nothing_chosen_is_refused_field_by_field()
    {
        var li = await site.As("li");
        await li.Open("/cases/new");
        await li.Press("登记");
        Assert.Equal(("请写下客户说的事", "请选择类别"), (li.Error("诉求内容"), li.Error("类别")));
        Assert.Contains("请选择这件事归谁办", li.All(".field .error"));
    }

    [Fact]
    public async Task Looking_up_tells_demands_guidance_promise_and_unit_and_writes_nothing()
    {
        var li = await site.As("li");
        await li.Open("/cases/new");
        var before = await site.Db(db => db.Cases.CountAsync());
        await Choose(li.Fill("渠道", "来电").Fill("类别", "求助").Fill("诉求内容", "家里燃气表不走字了"), "其他部门").Press("查一下");
        Assert.Equal(HttpStatusCode.OK, li.Status);
        Assert.Equal("家里燃气表不走字了", li.Value("诉求内容"));
        var look = li.All("#look")[0];
        Assert.Contains("“我们会在 3月9日 周一 17:30 前联系您。”", look);
        Assert.Contains("由李娟首问负责", look);
        Assert.Contains("3個工作日內主動與您聯系", look);
        Assert.Contains("客户姓名 第八條(二)1", look);
        Assert.Contains("客户说到：燃气表、不走字", look);
        await li.Press("选它", "运行部");
        Assert.Equal(Requests.Ops, li.Value("承办部门"));
        Assert.Equal("家里燃气表不走字了", li.Value("诉求内容"));
        Assert.Equal(before, await site.Db(db => db.Cases.CountAsync()));
    }

    [Fact]
    public async Task A_customer_who_called_before_is_known_by_the_number()
    {
        var row = await site.Called(phone: "13700001111", name: "孙大爷", content: "楼道里的阀门锈了");
        var li = await site.As("li");
        await li.Open("/cases/known?phone=137 0000 1111");
        var known = li.Page.QuerySelector("#known")!.TextContent;
        Assert.Contains("孙大爷", known);
        Assert.Contains("城东花园 3 栋 502", known);
        Assert.Contains(row.Number, known);
        Assert.Contains("首问 服务大厅李娟", known);
        await li.Open("/cases/known?phone=1370000");
        Assert.DoesNotContain("孙大爷", li.Page.QuerySelector("#known")!.TextContent);

        // A colleague of another unit learns who is on it, so that he can say so, and nothing else.
        var hu = await site.As("hu");
        await hu.Open("/cases/new");
        await hu.Fill("联系电话", "13700001111").Press("查一下");
        Assert.Equal("13700001111", hu.Value("联系电话"));
        var told = hu.Page.QuerySelector("#known")!.TextContent;
        Assert.Contains(row.Number, told);
        Assert.Contains("首问 服务大厅李娟", told);
        Assert.DoesNotContain("孙大爷", told);
        Assert.DoesNotContain("阀门", told);
        Assert.DoesNotContain("城东花园", told);
    }

    [Fact]
    public async Task What_was_registered_already_is_shown_before_it_is_registered_again()
    {
        var row = await site.Called(phone: "13600009999", content: "小区门口的调压箱有嗡嗡的响声");
        await site.Called(phone: "13600009998", content: "想问一下发票怎么开");
        var li = await site.As("li");
        await li.Open("/cases/new");
        await li.Fill("诉求内容", "调压箱嗡嗡的响声很大，在小区门口").Press("查一下");
        var alike = li.All("#look .traces");
        Assert.Contains(row.Number, Assert.Single(alike));
        Assert.Contains("待移交 · 首问 服务大厅李娟", alike[0]);
        Assert.DoesNotContain("发票", alike[0]);
        // The same caller with another matter is known, not taken for a repetition.
        await li.Fill("联系电话", "13600009999").Fill("地址", "城东花园 3 栋 502").Fill("诉求内容", "热水器要移到阳台").Press("查一下");
        Assert.Empty(li.All("#look .traces"));
        Assert.Contains(row.Number, li.All("#known")[0]);
    }

    [Fact]
    public async Task Pressing_twice_registers_once()
    {
        var li = await site.As("li");
        await li.Open("/cases/new");
        Typed(li, "阳台的报警器一直响");
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)li.Page.QuerySelector("form.register")!;
        await li.Submit(form);
        var first = li.Path;
        await li.Submit(form);
        Assert.Equal(first, li.Path);
        Assert.Equal(1, await site.Db(db => db.Cases.CountAsync(row => row.Content == "阳台的报警器一直响")));
    }

    [Fact]
    public async Task Somebody_on_duty_begins_with_the_channel_of_the_shift()
    {
        var shift = await site.Db(db => db.RosterShifts.SingleAsync(one => one.PersonId == "li" && one.From <= site.Clock.Now && one.To > site.Clock.Now));
        var li = await site.As("li");
        await li.Open("/cases/new");
        Assert.Equal(shift.Channel, li.Value("渠道"));
        var zhao = await site.As("zhao");
        await zhao.Open("/cases/new");
        Assert.Equal("phone", zhao.Value("渠道"));
    }
}

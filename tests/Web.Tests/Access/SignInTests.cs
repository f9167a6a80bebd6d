using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Shouwen.Tests.Access;

public class SignInTests(TownSite site) : IClassFixture<TownSite>
{
    [Theory]
    [InlineData("li")]
    [InlineData("LI")]
    [InlineData("13800000001")]
    public async Task An_account_or_a_phone_opens_the_desk(string account)
    {
        var visitor = site.Visitor();
        await visitor.SignIn(account, TownSite.Password);
        Assert.Equal(("/desk", "我的工作台"), (visitor.Path, visitor.Title));
        Assert.Contains("李娟，今天是3月4日 周三", visitor.Text);
    }

    [Theory]
    [InlineData("zhao", "wrong-password")]
    [InlineData("nobody", TownSite.Password)]
    public async Task A_wrong_password_and_an_unknown_account_get_the_same_answer_and_keep_the_account(string account, string password)
    {
        var visitor = site.Visitor();
        await visitor.SignIn(account, password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("账号或密码不对", visitor.Text);
        Assert.Equal(account, visitor.Value("账号或手机号"));
        Assert.Equal("", visitor.Value("密码"));
    }

    [Fact]
    public async Task Empty_fields_are_named_beside_them()
    {
        var visitor = site.Visitor();
        await visitor.SignIn("", "");
        Assert.Equal(("请填写账号或手机号", "请填写密码"), (visitor.Error("账号或手机号"), visitor.Error("密码")));
    }

    [Fact]
    public async Task The_fifth_wrong_password_locks_and_the_right_one_no_longer_opens()
    {
        var visitor = site.Visitor();
        for (var i = 0; i < 5; i++) await visitor.SignIn("sun", "wrong-password");
        await visitor.SignIn("sun", TownSite.Password);
        Assert.Contains("已锁定", visitor.Text);
        Assert.Equal("/sign-in", visitor.Path);
    }

    [Fact]
    public async Task After_signing_out_no_page_opens()
    {
        var visitor = await site.SignedIn("li");
        await visitor.Press("退出登录");
        Assert.Equal("已退出登录", visitor.Flash);
        await visitor.Open("/people");
        Assert.StartsWith("/sign-in", visitor.Path);
    }

    [Fact]
    public async Task Signing_in_leads_to_where_one_wanted_to_go_but_never_off_the_site()
    {
        var visitor = site.Visitor();
        await visitor.Open("/directory?q=发票");
        visitor.Fill("账号或手机号", "li").Fill("密码", TownSite.Password);
        await visitor.Press("登录");
        Assert.StartsWith("/directory?q=", visitor.Path);

        var other = site.Visitor();
        await other.Open("/sign-in?to=https://example.org/");
        other.Fill("账号或手机号", "li").Fill("密码", TownSite.Password);
        await other.Press("登录");
        Assert.Equal("/desk", other.Path);
    }

    [Fact]
    public async Task A_changed_password_replaces_the_old_one()
    {
        var visitor = await site.SignedIn("qian");
        await visitor.Open("/password");
        visitor.Fill("现在的密码", "not-this-one").Fill("新密码", "a-new-sentence").Fill("再输一次新密码", "a-new-sentence");
        await visitor.Press("修改密码");
        Assert.Equal("现在的密码不对", visitor.Error("现在的密码"));

        visitor.Fill("现在的密码", TownSite.Password).Fill("新密码", "a-new-sentence").Fill("再输一次新密码", "another");
        await visitor.Press("修改密码");
        Assert.Equal("两次输入的新密码不一样", visitor.Error("再输一次新密码"));

        visitor.Fill("现在的密码", TownSite.Password).Fill("新密码", "a-new-sentence").Fill("再输一次新密码", "a-new-sentence");
        await visitor.Press("修改密码");
        Assert.StartsWith("密码已修改", visitor.Flash);

        var again = site.Visitor();
        await again.SignIn("qian", TownSite.Password);
        Assert.Equal("/sign-in", again.Path);
        await again.SignIn("qian", "a-new-sentence");
        Assert.Equal("/desk", again.Path);
    }

    [Fact]
    public async Task Every_page_asks_for_sign_in_except_those_meant_for_everybody()
    {
        var open = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Distinct();
        var unexpected = open.Where(path => !Allowed.Any(allowed => path == allowed || path.StartsWith(allowed + "/", StringComparison.Ordinal)));
        Assert.Empty(unexpected);

        var visitor = site.Visitor();
        foreach (var path in new[] { "/", "/desk", "/people", "/people/new", "/units", "/directory", "/roster", "/password" })
        {
            await visitor.Open(path);
            Assert.StartsWith("/sign-in", visitor.Path);
        }
    }

    private static readonly string[] Allowed = ["/sign-in", "/setup", "/error", "/portal", "/p"];

    [Fact]
    public async Task A_form_that_is_not_ours_is_turned_away_with_a_sentence()
    {
        var visitor = await site.SignedIn("wang");
        await visitor.Post("/units/new", ("Code", "x"), ("Form.Name", "y"));
        Assert.Equal((HttpStatusCode.BadRequest, "页面已过期"), (visitor.Status, visitor.Title));
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        var visitor = await site.SignedIn("li");
        await visitor.Open("/nowhere");
        Assert.Equal((HttpStatusCode.NotFound, "没有找到"), (visitor.Status, visitor.Title));
    }

    [Fact]
    public async Task Every_entry_of_the_menu_opens()
    {
        var visitor = await site.SignedIn("li");
        var links = visitor.Page.QuerySelectorAll(".menu a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            await visitor.Open(link);
            Assert.Equal((HttpStatusCode.OK, link), (visitor.Status, visitor.Path));
        }
    }

    [Fact]
    public async Task Nothing_inline_may_run_and_nobody_may_frame_the_pages()
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var answer = await http.GetAsync(new Uri("/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.People;

public class PeopleTests(TownSite site) : IClassFixture<TownSite>
{
    private static Visitor NewPerson(Visitor visitor, string name, string account, string phone) => visitor
        .Fill("姓名", name).Fill("账号", account).Fill("手机", phone).Fill("部门", "运行部").Fill("岗位", "巡线工").Fill("初始密码", "first-password");

    [Fact]
    public async Task Somebody_added_signs_in_once_the_first_password_is_changed()
    {
        var admin = await site.SignedIn("wang");
        await admin.Open("/people");
        await admin.Follow("添加人员");
        await NewPerson(admin, "吴刚", "wu", "+86 138 0000 0010").Press("添加");
        Assert.Equal(("/people/wu", "吴刚"), (admin.Path, admin.Title));
        Assert.Contains("已添加吴刚", admin.Flash);

        var wu = site.Visitor();
        await wu.SignIn("13800000010", "first-password");
        Assert.Equal("/password", wu.Path);
        await wu.Open("/people");
        Assert.Equal("/password", wu.Path);
        wu.Fill("现在的密码", "first-password").Fill("新密码", "my-own-password").Fill("再输一次新密码", "my-own-password");
        await wu.Press("修改密码");
        Assert.Equal("/desk", wu.Path);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_the_field_and_what_was_typed_stays()
    {
        var admin = await site.SignedIn("wang");
        await admin.Open("/people/new");
        await NewPerson(admin, "", "li", "13800000001").Fill("初始密码", "short").Press("添加");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        Assert.Equal("请填写姓名", admin.Error("姓名"));
        Assert.Equal("账号“li”已有人使用", admin.Error("账号"));
        Assert.Equal("这个手机号已登记在别人名下", admin.Error("手机"));
        Assert.Equal("巡线工", admin.Value("岗位"));

        await NewPerson(admin, "郑爽", "zheng", "13800000011").Fill("初始密码", "short").Press("添加");
        Assert.Equal("密码至少 8 位", admin.Error("初始密码"));
    }

    [Theory]
    [InlineData("/people/new")]
    [InlineData("/people/zhao/edit")]
    [InlineData("/people/zhao/leave")]
    [InlineData("/units/new")]
    public async Task An_employee_may_not_edit_people_or_units(string path)
    {
        var li = await site.SignedIn("li");
        await li.Open(path);
        Assert.Equal((HttpStatusCode.Forbidden, "没有权限"), (li.Status, li.Title));
        await li.Open("/people");
        Assert.DoesNotContain("添加人员", li.All("a"));
    }

    [Fact]
    public async Task A_role_given_works_at_the_next_click_and_stays_on_record_when_taken()
    {
        var admin = await site.SignedIn("wang");
        var li = await site.SignedIn("li");
        await admin.Open("/people/li/edit");
        await admin.Tick("管理员").Press("保存");
        await li.Open("/people/new");
        Assert.Equal(HttpStatusCode.OK, li.Status);

        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        await admin.Open("/people/li/edit");
        await admin.Tick("管理员", false).Press("保存");
        await li.Open("/people/new");
        Assert.Equal(HttpStatusCode.Forbidden, li.Status);
        var held = await site.Db(db => db.Appointments.SingleAsync(a => a.PersonId == "li" && a.Role == Roles.Administrator));
        Assert.Equal(("wang", site.Clock.Now.ToUniversalTime()), (held.ById, held.Until!.Value));
    }

    [Fact]
    public async Task A_stale_form_says_what_changed_and_keeps_what_was_typed()
    {
        var first = await site.SignedIn("wang");
        var second = await site.SignedIn("wang");
        await first.Open("/people/zhou/edit");
        await second.Open("/people/zhou/edit");
        await first.Fill("岗位", "客服主管").Press("保存");
        await second.Fill("岗位", "客服组长").Press("保存");
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("客服主管", second.All(".problems").Single());
        Assert.Equal("客服组长", second.Value("岗位"));
        await second.Press("保存");
        Assert.Equal("客服组长", await site.Db(db => db.People.Where(p => p.Id == "zhou").Select(p => p.Post).SingleAsync()));
    }

    [Fact]
    public async Task A_head_hands_over_before_leaving_and_then_is_signed_out_everywhere()
    {
        var admin = await site.SignedIn("wang");
        var qian = await site.SignedIn("qian");
        await admin.Open("/people/qian/leave");
        Assert.Contains("仍是“运行部”的负责人", admin.Text);
        await admin.Submit(admin.Page.Forms.Single(f => f.QuerySelector("button[disabled]") is not null));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);

        var unit = await site.Db(db => db.Units.Where(u => u.Name == "运行部").Select(u => u.Id).SingleAsync());
        await admin.Open($"/units/{unit}/edit");
        await admin.Fill("负责人", "sun").Press("保存");
        await admin.Open("/people/qian/leave");
        await admin.Press("确认离开");
        Assert.Contains("钱伟已离开", admin.Flash);
        Assert.DoesNotContain(admin.All(".list-row"), row => row.StartsWith("钱伟", StringComparison.Ordinal));

        await qian.Open("/desk");
        Assert.StartsWith("/sign-in", qian.Path);
        await qian.SignIn("qian", TownSite.Password);
        Assert.Equal("/sign-in", qian.Path);
    }

    [Fact]
    public async Task Somebody_who_comes_back_is_an_employee_again_and_nothing_more()
    {
        var admin = await site.SignedIn("wang");
        await admin.Open("/people/zhao/leave");
        Assert.Contains("仍是“前台”的负责人", admin.Text);
        await admin.Open("/people/new");
        await NewPerson(admin, "冯程", "feng", "13800000012").Press("添加");
        await admin.Follow("离开");
        await admin.Press("确认离开");
        await admin.Open("/people/feng");
        Assert.Contains("离开", admin.All(".state").Single());
        await admin.Press("恢复在职");
        Assert.Contains("冯程已恢复在职", admin.Flash);
        Assert.Equal([Roles.Employee], await site.Db(db => db.Appointments.Where(a => a.PersonId == "feng" && a.Until == null).Select(a => a.Role).ToListAsync()));
    }

    [Fact]
    public async Task The_only_administrator_may_not_leave()
    {
        var admin = await site.SignedIn("wang");
        await admin.Open("/people/wang/leave");
        Assert.Contains("唯一的管理员", admin.Text);
    }

    [Fact]
    public async Task An_absence_is_recorded_by_oneself_or_ones_head_and_shows_in_the_list()
    {
        var zhou = await site.SignedIn("zhou");
        await zhou.Open("/people/zhou");
        zhou.Fill("从", "2026-03-04T09:00").Fill("到", "2026-03-04T08:00").Fill("事由", "外出、出差");
        await zhou.Press("登记");
        Assert.Equal("结束须在开始之后", zhou.Error("到"));
        Assert.Equal("2026-03-04T09:00", zhou.Value("从"));
        await zhou.Fill("到", "2026-03-04T17:30").Fill("代班人", "li").Press("登记");
        Assert.Contains("由李娟代", zhou.Text);
        await zhou.Open("/people");
        Assert.Contains(zhou.All(".list-row"), row => row.Contains("周洁") && row.Contains("离岗中"));

        await zhou.Open("/people/li");
        Assert.DoesNotContain("登记离岗", zhou.Text);
    }
}

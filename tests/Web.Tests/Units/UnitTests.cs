using Microsoft.EntityFrameworkCore;
using Shouwen.Web.People;
using Shouwen.Web.Setup;
using Xunit;

namespace Shouwen.Tests.Units;

public class UnitTests(TownSite site) : IClassFixture<TownSite>
{
    [Fact]
    public async Task A_new_unit_stands_below_its_parent_and_its_head_may_what_heads_may()
    {
        var wang = await site.SignedIn("wang");
        await wang.Open("/units");
        await wang.Follow("添加部门");
        await wang.Fill("代号", "patrol").Fill("名称", "巡线班").Fill("上级部门", "运行部").Fill("负责人", "li").Fill("职责", "巡线、阀门 检漏 repair").Press("添加");
        Assert.Equal("/units/patrol", wang.Path);
        Assert.Contains("巡线、阀门、检漏、报修", wang.Text);
        await wang.Open("/units");
        var rows = wang.All(".list-row .main b").ToList();
        Assert.Equal(rows.IndexOf("运行部") + 1, rows.IndexOf("巡线班"));

        var li = await site.SignedIn("li");
        await li.Open("/roster");
        Assert.Contains("添加班次", li.Text);
        Assert.Equal(1, await site.Db(db => db.Appointments.CountAsync(a => a.UnitId == "patrol" && a.Role == Roles.UnitHead && a.Until == null)));
    }

    [Fact]
    public async Task Decisions_see_the_organisation_as_it_is_on_record()
    {
        var (from, to) = (site.Clock.Now.AddHours(-2), site.Clock.Now.AddHours(6));
        var facts = await site.Db(async db =>
        {
            db.RosterShifts.Add(new() { Channel = "hotline", PersonId = "zhou", From = from, To = to });
            db.RosterShifts.Add(new() { Channel = "hotline", PersonId = "li", From = from.AddDays(-9), To = to.AddDays(-9) });
            db.Absences.Add(new() { PersonId = "zhou", From = from, To = to, Reason = "trip", SubstituteId = "li" });
            await db.SaveChangesAsync();
            return await OrganisationRows.Load(db, site.Clock.Now.AddDays(-1));
        });
        var operations = facts.Units.Single(u => u.Name == "运行部");
        Assert.Equal(("qian", "sun", "department"), (operations.Head, operations.Liaison, operations.Kind));
        Assert.Equal("客服中心", facts.Body("customer-service")!.Name);
        Assert.Equal("zhou", facts.OnDuty("hotline", site.Clock.Now));
        Assert.Equal("li", facts.AbsenceOf("zhou", site.Clock.Now)!.Substitute);
        Assert.Single(facts.Roster);
    }

    [Theory]
    [InlineData("New", "代号用小写字母开头，只含小写字母、数字和横线")]
    [InlineData("new", "代号“new”不能用，已被占用")]
    [InlineData("", "代号用小写字母开头，只含小写字母、数字和横线")]
    public async Task A_code_that_cannot_be_is_refused_beside_the_field(string code, string error)
    {
        var wang = await site.SignedIn("wang");
        await wang.Open("/units/new");
        await wang.Fill("代号", code).Fill("名称", "检漏班").Press("添加");
        Assert.Equal((error, "检漏班"), (wang.Error("代号"), wang.Value("名称")));
    }

    [Fact]
    public async Task No_unit_stands_below_itself()
    {
        var wang = await site.SignedIn("wang");
        await wang.Open("/units/new");
        await wang.Fill("代号", "north").Fill("名称", "城北站").Press("添加");
        await wang.Open("/units/new");
        await wang.Fill("代号", "north-one").Fill("名称", "城北一班").Fill("上级部门", "north").Press("添加");
        await wang.Open("/units/north/edit");
        await wang.Fill("上级部门", "north-one").Press("保存");
        Assert.Equal("上级部门不能是自己或自己的下级", wang.Error("上级部门"));
    }
}

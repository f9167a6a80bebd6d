using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Ui;

/// <summary>In a large organisation a name is typed where a small one has a list; without a script the name alone does.</summary>
public sealed class PickTests(PickTests.LargeSite site) : IClassFixture<PickTests.LargeSite>
{
    public sealed class LargeSite : WorldSite
    {
        protected override async Task Seed()
        {
            await base.Seed();
            await Db(async db =>
            {
                for (var i = 0; i < 80; i++)
                {
                    db.Units.Add(new Web.Units.Unit { Id = $"station{i}", Name = $"第{i}服务站", ParentId = "ops" });
                    db.People.Add(new Person { Id = $"p{i}", UserName = $"p{i}", NormalizedUserName = $"P{i}", DisplayName = i < 2 ? "何平" : $"何{i}", UnitId = $"station{i}" });
                }
                return await db.SaveChangesAsync();
            });
        }
    }

    [Fact]
    public async Task A_name_that_was_typed_is_the_unit_and_the_person_and_stays_readable()
    {
        var li = await site.As("li");
        await li.Open("/cases/new");
        Assert.Null(li.Page.QuerySelector("#form-unitid option[value=station70]"));
        await li.Fill("诉求内容", "燃气表不走字").Fill("承办部门", "第70服务站").Fill("客户要找的人", "何33（第33服务站）").Press("登记");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        Assert.Equal(("第70服务站", "何33（第33服务站）"), (li.Value("承办部门"), li.Value("客户要找的人")));
        await li.Fill("承办部门", "没有这个站").Press("登记");
        Assert.Equal("没有这个选项，请重新选择", li.Error("承办部门"));
        Assert.Equal("没有这个站", li.Value("承办部门"));
    }

    [Fact]
    public async Task A_name_that_two_bear_is_nobodys_until_the_unit_is_said()
    {
        var zhao = await site.As("zhao");
        await zhao.Open("/cases");
        await zhao.Fill("首问责任人", "何平").Press("查找");
        Assert.Equal("何平", zhao.Value("首问责任人"));
        await zhao.Fill("首问责任人", "何平（第1服务站）").Press("查找");
        Assert.Equal("何平（第1服务站）", zhao.Value("首问责任人"));
        await zhao.Fill("首问责任人", "li").Press("查找");
        Assert.StartsWith("李", zhao.Value("首问责任人"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_act_takes_the_unit_by_its_name()
    {
        var row = await site.Registered();
        var li = await site.As("li");
        await li.Open($"/cases/{row.Number}");
        await li.Fill("移交给哪个部门", "第5服务站").Press("移交", "移交给哪个部门");
        Assert.Equal("station5", await site.Db(db => db.Cases.Where(one => one.Id == row.Id).Select(one => one.PendingUnitId).SingleAsync()));
    }

    [Fact]
    public async Task What_fits_is_offered_while_it_is_typed()
    {
        var li = await site.As("li");
        foreach (var (query, found, not) in new[] { ("kind=unit&q=72", "第72服务站", "何72"), ("kind=person&q=何7", "何72（第72服务站）", "何33"), ("kind=anybody&q=72服", "第72服务站", "第73服务站") })
        {
            await li.Open($"/choices?{query}");
            var offered = li.Page.QuerySelectorAll("option").Select(option => option.GetAttribute("value")!).ToList();
            Assert.Contains(found, offered);
            Assert.DoesNotContain(offered, name => name.Contains(not, StringComparison.Ordinal));
        }
    }
}

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
                for (var i = 0; i < 70; i++) db.People.Add(new Person { Id = $"q{i}", UserName = $"q{i}", NormalizedUserName = $"Q{i}", DisplayName = $"钱{i}号", UnitId = "market" });
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

    [Theory]
    [InlineData("fang", "/people/new", "/people/sun/edit", "/people/sun", "/people/sun/hand-over", "/units/new", "/units/ops/edit", "/directory/0/edit", "/announcements/new", "/roster")]
    [InlineData("jian", "/findings", "/findings/new", "/findings/rewards", "/orders", "/orders/new", "/standing", "/standing/list?month=all", "/cases", "/cases/new")]
    public async Task Nobody_is_offered_a_list_of_everybody(string account, params string[] paths)
    {
        // Who has nothing has nothing to hand over.
        await site.Registered(by: "sun");
        var visitor = await site.As(account);
        foreach (var path in paths)
        {
            await visitor.Open(path);
            Assert.Equal((path, HttpStatusCode.OK), (visitor.Path, visitor.Status));
            Assert.True(visitor.Page.QuerySelectorAll("input[data-pick]").Length > 0, path);
            Assert.All(visitor.Page.QuerySelectorAll("input[data-pick]"), field => Assert.Single(visitor.Page.QuerySelectorAll($"datalist#{field.GetAttribute("list")}")));
            Assert.True(visitor.Page.QuerySelectorAll("option, input[type=checkbox]").Length < 150, $"{path}: {visitor.Page.QuerySelectorAll("option, input[type=checkbox]").Length}");
        }
    }

    [Fact]
    public async Task Forms_take_the_names_and_say_which_is_none()
    {
        var fang = await site.As("fang");
        await fang.Open("/directory/0/edit");
        await fang.Fill("事项", "换表").Fill("负责的部门", "没有这个站").Press("保存");
        Assert.Equal(("没有这个部门，请重新选择", "没有这个站"), (fang.Error("负责的部门"), fang.Value("负责的部门")));
        await fang.Fill("负责的部门", "第9服务站").Press("保存");
        Assert.Equal("station9", await site.Db(db => db.DirectoryEntries.Where(one => one.Matter == "换表").Select(one => one.UnitId).SingleAsync()));
        await fang.Open("/units/ops/edit");
        await fang.Fill("联络员", "何33（第33服务站）").Press("保存");
        Assert.Equal("p33", await site.Db(db => db.Units.Where(one => one.Id == "ops").Select(one => one.LiaisonId).SingleAsync()));
        await fang.Open("/announcements/new");
        await fang.Fill("标题", "周六照常营业").Fill("对客户怎么说（口径）", "大厅周六上午照常营业").Fill("部门 1", "第3服务站").Fill("部门 2", "第4服务站").Tick("全部部门", false).Press("发布");
        Assert.Equal(["station3", "station4"], (await site.Db(db => db.Announcements.Where(one => one.Title == "周六照常营业").SingleAsync())).Units.Order(StringComparer.Ordinal));
        var jian = await site.As("jian");
        await jian.Open("/orders/new");
        await jian.Fill("督办哪个部门", "第99服务站").Fill("督办事项和要求", "请尽快上门").Press("下达");
        Assert.Equal("没有这个部门，请重新选择", jian.Error("督办哪个部门"));
    }

    [Fact]
    public async Task A_long_list_comes_page_by_page_and_has_everybody_once()
    {
        var fang = await site.As("fang");
        var active = await site.Db(db => db.People.CountAsync(person => person.Active));
        Assert.Equal(active, await Pages("/people", ".list .main", link => link.GetAttribute("href")!));
        Assert.Equal(71, await Pages("/people?q=%E9%92%B1", ".list .main", link => link.GetAttribute("href")!));
        Assert.Equal(active, await Pages("/whereabouts", ".rooms li", line => $"{line.Closest("section")!.QuerySelector("h2")!.TextContent} {line.QuerySelector("b")!.TextContent}"));
        Assert.Equal(await site.Db(db => db.Units.CountAsync()), await Pages("/standing/contacts", ".contacts li", line => line.Id!));

        async Task<int> Pages(string path, string lines, Func<AngleSharp.Dom.IElement, string> name)
        {
            var (seen, pages) = (new List<string>(), 0);
            for (string? next = path; next is not null; next = fang.Page.QuerySelector("nav.pages a")?.GetAttribute("href"))
            {
                await fang.Open(next);
                Assert.Equal(HttpStatusCode.OK, fang.Status);
                seen.AddRange(fang.Page.QuerySelectorAll(lines).Select(name));
                pages++;
            }
            Assert.InRange(pages, 2, 5);
            Assert.Equal(seen.Count, seen.Distinct().Count());
            return seen.Count;
        }
    }
}

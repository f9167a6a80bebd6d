using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Tests.Complaints;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Units;
using Xunit;

namespace Shouwen.Tests.Announcements;

/// <summary>The gas company under the regulation that says what to do when the press calls or somebody is hurt, with the bodies it names.</summary>
public sealed class IncidentSite : WorldSite
{
    protected override Task Seed() => Db(async db =>
    {
        await World.Found(db, Services.GetRequiredService<IPasswordHasher<Person>>(), Services.GetRequiredService<Offered>(), ["wuhan-gas"], Clock.Now.AddDays(-10), Clock.Now);
        foreach (var (id, name, role, head) in ((string, string, string, string)[])[("press", "传讯组", "communications", "yao"), ("board", "服务管理委员会", "committee", "lu"), ("risks", "风险管理部", "risk", "chen")])
            db.Units.Add(new Unit { Id = id, Name = name, Kind = "department", Role = role, ParentId = "company", Phone = "5180-700", Place = "三楼", Scope = [], HeadId = head, LiaisonId = head, ContactId = head });
        await db.SaveChangesAsync();
        return true;
    });
}

/// <summary>特殊情况 on the pages: what is to be reported at once and by whom, who leads, and what staff may not say.</summary>
public sealed class IncidentTests(IncidentSite site) : IClassFixture<IncidentSite>
{
    private static string Shown(Visitor visitor) => visitor.Page.QuerySelector(".incident")!.TextContent;

    [Fact]
    public async Task The_press_asks_and_the_clerk_reports_at_once_and_says_nothing()
    {
        var row = await site.Registered(by: "li", unit: "ops", content: "晚报记者问昨天为什么停气", channel: "window");
        var walk = new Walking(site, row.Number);
        var li = await walk.May("li", "flag", ("flags", "media"));
        Assert.Contains("媒体介入", Shown(li), StringComparison.Ordinal);
        Assert.Matches("上报部门主管及传讯组，由.*李娟办\\s+还没有做", Shown(li));
        Assert.Contains("第二十九条", Shown(li), StringComparison.Ordinal);
        Assert.Contains("不发表意见和看法", li.Page.QuerySelector(".incident .forbidden")!.TextContent, StringComparison.Ordinal);
        await walk.MayNot("li", "answer", "不发表意见和看法", ("reply", "听说是施工挖断的"));
        li = await walk.May("li", "report-media", ("to", "zhao"), ("text", "晚报记者在大厅"));
        Assert.Contains("还没有做", Shown(li), StringComparison.Ordinal);
        li = await walk.May("li", "report-media", ("to", "unit:press"), ("text", "晚报记者在大厅"));
        Assert.Matches("上报部门主管及传讯组，由.*李娟办\\s+已做", Shown(li));
        foreach (var person in (string[])["zhao", "yao"])
            Assert.NotEqual(0, await site.Db(db => db.Notices.CountAsync(notice => notice.PersonId == person && notice.CaseId == row.Id && notice.Text.Contains("媒体"))));
    }

    [Fact]
    public async Task Somebody_is_hurt_and_the_head_leads_the_committee_instructs_and_risk_takes_over()
    {
        var row = await site.Registered(by: "ma", unit: "ops", content: "灶具爆燃烧伤了手，厨房也烧坏了");
        var walk = new Walking(site, row.Number);
        await walk.May("ma", "transfer", ("unit", "ops"), ("mode", "phone"));
        await walk.May("sun", "take-over");
        var ma = await walk.May("ma", "flag", ("flags", "casualty"), ("flags", "property-loss"));
        Assert.Contains("人员伤亡", Shown(ma), StringComparison.Ordinal);
        Assert.Matches("提呈服务管理委员会批示，由.*马丽办\\s+还没有做", Shown(ma));
        Assert.Matches("交由风险管理部处置，由.*钱伟办", Shown(ma));
        Assert.Equal("qian", (await walk.Row()).HandlerId);
        await walk.MayNot("sun", "transfer", "现由钱伟办理", ("unit", "risks"), ("mode", "slip"));
        await walk.May("ma", "report-incident", ("to", "unit:board"), ("text", "一人烧伤送医"));
        Assert.NotEqual(0, await site.Db(db => db.Notices.CountAsync(notice => notice.PersonId == "lu" && notice.CaseId == row.Id)));
        await walk.May("lu", "instruct", ("text", "全力救治，查明原因"));
        var qian = await walk.May("qian", "transfer", ("unit", "risks"), ("mode", "slip"));
        Assert.Matches("交由风险管理部处置，由.*办\\s+已做", Shown(qian));
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Cases;
using Shouwen.Web.Journal;
using Shouwen.Web.People;
using Shouwen.Web.Roster;
using Xunit;

namespace Shouwen.Tests.HandOvers;

/// <summary>工作交接 on the site: one press makes the list, each taker accepts for himself, and nobody leaves with something in his hands.</summary>
public sealed class HandOverTests(WorldSite site) : IClassFixture<WorldSite>
{
    private Task<CaseRow> Now(CaseRow row) => site.Db(db => db.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id));

    private async Task<Visitor> Made(string by, string to, params CaseRow[] rows)
    {
        var giver = await site.As(by);
        await giver.Open($"/people/{by}/hand-over");
        giver.Fill("移交给", to).Fill("事由", "away").Fill("交接说明", "钥匙在前台");
        foreach (var thing in await site.Db(db => Desks.Held(db, by).Select(row => new { row.Id, row.Number }).ToListAsync()))
            if (rows.All(row => row.Id != thing.Id)) Untick(giver, thing.Number);
        await giver.Press("提出交接");
        Assert.StartsWith("/hand-overs/", giver.Path);
        return giver;
    }

    private static void Untick(Visitor visitor, string number)
    {
        if (visitor.All(".things label").FirstOrDefault(label => label.StartsWith(number, StringComparison.Ordinal)) is { } label) visitor.Tick(label, on: false);
    }

    [Fact]
    public async Task Each_item_is_the_givers_until_its_taker_accepts_it_and_then_stands_in_the_chain_of_the_case()
    {
        var (one, other) = (await site.Registered(by: "li"), await site.Registered(by: "li", content: "灶具打不着火"));
        var giver = await Made("li", "wu", one, other);
        Assert.Contains("待接收", giver.Text, StringComparison.Ordinal);
        Assert.Contains("钥匙在前台", giver.Text, StringComparison.Ordinal);
        Assert.Equal("li", (await Now(one)).FirstContactId);
        var taker = await site.As("wu");
        Assert.Contains("交接给您 2 项", taker.Text, StringComparison.Ordinal);
        await taker.Open(giver.Path);
        await taker.Press($"接收：{one.Number} {Web.Cases.Notices.Short(one.Content)}");
        Assert.Equal(("wu", "li"), ((await Now(one)).FirstContactId, (await Now(other)).FirstContactId));
        await taker.Fill($"不接收的原因：{other.Number} {Web.Cases.Notices.Short(other.Content)}", "我明天也休假").Press("不接收");
        Assert.Contains("仍由李娟负责", taker.Flash, StringComparison.Ordinal);
        await taker.Open($"/cases/{one.Number}");
        Assert.Contains("此前：李娟", taker.Text, StringComparison.Ordinal);
        Assert.Contains("接收了李娟交接的工作", taker.Text, StringComparison.Ordinal);
        var head = await site.As("zhao");
        Assert.Contains("没有接收", head.Text, StringComparison.Ordinal);
        await head.Open(giver.Path);
        await head.Press("剩下的 1 项由我接下");
        Assert.Equal("zhao", (await Now(other)).FirstContactId);
        await head.Open(giver.Path + "/print");
        Assert.Contains("接收人签字", head.Text, StringComparison.Ordinal);
        var name = $"organisation:hand-over-{giver.Path.Split('/')[^1]}";
        Assert.Empty(await site.Db(db => new Verifying(db, site.Services.GetRequiredService<Files>()).Look(name)));
    }

    [Fact]
    public async Task Who_is_none_of_them_does_not_find_the_list_and_the_taker_alone_accepts()
    {
        var row = await site.Registered(by: "ma");
        var giver = await Made("ma", "xu", row);
        var stranger = await site.As("hu");
        await stranger.Open(giver.Path);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, stranger.Status);
        await stranger.Open("/people/ma/hand-over");
        Assert.NotEqual("移交马丽的工作", stranger.Page.QuerySelector("h1")?.TextContent);
        var refused = Assert.IsType<Outcome.Refused>(await site.Try(row, "hand-over-desk", "hu", new Dictionary<string, object> { ["from"] = "ma", ["to"] = "hu", ["hand-over"] = $"hand-over-{giver.Path.Split('/')[^1]}", ["item"] = 1 }));
        Assert.Equal("not-taker", refused.Refusals[0].Code);
        await giver.Press($"收回：{row.Number} {Web.Cases.Notices.Short(row.Content)}");
        Assert.Contains("已收回", giver.Flash, StringComparison.Ordinal);
        var taker = await site.As("xu");
        Assert.DoesNotContain("交接给您", taker.All("section.call").Append(""), StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_during_an_absence_is_given_back_and_a_shift_goes_over_with_its_acceptance()
    {
        var row = await site.Registered(by: "deng");
        var shift = await site.Db(async db =>
        {
            var added = new RosterShift { Channel = "website", PersonId = "luo", From = site.Clock.Now.AddDays(20), To = site.Clock.Now.AddDays(20).AddHours(8) };
            db.RosterShifts.Add(added);
            await db.SaveChangesAsync();
            return added.Id;
        });
        var giver = await Made("deng", "xie", row);
        var taker = await site.As("xie");
        await taker.Open(giver.Path);
        await taker.Press("全部接收（1 项）");
        await taker.Press("交回邓洁 1 项");
        await giver.Open(taker.Path);
        await giver.Press("全部接收（1 项）");
        Assert.Equal("deng", (await Now(row)).FirstContactId);

        var ill = await site.As("luo");
        await ill.Open("/people/luo/hand-over");
        await ill.Fill("移交给", "pan").Tick("值班 网站").Press("提出交接");
        var stands = await site.As("pan");
        await stands.Open(ill.Path);
        await stands.Press("全部接收（1 项）");
        Assert.Equal("pan", (await site.Db(db => db.RosterShifts.AsNoTracking().SingleAsync(one => one.Id == shift))).PersonId);
    }

    [Fact]
    public async Task Whoever_is_on_shift_hands_over_from_the_desk_to_the_next()
    {
        var now = site.Clock.Now;
        var shift = await site.Db(db => db.RosterShifts.AsNoTracking().Where(one => one.From <= now && one.To > now && one.Channel == "visit").SingleAsync());
        await site.Registered(by: shift.PersonId);
        var clerk = await site.As(shift.PersonId);
        await clerk.Follow("交班");
        Assert.Equal($"/people/{shift.PersonId}/hand-over?reason=shift", clerk.Path + clerk.Page.Location.Search);
        Assert.Equal("shift", clerk.Value("事由"));
        Assert.NotEqual("", clerk.Value("移交给"));
    }

    [Fact]
    public async Task Nothing_chosen_or_nobody_to_take_it_is_said_and_what_was_typed_stays()
    {
        await site.Registered(by: "gao");
        var giver = await site.As("gao");
        await giver.Open("/people/gao/hand-over");
        await giver.Fill("移交给", "").Fill("交接说明", "图纸在柜子里").Press("提出交接");
        Assert.Contains("请选择接替的人", giver.Text, StringComparison.Ordinal);
        Assert.Contains("图纸在柜子里", giver.Page.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
    }
}

/// <summary>What somebody bears by name outside of any chain goes over too, and nobody leaves with it.</summary>
public sealed class PersonalTests(Standing.UpkeepSite site) : IClassFixture<Standing.UpkeepSite>
{
    private Task<string> Bearer(string matter, string name) => site.Db(db => db.Duties.Where(duty => duty.Matter == matter && duty.Stands && duty.Name == name).Select(duty => duty.BearerPersonId ?? "").SingleAsync());
    private Task<int> Number(string name, string bearer) => site.Db(db => db.Duties.Where(duty => duty.Stands && duty.Name == name && duty.BearerPersonId == bearer).Select(duty => duty.No).SingleAsync());
    private async Task Sound(string matter) => Assert.Empty(await site.Db(db => new Verifying(db, site.Services.GetRequiredService<Files>()).Look(matter)));

    [Fact]
    public async Task Measures_decisions_and_orders_go_over_item_by_item_and_come_back_after_the_absence()
    {
        // A measure of a meeting, an application that waits for him, an order he issued.
        var met = await site.Acting(acting => acting.Do(Acting.Standing, null, "hold-meeting", "xie", Shouwen.Fields.Of(new
        {
            matter = "例会", text = "改进", measures = new object[] { new { text = "夜班派单改由值班长复核", person = "qian", until = "2026-03-20T17:30" } },
        })));
        Assert.IsType<Outcome.Done>(met);
        var row = await site.Registered();
        await site.Done(row, "transfer", "li", new { unit = "ops", mode = "slip" });
        await site.Done(row, "take-over", "sun", new { });
        await site.Done(row, "request-extension", "sun", new { until = "2026-03-20T17:00", reason = "等配件" });
        var approver = await Bearer($"case:{row.Id}", "decide-extension");
        Assert.Equal("qian", approver);

        var head = await site.As("qian");
        await head.Open("/people/qian");
        await head.Fill("从", "2026-03-05T08:00").Fill("到", "2026-03-31T17:30").Fill("事由", "trip").Press("登记");
        Assert.Contains("离岗期间手上还有", head.Text, StringComparison.Ordinal);
        await head.Follow("移交给接替的人");
        Assert.Contains(head.All(".things label"), line => line.StartsWith($"{row.Number} 审批延期申请", StringComparison.Ordinal));
        Assert.Contains(head.All(".things label"), line => line.Contains("夜班派单改由值班长复核"));
        Assert.DoesNotContain(head.All(".things label"), line => line.Contains("学习岗位职责"));
        await head.Fill("移交给", "guo").Press("提出交接");
        Assert.StartsWith("/hand-overs/", head.Path);
        var page = head.Path;
        var guo = await site.As("guo");
        await guo.Open(page);
        await guo.Press(guo.All("button").Single(text => text.StartsWith("全部接收", StringComparison.Ordinal)));
        Assert.Contains("已接收", guo.Flash, StringComparison.Ordinal);
        Assert.Equal("guo", await Bearer($"case:{row.Id}", "decide-extension"));
        Assert.NotEqual(0, await Number("follow-measure", "guo"));
        await Sound($"case:{row.Id}");
        await Sound("organisation:organisation");
        await Sound($"organisation:hand-over-{page.Split('/')[^1]}");
        await guo.Open("/desk");
        Assert.Contains(guo.All("#owe .duty"), line => line.Contains("夜班派单改由值班长复核"));
        Assert.Contains("等配件", guo.Text, StringComparison.Ordinal);
        await guo.Open($"/standing/{await Number("follow-measure", "guo")}");
        Assert.Contains("接过", guo.Text, StringComparison.Ordinal);

        await guo.Open(page);
        await guo.Press(guo.All("button").Single(text => text.StartsWith("交回", StringComparison.Ordinal)));
        await head.Open(guo.Path);
        await head.Press(head.All("button").Single(text => text.StartsWith("全部接收", StringComparison.Ordinal)));
        Assert.Equal("qian", await Bearer($"case:{row.Id}", "decide-extension"));
        await Sound($"case:{row.Id}");
    }

    [Fact]
    public async Task An_order_is_pressed_by_whoever_took_it_over_and_nobody_leaves_with_one_in_hand()
    {
        Assert.IsType<Outcome.Done>(await site.Acting(acting => acting.Issue("jian", Shouwen.Fields.Of(new { unit = "safety", grade = "yellow", text = "隐患整改台账不全" }))));
        var order = await site.Db(db => db.Orders.AsNoTracking().SingleAsync(one => one.UnitId == "safety"));
        var admin = await site.As("fang");
        await admin.Open("/people/jian/leave");
        Assert.Contains("1 张督办单由本人督办", admin.Text, StringComparison.Ordinal);
        await admin.Follow("移交工作");
        await admin.Fill("移交给", "qiu").Fill("事由", "leaving").Press("提出交接");
        var page = admin.Path;
        var qiu = await site.As("qiu");
        await qiu.Open(page);
        await qiu.Press(qiu.All("button").Single(text => text.StartsWith("全部接收", StringComparison.Ordinal)));
        Assert.Equal("qiu", await site.Db(db => db.Orders.Where(one => one.Id == order.Id).Select(one => one.IssuerId).SingleAsync()));
        await Sound($"order:{order.Id}");
        await qiu.Follow(qiu.All("a").Single(text => text.Contains("隐患整改台账不全", StringComparison.Ordinal)));
        Assert.Contains("现由监察室邱云督办", qiu.Text, StringComparison.Ordinal);
        Assert.Contains("接过了简正督办的这张督办单", qiu.Text, StringComparison.Ordinal);
        var he = await site.As("he");
        Assert.Contains(he.All("#inbox .notice"), notice => notice.Contains("邱云接过"));
        await admin.Open("/people/jian/leave");
        Assert.DoesNotContain("督办单由本人督办", admin.Text, StringComparison.Ordinal);
    }
}

/// <summary>A project goes over whole, like a case.</summary>
public sealed class ProjectHandOverTests(Projects.ProjectSite site) : IClassFixture<Projects.ProjectSite>
{
    [Fact]
    public async Task A_project_has_another_lead_once_he_accepts_it_and_nobody_leaves_with_one()
    {
        var (number, key) = await site.Led("城北食品厂");
        var admin = await site.As("fang");
        await admin.Open("/people/hu/leave");
        Assert.Contains("1 个项目", admin.Text, StringComparison.Ordinal);
        var hu = await site.As("hu");
        await hu.Open("/people/hu/hand-over");
        await hu.Fill("移交给", "gao").Fill("事由", "leaving").Press("提出交接");
        var gao = await site.As("gao");
        await gao.Open(hu.Path);
        Assert.Contains($"项目 {number} 城北食品厂", gao.Text, StringComparison.Ordinal);
        await gao.Press(gao.All("button").Single(text => text.StartsWith("全部接收", StringComparison.Ordinal)));
        var name = key.ToString();
        Assert.Equal("gao", await site.Db(db => db.Projects.Where(row => row.Matter == name).Select(row => row.LeadId).SingleAsync()));
        Assert.Empty(await site.Db(db => new Verifying(db, site.Services.GetRequiredService<Files>()).Look(name)));
        await admin.Open("/people/hu/leave");
        Assert.DoesNotContain("个项目", admin.Text, StringComparison.Ordinal);
    }
}

/// <summary>What went to the wrong unit: after the window it is the taker's; the coordinating body rules, and the directory learns.</summary>
public sealed class MisroutingTests(WindowSite site) : IClassFixture<WindowSite>
{
    [Fact]
    public async Task After_the_window_the_watch_makes_it_the_takers_and_a_return_is_refused()
    {
        var row = await site.Registered();
        await site.Done(row, "transfer", "li", new { unit = "ops", mode = "slip" });
        site.Clock.Now = site.Clock.Now.AddHours(30);
        var scopes = site.Services.GetRequiredService<IServiceScopeFactory>();
        Assert.NotEqual(0, await Watch.Look(scopes, TestContext.Current.CancellationToken));
        var now = await site.Db(db => db.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id));
        Assert.Equal(("ops", null, (DateTimeOffset?)null, "awaiting-takeover"), (now.HandlerUnitId, now.HandlerId, now.ReturnBy, now.Status));
        var head = await site.As("qian");
        Assert.Contains("视为运行部接收", head.Text, StringComparison.Ordinal);
        var refused = Assert.IsType<Outcome.Refused>(await site.Try(row, "return", "qian", new { opinion = "不归" }));
        Assert.Equal("return-too-late", refused.Refusals[0].Code);
        await site.Done(row, "take-over", "sun", new { });
    }

    [Fact]
    public async Task A_ruling_is_a_precedent_the_next_clerk_is_shown()
    {
        var row = await site.Registered(content: "要检定膜式表的误差");
        await site.Done(row, "transfer", "li", new { unit = "ops", mode = "slip" });
        await site.Done(row, "dispute", "qian", new { unit = "safety", reason = "检定归安检部" });
        var clerk = await site.As("xie");
        await clerk.Open($"/cases/{row.Number}");
        await clerk.Fill("裁定由哪个部门承办", "safety").Fill("裁定理由", "检定设备在安检部").Fill("记入职责目录的事项", "膜式表检定").Fill("客户的说法", "检定膜式表、表误差").Press("裁定归属");
        Assert.Contains("已记录", clerk.Flash, StringComparison.Ordinal);
        var now = await site.Db(db => db.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id));
        Assert.Equal(("safety", null), (now.HandlerUnitId, now.DisputedAt));
        var next = await site.As("li");
        await next.Open("/directory?q=" + Uri.EscapeDataString("想检定膜式表"));
        Assert.Contains("裁定先例", next.Text, StringComparison.Ordinal);
        Assert.Contains("安检部", next.Text, StringComparison.Ordinal);
        Assert.Contains(row.Number, next.Text, StringComparison.Ordinal);
        var stranger = Assert.IsType<Outcome.Refused>(await site.Try(await site.Registered(), "dispute", "hu", new { reason = "不归" }));
        Assert.Equal("not-taker", stranger.Refusals[0].Code);
    }
}

/// <summary>The gas company with four working hours to return what went to the wrong unit.</summary>
public sealed class WindowSite : WorldSite
{
    protected override async Task Seed()
    {
        await base.Seed();
        await Db(async db =>
        {
            db.PackParameters.Add(new Web.Packs.PackParameter { Id = 9001, At = Clock.Now, PackId = "house", Name = "return-within", Value = "{working-hours: 4}", From = Clock.Now.AddDays(-1), ById = "fang" });
            return await db.SaveChangesAsync();
        });
    }
}

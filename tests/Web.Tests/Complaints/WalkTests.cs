using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Shouwen.Tests.Complaints;

/// <summary>An ordinary request, from the call to the archive: every transition by the people named for it, and by somebody else.</summary>
public sealed class OrdinaryWalkTests(WorldSite site) : IClassFixture<WorldSite>
{
    private const string Outside = "您不在这件诉求的责任链上";

    private async Task<Walking> Called(string content, string phone, string scope = "other-unit", string unit = "ops")
    {
        var (number, said) = await Walking.Register(site, "li", ("联系电话", phone), ("客户姓名", "陈女士"), ("渠道", "phone"), ("类别", "request"), ("诉求内容", content), ("地址", "锦绣花园 3 栋"), ("这件事归谁办", scope), ("承办部门", scope == "other-unit" ? unit : ""));
        Assert.True(number is not null, said);
        return new(site, number);
    }

    [Fact]
    public async Task Passed_on_handled_told_called_back_closed_and_archived()
    {
        // a1, a2: anybody takes it in and is its first contact; nobody may who has not signed in.
        var stranger = site.Visitor();
        await stranger.Open("/cases/new");
        Assert.StartsWith("/sign-in", stranger.Path);
        var walk = await Called("燃气表不走字", "13700000001");
        Assert.Equal("li", (await walk.Row()).FirstContactId);

        // a7 asked upward; a6 passed on; a8 taken over; a10 given back and passed on again.
        await walk.MayNot("jian", "refer-up", Outside, ("to", "zhao"));
        await walk.May("li", "refer-up", ("to", "zhao"), ("question", "归哪个部门"));
        await walk.MayNot("jian", "transfer", "现由李娟办理", ("unit", "ops"));
        await walk.May("li", "transfer", ("unit", "ops"), ("mode", "slip"));
        await walk.MayNot("li", "take-over", "由对方接手");
        await walk.MayNot("jian", "return", "只有接单部门或现办理人可以", ("opinion", "不归我们"));
        await walk.May("sun", "return", ("opinion", "请写明户号"));
        await walk.May("li", "transfer", ("unit", "ops"), ("mode", "slip"));
        await walk.May("sun", "take-over");

        // a12 contacted, a14 supported, a15 coordinated, a16 the customer's consent to the third party, a20 urged, a21 escalated.
        await walk.MayNot("jian", "contact", Outside, ("text", "已联系"));
        await walk.May("sun", "contact", ("text", "约好下午"));
        await walk.MayNot("jian", "ask-support", Outside, ("unit", "safety"));
        await walk.May("sun", "ask-support", ("unit", "safety"), ("text", "借检漏仪"));
        await walk.MayNot("jian", "coordinate", Outside, ("units", "safety"));
        await walk.May("sun", "coordinate", ("units", "safety"), ("text", "一起上门"));
        await walk.MayNot("jian", "consent-third-party", Outside, ("consented", "true"), ("text", "同意"));
        await walk.May("sun", "consent-third-party", ("consented", "true"), ("third-party", "表具厂家"), ("text", "客户电话里同意直接找厂家"));
        await walk.MayNot("jian", "urge", "只能催办、督办责任链上自己下游的环节", ("text", "快点"));
        await walk.May("li", "urge", ("text", "客户在等"));
        await walk.MayNot("jian", "escalate", Outside, ("to", "guo"));
        await walk.May("li", "escalate", ("to", "guo"), ("reason", "客户着急"));

        // a13 urgent handling is asked by one and decided by his leader.
        await walk.May("sun", "request-urgent", ("reason", "客户家有老人"));
        await walk.MayNot("sun", "decide-urgent", "本人的事项不能由本人审批", ("granted", "true"), ("due", "2026-03-05T17:30"));
        await walk.MayNot("jian", "decide-urgent", "只有承办部门的分管领导、首问责任人的分管领导可以批示急事特办", ("granted", "true"), ("due", "2026-03-05T17:30"));
        await walk.May("guo", "decide-urgent", ("granted", "true"), ("due", "2026-03-05T17:30"));

        // a22 more time.
        await walk.May("sun", "request-extension", ("until", "2026-03-06T17:30"), ("reason", "等配件"));
        await walk.MayNot("sun", "decide-extension", "本人的事项不能由本人审批", ("granted", "true"));
        await walk.MayNot("jian", "decide-extension", "由办理人的上级或分管领导决定", ("granted", "true"));
        await walk.May("qian", "decide-extension", ("granted", "true"));

        // a19 done, a23 told, a24 asked, a25 closed, a27 archived.
        await walk.MayNot("jian", "resolve", "现由孙强办理", ("result", "好了"));
        await walk.MayNot("li", "resolve", "现由孙强办理", ("result", "好了"));
        await walk.May("sun", "resolve", ("result", "已换表"));
        await walk.MayNot("jian", "inform", Outside, ("reply", "已换表"));
        await walk.MayNot("li", "close", "不能办结");
        await walk.May("li", "inform", ("reply", "表已换好，请放心使用"));
        await walk.MayNot("jian", "callback", Outside, ("rating", "satisfied"));
        await walk.May("deng", "callback", ("rating", "satisfied"), ("text", "很好"));
        await walk.MayNot("sun", "close", "只有首问责任人李娟可以办结");
        await walk.May("li", "close");
        await walk.MayNot("jian", "archive", "由首问责任人或综合管理部门归档");
        await walk.May("li", "archive");
        Assert.Equal("archived", await walk.Status());
    }

    [Fact]
    public async Task Answered_on_the_spot_and_told_why_not()
    {
        // a3, a4 within one's own post; a5 told at once what it takes.
        var walk = await Called("发票怎么开", "13700000002", "own-post");
        await walk.MayNot("jian", "answer", Outside, ("reply", "凭户号开"));
        await walk.May("li", "give-notice", ("matters", "开电子发票"), ("materials", "户号"), ("steps", "公众号申请"));
        await walk.MayNot("jian", "give-notice", Outside, ("matters", "x"));
        await walk.MayNot("jian", "promise", Outside, ("until", "2026-03-06T17:30"));
        await walk.May("li", "promise", ("until", "2026-03-06T17:30"));
        await walk.May("li", "answer", ("reply", "凭户号在公众号可以开电子发票"));
        await walk.May("li", "close");

        // a18 nobody's of this house: guided on.
        walk = await Called("自来水停了", "13700000003", "outside");
        await walk.MayNot("jian", "guide", Outside, ("place", "自来水公司"));
        await walk.May("li", "guide", ("place", "自来水公司"), ("phone", "96100"), ("text", "已告知电话"));

        // a9 led there, a11 who cannot leave says where, a17 cannot be done: said and reported upward.
        walk = await Called("要移表", "13700000004", unit: "market");
        await walk.May("li", "transfer", ("unit", "market"), ("mode", "escort"));
        await walk.May("hu", "take-over");
        await walk.MayNot("jian", "declare-unsolvable", "现由胡艳办理", ("reason", "承重墙"));
        await walk.May("hu", "declare-unsolvable", ("reason", "承重墙上不能开孔"));
        Assert.Contains(await site.Db(db => db.Notices.Where(notice => notice.PersonId == "chen").Select(notice => notice.Text).ToListAsync()), text => text.Contains(walk.Number));
        await walk.May("hu", "explain", ("reason", "承重墙不能开孔，建议改走厨房外墙"));
    }
}

/// <summary>A complaint, from the claim to the look for reprisals.</summary>
public sealed class ComplaintWalkTests(CityGasSite site) : IClassFixture<CityGasSite>
{
    private async Task<Walking> Complained(string phone)
    {
        var (number, said) = await Walking.Register(site, "ma", ("联系电话", phone), ("客户姓名", "田女士"), ("渠道", "complaint-phone"), ("类别", "complaint"), ("诉求内容", "抄表员态度恶劣"), ("这件事归谁办", "other-unit"), ("承办部门", "ops"),
            ("被投诉的部门或人", "feng"), ("投诉人要什么结果", "当面道歉"));
        Assert.True(number is not null, said);
        var walk = new Walking(site, number);
        await walk.May("ma", "transfer", ("unit", "ops"));
        await walk.May("sun", "take-over");
        return walk;
    }

    [Fact]
    public async Task Investigated_reported_verified_judged_answered_and_watched_over()
    {
        var walk = await Complained("13700000011");

        // b3 only customer service investigates, b4 and notes who stands in the way.
        await walk.MayNot("qian", "investigate", "第三十二条", ("text", "查过了"));
        await walk.MayNot("jian", "investigate", "第三十二条", ("text", "查过了"));
        await walk.May("xie", "investigate", ("text", "调取通话录音"));
        await walk.MayNot("jian", "obstruct", "您不在这件诉求的责任链上", ("unit", "ops"), ("text", "不给抄表记录"));
        await walk.May("xie", "obstruct", ("unit", "ops"), ("text", "不给抄表记录"));
        Assert.Contains("第四十一条四", (await walk.At("jian")).Text);

        // b5 the unit reports, b6 customer service verifies and sends it back once.
        await walk.MayNot("jian", "unit-report", "您不在这件诉求的责任链上", ("report", "x"));
        await walk.May("qian", "unit-report", ("report", "双方言语都有不当"));
        await walk.MayNot("qian", "verify", "第十条三", ("ok", "true"));
        await walk.May("xie", "verify", ("ok", "false"), ("text", "没有写明经过"));
        await walk.May("qian", "unit-report", ("report", "三月三日上门时高声争执，已核实录音"));
        await walk.May("deng", "verify", ("ok", "true"));
        Assert.Equal("verified", (await walk.Row()).Complaint);

        // b7 the verdict is customer service's, and says why.
        await walk.MayNot("qian", "determine", "第三十二条", ("verdict", "invalid"), ("reason", "unsubstantiated"));
        await walk.MayNot("xie", "determine", "第八条五(一)", ("verdict", "valid"), ("severity", "ordinary"));
        await walk.MayNot("xie", "determine", "第九条二", ("verdict", "valid"), ("severity", "major"), ("causes", "attitude"), ("criteria", "supervised"));
        await walk.May("xie", "determine", ("verdict", "valid"), ("severity", "ordinary"), ("causes", "attitude"), ("grounds", "录音证实"));
        Assert.Equal(("determined", "ordinary"), ((await walk.Row()).Complaint, (await walk.Row()).Verdict));

        // b9 the notice, b10 the opinion within the time the clause gives.
        await walk.MayNot("jian", "receive-notice", "您不在这件诉求的责任链上");
        await walk.May("qian", "receive-notice");
        var opinion = await site.Db(db => db.Duties.AsNoTracking().Where(duty => duty.CaseId == walk.Row().Result.Id && duty.Name == "file-opinion" && duty.Stands).SingleAsync());
        Assert.Equal(("ops", "working-days 5", "第三十九条"), (opinion.BearerUnitId, opinion.Limit, opinion.Clause));
        await walk.MayNot("jian", "file-opinion", "您不在这件诉求的责任链上", ("opinion", "x"));
        await walk.May("qian", "file-opinion", ("opinion", "批评教育，当面道歉"));
        Assert.Equal("opinion", (await walk.Row()).Complaint);
        // b11 the deduction waits for a person's decision.
        Assert.Equal(1, await site.Db(db => db.Findings.CountAsync(finding => finding.CaseId == walk.Row().Result.Id && finding.Kind == "valid-complaint" && finding.AgainstUnitId == "ops")));

        // A verdict is changed with a reason alone, by those who may judge.
        await walk.MayNot("qian", "determine", "第三十二条", ("verdict", "invalid"), ("reason", "unsubstantiated"), ("grounds", "x"));
        await walk.MayNot("xie", "determine", "改变认定要写明理由", ("verdict", "valid"), ("severity", "ordinary"), ("causes", "delay"));

        // The reply is signed by somebody not concerned; b15 the first contact closes.
        await walk.MayNot("qian", "final-reply", "由客户服务或监督部门", ("reply", "x"));
        await walk.May("deng", "final-reply", ("reply", "经查属实，已批评教育，向您道歉"), ("seal", "客户服务部"));
        await walk.MayNot("xie", "close", "只有首问责任人马丽可以办结");
        await walk.May("deng", "callback", ("rating", "satisfied"));
        await walk.May("ma", "close");
        await walk.MayNot("qian", "check-retaliation", "由客户服务或监督部门", ("ok", "false"), ("text", "没有"));
        await walk.May("deng", "check-retaliation", ("ok", "false"), ("text", "客户说没有"));
        Assert.Equal("closed", (await walk.Row()).Complaint);
    }

    [Fact]
    public async Task Unfounded_or_beyond_the_house()
    {
        // b8 with the reason, and no deduction.
        var walk = await Complained("13700000012");
        await walk.MayNot("xie", "determine", "第八条五(二)", ("verdict", "invalid"));
        await walk.May("xie", "determine", ("verdict", "invalid"), ("reason", "out-of-scope"));
        Assert.Equal("out-of-scope", (await walk.Row()).Verdict);
        Assert.Equal(0, await site.Db(db => db.Findings.CountAsync(finding => finding.CaseId == walk.Row().Result.Id)));
        // b14 from anywhere into the path of incidents.
        await walk.May("ma", "flag", ("flags", "media"), ("reason", "电视台来采访"));
        await walk.MayNot("jian", "report-media", "您不在这件诉求的责任链上", ("to", "tang"));
        await walk.May("ma", "report-media", ("to", "tang"), ("text", "电视台来采访"));
    }
}

/// <summary>Items that a government office or a platform of government passes on.</summary>
public sealed class GovernmentWalkTests(CityGasSite site) : IClassFixture<CityGasSite>
{
    private Task<(string? Number, string Said)> Taken(string who, string channel, string phone) => Walking.Register(site, who, ("联系电话", phone), ("客户姓名", "孟女士"), ("渠道", channel), ("类别", "repair"), ("诉求内容", "楼道燃气管锈蚀"), ("这件事归谁办", "other-unit"), ("承办部门", "ops"));

    [Fact]
    public async Task A_government_item_goes_through_customer_service_both_ways()
    {
        // c1 to c4: received and passed on centrally, signed for and routed by the liaison.
        var (none, said) = await Taken("li", "citizen-hotline", "13700000021");
        Assert.Null(none);
        Assert.Contains("第十三条二", said);
        var walk = new Walking(site, (await Taken("deng", "citizen-hotline", "13700000021")).Number!);
        await walk.MayNot("jian", "transfer", "现由邓洁办理", ("unit", "ops"));
        await walk.May("deng", "transfer", ("unit", "ops"));
        await walk.MayNot("deng", "take-over", "由对方接手");
        await walk.May("sun", "take-over");
        await walk.MayNot("jian", "designate", "只有接单部门或现办理人可以", ("person", "feng"));
        await walk.May("sun", "designate", ("person", "feng"));

        // c5 a supervision letter: customer service has it investigated, c6 the unit reports, c7 customer service alone verifies.
        await walk.MayNot("feng", "supervise", "只能催办、督办责任链上自己下游的环节", ("text", "x"));
        await walk.May("xie", "supervise", ("text", "督办函：请报送调查报告"));
        await walk.MayNot("jian", "unit-report", "您不在这件诉求的责任链上", ("report", "x"));
        await walk.May("feng", "unit-report", ("report", "锈蚀系漏水所致"));
        await walk.MayNot("feng", "verify", "第十条三", ("ok", "true"));
        await walk.May("xie", "verify", ("ok", "true"));
        await walk.MayNot("jian", "resolve", "现由冯涛办理", ("result", "x"));
        await walk.May("feng", "resolve", ("result", "已除锈刷漆，检漏合格"));
        await walk.MayNot("jian", "report-back", "您不在这件诉求的责任链上", ("to", "unit:service"));
        await walk.May("feng", "report-back", ("to", "unit:service"), ("text", "已办完"));

        // c8 only customer service replies; c9 called back by hand; c10 checked by another body; c12 closed when both are done.
        await walk.MayNot("feng", "reply-government", "第十三条二", ("reply", "已办完"));
        await walk.May("xie", "reply-government", ("reply", "已除锈刷漆，检漏合格"));
        await walk.May("feng", "inform", ("reply", "已除锈刷漆，检漏合格"));
        await walk.MayNot("deng", "close", "第三十五条");
        await walk.MayNot("jian", "callback", "您不在这件诉求的责任链上", ("rating", "satisfied"));
        await walk.May("feng", "callback", ("rating", "satisfied"), ("text", "满意"));
        await walk.May("xie", "callback", ("rating", "satisfied"), ("kind", "spot-check"), ("text", "属实"));
        await walk.MayNot("feng", "close", "只有首问责任人邓洁可以办结");
        await walk.May("deng", "close");
        Assert.Equal("closed", await walk.Status());
    }

    [Fact]
    public async Task An_item_of_a_platform_is_fed_back_there_by_the_unit_itself()
    {
        // d1 to d6.
        var (none, said) = await Taken("sun", "gov-service-net", "13700000022");
        Assert.Null(none);
        Assert.Contains("第十三条三", said);
        var walk = new Walking(site, (await Taken("deng", "gov-service-net", "13700000022")).Number!);
        await walk.MayNot("jian", "transfer", "现由邓洁办理", ("unit", "ops"));
        await walk.May("deng", "transfer", ("unit", "ops"));
        await walk.MayNot("deng", "take-over", "由对方接手");
        await walk.May("sun", "take-over");
        await walk.MayNot("jian", "resolve", "现由孙强办理", ("result", "x"));
        await walk.May("sun", "resolve", ("result", "已通气"), ("reply", "已通气"));
        await walk.MayNot("jian", "feed-back", "您不在这件诉求的责任链上", ("platform", "政务服务网"));
        await walk.May("sun", "feed-back", ("platform", "政务服务网"), ("report", "已通气"));
        await walk.MayNot("deng", "close", "第三十五条");
        await walk.MayNot("jian", "callback", "您不在这件诉求的责任链上", ("rating", "satisfied"));
        await walk.May("sun", "callback", ("rating", "basic"));
        await walk.MayNot("sun", "close", "只有首问责任人邓洁可以办结");
        await walk.May("deng", "close");
    }

    [Fact]
    public async Task A_dissatisfied_customer_gets_rounds_with_a_cause_a_clock_and_a_callback()
    {
        var walk = new Walking(site, (await Taken("deng", "citizen-hotline", "13700000023")).Number!);
        await walk.May("deng", "transfer", ("unit", "ops"));
        await walk.May("sun", "take-over");
        await walk.May("sun", "resolve", ("result", "已刷漆"), ("reply", "已刷漆"));
        // r1 and c11: the word is the customer's.
        await walk.MayNot("sun", "judge-cause", "没有正在进行的重办", ("cause", "own"));
        await walk.May("sun", "callback", ("rating", "dissatisfied"), ("cause", "own"), ("text", "又锈了"));
        Assert.Equal("redo", await walk.Status());
        // r2 the unit judges the cause, r5 visits, r3 does it again, r6 asks again.
        await walk.MayNot("jian", "judge-cause", "您不在这件诉求的责任链上", ("cause", "own"));
        await walk.May("sun", "judge-cause", ("cause", "own"), ("text", "底漆没有干透"));
        await walk.MayNot("jian", "visit", "您不在这件诉求的责任链上", ("text", "x"));
        await walk.May("sun", "visit", ("text", "上门查看"));
        await walk.MayNot("deng", "close", "第三十六条");
        await walk.MayNot("jian", "resolve", "现由孙强办理", ("result", "x"));
        await walk.May("sun", "resolve", ("result", "打磨重刷"), ("reply", "已打磨重刷"));
        var page = await walk.May("sun", "callback", ("rating", "dissatisfied"), ("text", "颜色不对"));
        // The second failure is the head's; each round stands on the page.
        await page.Open($"/cases/{walk.Number}");
        Assert.Contains(page.All(".rounds li"), round => round.StartsWith("第 2 次重办", StringComparison.Ordinal) && round.Contains("钱伟"));
        Assert.Contains(page.All(".rounds li"), round => round.StartsWith("第 1 次重办", StringComparison.Ordinal) && round.Contains("底漆") is false && round.Contains("打磨重刷") && round.Contains("上门查看") && round.Contains("不满意"));
        // r4 beyond the house: explained again.
        await walk.May("qian", "judge-cause", ("cause", "out-of-scope"), ("text", "要求改成彩色，超出服务范围"));
        await walk.MayNot("jian", "explain", "您不在这件诉求的责任链上", ("reason", "x"));
        await walk.May("qian", "explain", ("reason", "燃气管须为黄色警示漆"));
        await walk.May("deng", "callback", ("rating", "satisfied"), ("kind", "manual"));
        await walk.May("deng", "close");
    }
}

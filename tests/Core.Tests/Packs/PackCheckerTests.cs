using Shouwen.Organisations;
using Shouwen.Judging;
using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

public class PackCheckerTests
{
    /// <summary>A rule for each clause of the head, so that only what is meant is found.</summary>
    private const string Carried = "open:\n  - {slot: a, why: 缺, clause: [一, 二], lines: [D.1]}\n";

    private const string Duty = "duty: answer, bearer: handler, from: register, clause: 一, lines: [D.1]";
    private const string Tail = "clause: 一, lines: [D.1]";

    private static List<Problem> Check(string sections) =>
        [.. PackChecker.Check([Read.Pack(Carried + sections)]).Where(problem => problem.Severity != Severity.Note)];

    [Fact]
    public void Packs_that_ship_and_drafts_have_nothing_wrong()
    {
        if (Read.RealPacks() is not { Count: > 0 } packs)
        {
            Assert.Skip("neither packs in the repository nor drafts beside it");
            return;
        }
        var obligations = Read.Obligations();
        foreach (var pack in packs.Select(pack => PackReader.Read(pack.Text, pack.File).Value!))
            Assert.Equal([], PackChecker.Check([pack], obligations).Where(problem => problem.Severity != Severity.Note).Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_sound_pack_gets_only_its_open_questions()
    {
        var problems = PackChecker.Check([Read.Pack(Carried + "set:\n  - {name: p, type: period, open: true, ask: 多久？, clause: 一, lines: [D.1]}\n"
            + "duties:\n  - {duty: train, bearer: hr, every: {set: p}, clause: 一, lines: [D.1]}\n")]);
        Assert.Equal(["待填 a：缺", "待定参数 p：多久？"], problems.Select(problem => problem.Reason));
        Assert.Equal(("demo.yaml", 7, "set-1", Severity.Note), (problems[1].File, problems[1].Line, problems[1].Rule!, problems[1].Severity));
    }

    [Fact]
    public void Money_whose_place_the_text_leaves_open_is_asked_only_once() =>
        Assert.Empty(Check("  - {slot: ledger-of-cash-fine, why: 归何处未写, " + Tail + "}\nconsequences:\n  - {propose: [{cash-fine: 200}], " + Tail + "}"));

    [Theory]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, clause: 三, lines: [D.1]}", "clauses 里没有 三")]
    [InlineData("findings:\n  - {finding: f, cites: [九], " + Tail + "}", "clauses 里没有引用的 九")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, clause: 一}", "规则没有 lines")]
    [InlineData("duties:\n  - {within: {set: x}, " + Duty + "}", "没有参数 x")]
    [InlineData("set:\n  - {name: x, type: period, default: month, ask: 多久？, " + Tail + "}\nduties:\n  - {within: {set: x}, " + Duty + "}", "参数 x 是 period")]
    [InlineData("set:\n  - {name: x, type: period, default: month, ask: 多久？, " + Tail + "}", "参数 x 没有规则用到")]
    [InlineData("duties:\n  - {if: {channel-class: company}, " + Duty + "}", "没有渠道类 company")]
    [InlineData("duties:\n  - {if: {kind-class: general}, " + Duty + "}", "没有诉求类 general")]
    [InlineData("consequences:\n  - {if: {finding: lte}, propose: [apology], " + Tail + "}\nfindings:\n  - {finding: late, cites: [一], " + Tail + "}", "没有违规 lte，是否想写 late")]
    [InlineData("consequences:\n  - {if: {count: {n: 2}}, propose: [apology], " + Tail + "}", "没有计数 n")]
    [InlineData("duties:\n  - {inside: x, " + Duty + "}", "没有编号为此的义务 x")]
    [InlineData("duties:\n  - {id: x, inside: x, " + Duty + "}", "inside 绕成了圈")]
    [InlineData("duties:\n  - {if: {all: [{scope: own-post}, {scope: outside}]}, " + Duty + "}", "永远不会成立")]
    [InlineData("duties:\n  - {if: {round: {over: 2, at-most: 2}}, " + Duty + "}", "永远不会成立")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: {when: callback, if: {rating: basic}}, if: {rating: dissatisfied}, " + Tail + "}", "矛盾")]
    [InlineData("words:\n  - {word: c, is: channel-class, says: 类, of: [phone], " + Tail + "}\nduties:\n  - {if: {channel-class: c, channel: visit}, " + Duty + "}", "永远不会成立")]
    [InlineData("gates:\n  - {act: answer, never: true, code: x, " + Tail + "}\nduties:\n  - {" + Duty + "}", "没有任何能做的行为")]
    [InlineData("gates:\n  - {act: guide, never: true, code: x, " + Tail + "}\n  - {act: close, needs: [{done: guide}], code: y, " + Tail + "}", "前置行为永远做不了")]
    [InlineData("gates:\n  - {act: answer, if: {scope: outside}, never: true, code: x, " + Tail + "}\nduties:\n  - {if: {scope: [outside, unclear]}, " + Duty + "}", "同样的情形下禁止")]
    [InlineData("ownership:\n  - {as: handler, who: first-asked, " + Tail + "}\n  - {as: handler, who: on-duty, if: {told: true}, " + Tail + "}", "永远轮不到")]
    [InlineData("visibility:\n  - {what: verdict, to: customer, show: true, " + Tail + "}\n  - {what: verdict, to: customer, show: false, " + Tail + "}", "相反的答案")]
    [InlineData("gates:\n  - {act: close, needs: [{ahead: {hours: 1}, of: inform}], code: x, " + Tail + "}", "没有义务 inform")]
    [InlineData("gates:\n  - {act: close, needs: [{ahead: {hours: 2}, of: answer}], code: x, " + Tail + "}\nduties:\n  - {within: {hours: 2}, " + Duty + "}", "永远来不及")]
    [InlineData("duties:\n  - {breach: {finding: f}, within: {hours: 2}, " + Duty + "}", "没有 from: breached")]
    [InlineData("findings:\n  - {finding: f, from: breached, against: handler, " + Tail + "}", "没有义务在 breach 中写 f")]
    [InlineData("duties:\n  - {breach: {finding: f}, within: prompt, " + Duty + "}\nfindings:\n  - {finding: f, from: breached, " + Tail + "}", "永远不会逾期")]
    [InlineData("consequences:\n  - {if: {clause: 二}, propose: [apology], " + Tail + "}\nfindings:\n  - {finding: f, cites: [一], " + Tail + "}", "没有 findings 规则承载或引用 二")]
    [InlineData("counts:\n  - {count: n, of: sanction, if: {sanction: demerit}, " + Tail + "}", "没有规则会提出")]
    [InlineData("consequences:\n  - {propose: [{cash-fine: 200}], " + Tail + "}", "无处入账")]
    [InlineData("consequences:\n  - {deduct: 2, " + Tail + "}", "deduct 没有 ledgers")]
    [InlineData("consequences:\n  - {catalogue: [demerit], closed: true, " + Tail + "}\n  - {propose: [apology], " + Tail + "}", "不在封闭的处理措施目录里")]
    [InlineData("consequences:\n  - {propose: [apology], wording: must, " + Tail + "}\n  - {propose: [apology], wording: may, " + Tail + "}", "一个是应当")]
    public void What_cannot_work_is_told(string sections, string reason)
    {
        var problem = Assert.Single(Check(sections));
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
        Assert.True(problem.Line > 5);
        Assert.NotNull(problem.Rule);
    }

    [Theory]
    [InlineData("gates:\n  - {act: close, needs: [{done: resolve}], code: x, " + Tail + "}\n  - {act: resolve, needs: [{done: close}], code: y, " + Tail + "}")]
    [InlineData("duties:\n  - {id: x, inside: y, " + Duty + "}\n  - {id: y, inside: x, " + Duty + "}")]
    public void Circles_are_told_on_each_of_their_rules(string sections) => Assert.Equal(2, Check(sections).Count);

    [Theory]
    [InlineData("duties:\n  - {if: {flag: media, not: {flag: casualty}}, " + Duty + "}")]
    [InlineData("duties:\n  - {if: {all: [{flag: media}, {flag: casualty}]}, " + Duty + "}")]
    [InlineData("duties:\n  - {if: {scope: {not: [own-post, own-unit, other-unit, several-units, outside, unclear]}}, " + Duty + "}")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: [{when: callback, if: {rating: basic}}, defer], if: {rating: dissatisfied}, " + Tail + "}")]
    [InlineData("duties:\n  - {if: {round: {over: 1, at-most: 2}}, " + Duty + "}")]
    [InlineData("gates:\n  - {act: answer, if: {scope: outside}, never: true, code: x, " + Tail + "}\nduties:\n  - {if: {scope: unclear}, " + Duty + "}")]
    [InlineData("gates:\n  - {act: answer, if: {scope: outside}, never: true, code: x, " + Tail + "}\nduties:\n  - {met-by: [answer, explain], " + Duty + "}")]
    [InlineData("gates:\n  - {act: close, needs: [{done: [guide, resolve]}], code: y, " + Tail + "}\n  - {act: guide, never: true, code: x, " + Tail + "}")]
    [InlineData("ownership:\n  - {as: handling-unit, by: territory, " + Tail + "}\n  - {as: handling-unit, by: scope, " + Tail + "}")]
    public void What_may_work_raises_no_alarm(string sections) => Assert.Equal([], Check(sections).Select(problem => problem.Reason));

    [Fact]
    public void A_declared_clause_that_nothing_carries_is_told_with_its_line()
    {
        var problem = Assert.Single(PackChecker.Check([Read.Pack("about:\n  - {what: goals, clause: 一, lines: [D.1]}\n")]));
        Assert.Equal((3, Severity.Error, "条款 二 没有规则承载，也没有列入 open"), (problem.Line, problem.Severity, problem.Reason));
    }

    [Fact]
    public void Lines_are_compared_with_the_list()
    {
        var pack = Read.Pack("about:\n  - {what: goals, clause: [一, 二], lines: [D.1, E.1]}\nguidance:\n  - {at: [answer], text: 文, clause: 一, lines: [D.2]}\n"
            + "gates:\n  - {act: close, never: true, code: x, clause: 一, lines: [D.3]}\n");
        Obligation[] list = [new("D.1", "demo", "meta"), new("D.2", "demo", "duty"), new("D.3", "demo", "soft"), new("D.4", "demo", "duty"), new("E.1", "other", "duty")];
        Assert.Equal(["D.4 没有规则承载", "E.1 不是本制度的行，是否想写 D.1", "D.2 是硬性义务，不能只靠提示", "D.3 是软性要求，不宜拒绝操作或判定违约"],
            PackChecker.Check([pack], list).Select(problem => problem.Reason));
        Assert.Empty(PackChecker.Check([pack]));
    }

    [Fact]
    public void What_an_organisation_lacks_for_a_pack_is_told_once_each()
    {
        var pack = Read.Pack(Carried + "rights:\n  - {who: {head: hr}, may: [approve], " + Tail + "}\n  - {who: [hr, risk, supervision, on-duty], may: [verify], " + Tail + "}\n");
        var now = new DateTimeOffset(2026, 3, 4, 10, 30, 0, TimeSpan.FromHours(8));
        var organisation = new Organisation(
            [new("u1") { Name = "法务部", Role = "risk" }, new("u2") { Name = "监察室", Role = "supervision", Head = "gone" }],
            [new("he") { Unit = "u2" }, new("gone") { Unit = "u2", Active = false }], [new("hotline", now.AddDays(-2), now.AddDays(-1), "he")]);
        Assert.Equal(["这部制度要用到人事部门，但没有部门担任", "法务部担任风险管理部门，但还没有人", "监察室担任监督部门，但没有负责人", "这部制度由值班人员接待，但没有排班"], Vacancies.Of(pack, organisation, now).Select(vacancy => vacancy.Sentence));
        var whole = new Organisation(
            [new("u0") { Role = "hr", Head = "he" }, new("u1") { Role = "risk", Head = "he" }, new("u2") { Role = "supervision", Head = "he" }],
            [new("he") { Unit = "u2" }], [new("hotline", now.AddDays(-2), now.AddHours(1), "he")]);
        Assert.Empty(Vacancies.Of(pack, whole, now));
    }

    [Fact]
    public void The_same_pack_twice_is_told()
    {
        var pack = Read.Pack(Carried);
        Assert.Equal(2, PackChecker.Check([pack, pack]).Count(problem => problem.Severity == Severity.Error));
    }
}

using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

public class PackReaderTests
{
    [Fact]
    public void The_head_is_read()
    {
        var reading = PackReader.Read(
            "pack: demo\ntitle: 示例\nissuer: 某单位\nnumber: 第1号\nversion: V1\nscript: zh-Hant\neffective: 2026-03-01\nclauses:\n  一: 甲\n", "demo.yaml");
        var pack = reading.Value!;
        Assert.Equal(("demo", "示例", "某单位", "第1号", "V1", "zh-Hant"), (pack.Id, pack.Title, pack.Issuer, pack.Number, pack.Version, pack.Script));
        Assert.Equal(new DateOnly(2026, 3, 1), pack.Effective);
        Assert.Equal(9, pack.ClauseLines["一"]);
        Assert.Equal("甲", pack.ClauseText("一"));
    }

    [Fact]
    public void The_effective_date_may_be_a_parameter() => Assert.Equal("day", Read.Pack("effective: {set: day}").EffectiveSet);

    [Fact]
    public void The_hash_looks_at_the_text_and_not_at_line_ends()
    {
        Assert.Equal(PackReader.Hash("a\nb"), PackReader.Hash("a\r\nb"));
        Assert.Equal("ba7816bf8f01", PackReader.Hash("abc"));
    }

    [Fact]
    public void A_rule_is_known_by_its_id_or_by_kind_and_number()
    {
        var pack = Read.Pack("""
            duties:
              - {duty: answer, bearer: handler, from: register, clause: 一, lines: [D.1], note: 记}
              - {duty: inform, id: tell, bearer: handler, from: register, clause: [二, 一], lines: [D.2, D.3], text: 文}
              - {duty: close, bearer: handler, from: told, clause: 一, lines: D.1}
            counts:
              - {count: n, of: urge, clause: 一, lines: [D.1]}
            """);
        Assert.Equal(["duty-1", "tell", "duty-3", "count-1"], pack.Rules.Select(rule => rule.Key));
        var tell = pack.Rules[1];
        Assert.Equal(("demo", 6, "二", "文", null), (tell.Pack, tell.Line, tell.Clause, tell.Text, tell.Note));
        Assert.Equal(["D.2", "D.3"], tell.Lines);
    }

    [Fact]
    public void Packs_that_ship_and_drafts_read_without_a_problem()
    {
        if (Read.RealPacks() is not { Count: > 0 } packs)
        {
            Assert.Skip("neither packs in the repository nor drafts beside it");
            return;
        }
        Assert.Equal([], packs.SelectMany(pack => PackReader.Read(pack.Text, pack.File).Problems).Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, wihtin: prompt, clause: 一}", 5, "不认识的键 wihtin，是否想写 within")]
    [InlineData("dutys: []", 4, "不认识的键 dutys，是否想写 duties")]
    [InlineData("gates:\n  - act: close\n    never: true\n    clause: 一", 5, "gates 的规则缺 code")]
    [InlineData("gates:\n  - {act: clsoe, never: true, code: x, clause: 一}", 5, "不认识的行为 clsoe，是否想写 close")]
    [InlineData("gates:\n  - {act: close, code: x, clause: 一}", 5, "only、never、needs 之中至少要写一个")]
    [InlineData("gates:\n  - {act: close, never: yes, code: x, clause: 一}", 5, "true 或 false")]
    [InlineData("gates:\n  - {act: close, never: true, only: hr, code: x, clause: 一}", 5, "never 只写 true")]
    [InlineData("gates:\n  - {act: close, needs: [{given: [resaon]}], code: x, clause: 一}", 5, "不认识的内容项 resaon，是否想写 reason")]
    [InlineData("gates:\n  - {act: close, needs: [{given: [to], holds: {told: true}}], code: x, clause: 一}", 5, "done、given、holds、ahead 之一")]
    [InlineData("gates:\n  - {act: close, needs: [{ahead: {working-days: 1}}], code: x, clause: 一}", 5, "ahead 与 of")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register}", 5, "缺 clause")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, every: month, clause: 一}", 5, "from、every、keep")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, within: prompt, until: promise, clause: 一}", 5, "within 和 until")]
    [InlineData("duties:\n  - {duty: redo, bearer: handler, from: callback, clause: 一}", 5, "redo 不是行为")]
    [InlineData("duties:\n  - {duty: answer, bearer: handlar, from: register, clause: 一}", 5, "不认识的角色 handlar，是否想写 handler")]
    [InlineData("duties:\n  - {duty: answer, bearer: {boss: handler}, from: register, clause: 一}", 5, "不认识的角色套词 boss")]
    [InlineData("duties:\n  - {duty: answer, bearer: {head: handler, unit: handler}, from: register, clause: 一}", 5, "角色外面只能套一个词")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: regster, clause: 一}", 5, "不认识的行为或事件 regster，是否想写 register")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: {if: {told: true}}, clause: 一}", 5, "这里缺 when")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: [], clause: 一}", 5, "不能为空")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, within: {working-day: 3}, clause: 一}", 5, "不认识的时限单位 working-day，是否想写 working-days")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, within: {hours: 0}, clause: 一}", 5, "1 到 9999")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, within: soon, clause: 一}", 5, "不认识的时限 soon")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, if: {scpoe: own-post}, clause: 一}", 5, "不认识的事实 scpoe，是否想写 scope")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, if: {scope: own-pots}, clause: 一}", 5, "不认识的值（scope） own-pots，是否想写 own-post")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, if: {told: yes}, clause: 一}", 5, "true 或 false")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, if: {round: two}, clause: 一}", 5, "不小于 0 的数")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, if: {round: {atleast: 2}}, clause: 一}", 5, "不认识的键 atleast，是否想写 at-least")]
    [InlineData("duties:\n  - {duty: answer, bearer: handler, from: register, if: [], clause: 一}", 5, "条件应是一组事实")]
    [InlineData("duties:\n  - {duty: callback, bearer: market, from: plan-sample, count: {share: 1.5, of: population}, clause: 一}", 5, "比例不能大于 1")]
    [InlineData("duties:\n  - duty: answer\n    bearer: handler\n    from: register\n    breach:\n      finding: [x]\n    clause: 一", 9, "应是一段文字")]
    [InlineData("duties:\n  - {duty: a, id: x, bearer: handler, from: told, clause: 一}", 5, "不认识的义务 a")]
    [InlineData("duties:\n  - {duty: answer, id: x, bearer: handler, from: told, clause: 一}\n  - {duty: inform, id: x, bearer: handler, from: told, clause: 一}", 6, "编号 x 重复")]
    [InlineData("duties:\n  - answer", 5, "这里应是一组键值")]
    [InlineData("set:\n  - {name: a, type: limit, ask: 多久？, clause: 一}", 5, "default、open 之中要写一个")]
    [InlineData("set:\n  - {name: a, type: limit, default: 3, ask: 多久？, clause: 一}", 5, "不认识的时限 3")]
    [InlineData("set:\n  - {name: a, type: date, default: 明天, ask: 哪天？, clause: 一}", 5, "日期写作")]
    [InlineData("set:\n  - {name: a, type: channels, default: [fax], ask: 哪些？, clause: 一}", 5, "不认识的渠道 fax")]
    [InlineData("words:\n  - {word: boss, is: body, says: 老总, clause: 一}", 5, "不认识的机构 boss")]
    [InlineData("words:\n  - {word: w, is: channel-class, says: 甲, clause: 一}", 5, "channel-class 要用 of")]
    [InlineData("consequences:\n  - {propose: [fine], clause: 一}", 5, "不认识的处理措施 fine")]
    [InlineData("consequences:\n  - {propose: [{cash-fine: {from: 200, to: 100}}], clause: 一}", 5, "from 大于 to")]
    [InlineData("consequences:\n  - {propose: [{apology: 3}], clause: 一}", 5, "apology 不带金额")]
    [InlineData("consequences:\n  - {propose: [], deduct: 2, clause: 一}", 5, "也只能写一个")]
    [InlineData("consequences:\n  - {deduct: 120, clause: 一}", 5, "不能大于 100")]
    [InlineData("rights:\n  - {who: hr, clause: 一}", 5, "who 和 may")]
    [InlineData("retention:\n  - {what: slip, years: 1.5, clause: 一}", 5, "不小于 1 的整数")]
    [InlineData("effective: 1.3.2026", 4, "日期写作")]
    public void A_word_outside_the_vocabulary_is_told_with_line_and_reason(string sections, int line, string reason)
    {
        var reading = PackReader.Read(Read.Head + sections, "demo.yaml");
        Assert.Null(reading.Value);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal(("demo.yaml", line), (problem.File, problem.Line));
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_lines()
    {
        var problems = PackReader.Read("pack: 甲\nfoo: 1\nabout:\n  - {what: goals}\n", "x").Problems;
        Assert.Equal([1, 1, 1, 2, 4], problems.Select(problem => problem.Line));
    }
}

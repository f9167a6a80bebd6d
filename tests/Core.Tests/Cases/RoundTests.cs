using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Telling the customer, calling back, doing it again, closing and keeping; and what the customer sees of it.</summary>
public class RoundTests
{
    private static Pack Callbacks { get; } = Story.Pack("callbacks", """
        duties:
          - {duty: inform, bearer: first-contact, owed-to: customer, from: resolve, within: same-day, met-by: [inform, told], clause: 一}
          - {duty: callback, bearer: customer-service, owed-to: customer, from: told, within: {working-days: 2}, clause: 一}
          - {duty: redo, bearer: handler, owed-to: customer, from: {when: callback, if: {rating: dissatisfied, cause: own}}, within: {working-days: 3}, met-by: resolve, clause: 二}
          - {duty: explain, bearer: first-contact, owed-to: customer, from: {when: callback, if: {rating: dissatisfied, cause: out-of-scope}}, within: {working-days: 1}, clause: 二}
        gates:
          - {act: close, if: {kind: complaint}, needs: [{done: [register, resolve, callback], in-order: true}], code: step-missing, clause: 三}
          - {act: close, if: {kind: complaint}, needs: [{holds: {satisfied: true}}], code: not-satisfied, clause: 三}
        retention:
          - {what: work-order, years: 5, clause: 三}
        """);

    private static Story Resolved(object? more = null) => new Story(Callbacks).Call(more).Does("li", "resolve", new { result = "已调压", reply = "已恢复供气" });

    [Fact]
    public void A_result_with_a_reply_tells_the_customer_and_one_without_does_not()
    {
        Resolved().Expect("status: informed, duties: [{duty: callback, bearer: service, due: 2026-03-05T17:30}], no-duties: [{duty: inform}]").Does("li", "close").Expect("status: closed");
        new Story(Callbacks).Call().Does("li", "resolve", new { result = "已调压" }).Expect("status: resolved, duties: [{duty: inform, state: open, due: 2026-03-03T17:30}], no-duties: [{duty: callback}]")
            .Refused("li", "close", "customer-not-told").Does("li", "inform", new { reply = "已恢复" }).Expect("duties: [{duty: inform, state: met}]").Does("li", "close");
    }

    [Theory]
    [InlineData("answer", "{\"reply\":\"八点开门\"}", "own-post", true)]
    [InlineData("explain", "{\"reason\":\"归电力公司\"}", "outside", true)]
    [InlineData("explain", "{\"reason\":\"正在修\"}", "own-unit", false)]
    [InlineData("progress", "{\"text\":\"正在修\"}", "own-unit", false)]
    [InlineData("guide", "{\"place\":\"二楼\"}", "other-unit", false)]
    public void What_counts_as_told(string act, string with, string scope, bool told) =>
        Assert.Equal(told, new Story().Call(new { scope }).Does("li", act, Fields.Parse(with)).Case.Told);

    [Fact]
    public void Guiding_tells_where_a_pack_lets_the_customer_be_sent_on()
    {
        var pack = Story.Pack("sends", "rights:\n  - {who: everyone, may: [guide], if: {scope: other-unit}, clause: 一}");
        Assert.True(new Story(pack).Call().Does("li", "guide", new { place = "二楼" }).Case.Told);
        Assert.False(new Story(pack).Call(new { scope = "own-unit" }).Does("li", "guide", new { place = "二楼" }).Case.Told);
    }

    [Fact]
    public void Nameless_and_vexatious_customers_may_be_exempted() => new Story().Call(new { customer = new { segment = "anonymous" } })
        .Refused("li", "close", "customer-not-told").Does("li", "exempt", new { reason = "匿名" }).Does("li", "close").Expect("status: closed");

    [Fact]
    public void A_dissatisfied_customer_gets_it_done_again_and_is_called_back_again()
    {
        var story = Resolved(new { kind = "complaint" }).Refused("li", "close", "step-missing, not-satisfied")
            .Does("he", "callback", new { rating = "dissatisfied", cause = "own" }).Expect("status: redo, first-contact: li, handler: li, duties: [{duty: callback, state: met}, {duty: redo, bearer: li, due: 2026-03-06T17:30}]")
            .Refused("li", "close", "redo-open, step-missing, not-satisfied")
            .Does("li", "resolve", new { result = "已换表", reply = "已换表" }).Expect("duties: [{duty: redo, state: met}, {duty: callback, state: open}]").Refused("li", "close", "step-missing, not-satisfied")
            .Does("he", "callback", new { rating = "basic" }).Expect("status: called-back").Does("li", "close").Expect("status: closed");
        Assert.Equal(2, story.Case.Round);
        Assert.Equal(2, story.Case.Duties.Count(duty => duty.Name == "callback"));
    }

    [Fact]
    public void A_redo_is_not_closed_over_whatever_the_packs_ask()
    {
        Story Unhappy(string cause) => new Story().Call().Does("li", "answer", new { reply = "好" }).Does("li", "callback", new { rating = "dissatisfied", cause }).Refused("li", "close", "redo-open");
        Unhappy("own").Does("li", "explain", new { reason = "已说明" }).Refused("li", "close", "redo-open").Does("li", "resolve", new { result = "已重修" }).Does("li", "close").Expect("status: closed");
        Unhappy("out-of-scope").Does("li", "explain", new { reason = "属市政管网" }).Does("li", "close").Expect("status: closed");
        Unhappy("own").Does("li", "callback", new { rating = "basic" }).Does("li", "close").Expect("status: closed");
    }

    [Fact]
    public void Who_needs_not_be_told_is_owed_no_telling_and_counts_as_told()
    {
        var pack = Story.Pack("tell", "duties:\n  - {duty: inform, bearer: first-contact, from: register, met-by: told, clause: 一}\ngates:\n  - {act: close, needs: [{holds: {told: true}}], code: untold, clause: 二}");
        new Story(pack).Call(new { customer = new { segment = "anonymous" } }).Refused("li", "close", "customer-not-told, untold").Does("li", "exempt", new { reason = "匿名" })
            .Expect("duties: [{duty: inform, state: waived}]").Does("li", "close").Expect("status: closed");
    }

    [Fact]
    public void What_is_out_of_scope_is_explained_instead() => Resolved().Does("he", "callback", new { rating = "dissatisfied", cause = "out-of-scope" })
        .Expect("duties: [{duty: explain, bearer: li}], no-duties: [{duty: redo}]").Does("li", "explain", new { reason = "属市政管网" }).Expect("duties: [{duty: explain, state: met}]");

    [Fact]
    public void A_callback_after_closing_opens_the_case_anew_when_the_customer_is_dissatisfied() => Resolved().Does("li", "close")
        .Does("he", "callback", new { rating = "unreachable" }).Expect("status: closed").Does("he", "callback", new { rating = "satisfied" }).Expect("status: closed")
        .Does("he", "callback", new { rating = "dissatisfied", cause = "own" }).Expect("status: redo, duties: [{duty: redo, state: open}]").Does("li", "resolve", new { result = "已换表", reply = "好" }).Does("li", "close").Expect("status: closed");

    [Fact]
    public void Of_several_ways_the_latest_counts_for_the_order_of_steps()
    {
        var pack = Story.Pack("order", "gates:\n  - {act: close, needs: [{done: {all: [register, [contact, visit], answer]}}], code: a, clause: 一}\n  - {act: archive, needs: [{done: [[visit, contact], answer], in-order: true}], code: b, clause: 一}");
        new Story(pack).Call().Does("li", "contact").Does("li", "answer", new { reply = "好" }).Does("li", "close").Does("li", "archive");
        new Story(pack).Call().Does("li", "contact").Does("li", "answer", new { reply = "好" }).Does("li", "close").Does("li", "visit").Refused("li", "archive", "b");
    }

    [Fact]
    public void An_archived_case_is_kept_as_long_as_the_longest_pack_says()
    {
        var longer = Story.Pack("longer", "set:\n  - {name: years, type: number, open: true, ask: 几年？, clause: 一}\nretention:\n  - {what: work-order, years: {set: years}, clause: 一}");
        Resolved().Does("li", "close").Expect("kept-until: —").Does("li", "archive").Expect("kept-until: 2031-03-03");
        Story.With("{years: 10}", Callbacks, longer).Call().Does("li", "answer", new { reply = "好" }).Does("li", "close").Does("li", "archive").Expect("kept-until: 2036-03-03");
        new Story(longer).Call().Does("li", "answer", new { reply = "好" }).Does("li", "close").Does("li", "archive").Expect("kept-until: —");
    }

    [Fact]
    public void The_customer_sees_who_answers_and_what_was_said_and_nothing_of_the_inner_work()
    {
        var story = new Story().Call().Does("li", "give-notice", new { matters = "过户", materials = new[] { "身份证", "房产证" }, steps = "填表" }).Does("li", "promise", new { until = "2026-03-05T12:00" })
            .Does("li", "transfer", new { unit = "ops", opinion = "踢给运行部" }).Does("li", "urge").Does("qian", "return", new { opinion = "不归我部" }).Does("li", "transfer", new { unit = "lab" }).Does("xu", "take-over")
            .Does("xu", "refer-up", new { to = "wu", question = "能不能免费" }).Does("xu", "progress", new { text = "已派师傅" })
            .Expect("customer-sees: [李小双, xu, 身份证、房产证, 过户, 已派师傅], customer-does-not-see: [踢给, 不归我部, 催办, 免费, ops, lab, '[']");
        var view = CustomerView.Of(new Scene(story.Regime, story.Case, null, story.Case.OpenedAt));
        Assert.Equal(("办理中", "李小双", "xu", story.Regime.Calendar.AddHours(story.Case.OpenedAt, TimeSpan.FromHours(51))), (view.Status, view.Answers, view.Handles, view.Promised));
    }

    [Fact]
    public void Banned_phrases_stop_a_reply_until_it_is_confirmed()
    {
        var pack = Story.Pack("polite", "banned:\n  - {phrases: [办不了], similar: true, at: [answer], clause: 二}");
        var story = new Story(pack).Call().Refused("li", "answer", "banned-phrase", new { reply = "这个办 不了啊" }).Does("li", "progress", new { text = "办不了" })
            .Does("li", "answer", new { reply = "这个办 不了啊", confirmed = true });
        Assert.Equal("一", Story.Pack("x", "banned:\n  - {phrases: [], clause: 一}").Rules[0].Clause);
        Assert.True(story.Case.Last("answer")!.With.IsTrue("confirmed"));
    }
}

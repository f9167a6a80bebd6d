using Shouwen.Cases;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Who may do what without any pack, and what an act must carry: as many refusals as successes.</summary>
public class WhoMayTests
{
    private static Story Called() => new Story().Call();
    private static Story InFlight() => Called().Does("li", "transfer", new { unit = "ops" });
    private static Story Taken() => InFlight().Does("sun", "take-over");
    private static Story Told() => Taken().Does("sun", "resolve", new { result = "已调压", reply = "已恢复" });
    private static Story Closed() => Told().Does("li", "close");

    private static Story Stage(string stage) => stage switch
    {
        "called" => Called(), "in-flight" => InFlight(), "taken" => Taken(), "told" => Told(), "closed" => Closed(),
        _ => Closed().Does("li", "archive"),
    };

    [Theory]
    [InlineData("called", "li", "transfer", "{\"unit\":\"ops\"}")]
    [InlineData("called", "zhao", "transfer", "{\"person\":\"sun\"}")]
    [InlineData("called", "li", "designate", "{\"person\":\"liu\"}")]
    [InlineData("called", "customer", "query", "{}")]
    [InlineData("in-flight", "sun", "take-over", "{}")]
    [InlineData("in-flight", "qian", "take-over", "{}")]
    [InlineData("in-flight", "qian", "designate", "{\"person\":\"zhou\"}")]
    [InlineData("in-flight", "qian", "return", "{\"opinion\":\"不属本部门\"}")]
    [InlineData("in-flight", "qian", "forward", "{\"unit\":\"lab\"}")]
    [InlineData("in-flight", "li", "return", "{}")]
    [InlineData("in-flight", "li", "urge", "{}")]
    [InlineData("taken", "li", "urge", "{}")]
    [InlineData("taken", "zhao", "supervise", "{}")]
    [InlineData("taken", "sun", "resolve", "{\"result\":\"已调压\"}")]
    [InlineData("taken", "qian", "resolve", "{\"result\":\"已调压\"}")]
    [InlineData("taken", "sun", "pause", "{\"cause\":\"customer\"}")]
    [InlineData("taken", "sun", "ask-support", "{\"person\":\"xu\"}")]
    [InlineData("taken", "wang", "instruct", "{\"text\":\"抓紧\"}")]
    [InlineData("told", "li", "close", "{}")]
    [InlineData("told", "he", "callback", "{\"rating\":\"satisfied\"}")]
    [InlineData("closed", "li", "archive", "{}")]
    [InlineData("closed", "ma", "archive", "{}")]
    [InlineData("closed", "li", "callback", "{\"rating\":\"basic\"}")]
    [InlineData("archived", "customer", "query", "{}")]
    public void May(string stage, string by, string act, string with) => Stage(stage).Does(by, act, Fields.Parse(with));

    [Theory]
    [InlineData("called", "xu", "transfer", "{\"unit\":\"lab\"}", "not-handler")]
    [InlineData("called", "sun", "take-over", "{}", "nothing-to-take")]
    [InlineData("called", "li", "return", "{}", "nothing-to-take")]
    [InlineData("called", "li", "transfer", "{}", "field-missing")]
    [InlineData("called", "li", "transfer", "{\"unit\":\"moon\"}", "unknown-unit")]
    [InlineData("called", "li", "transfer", "{\"person\":\"nobody\"}", "unknown-person")]
    [InlineData("called", "li", "transfer", "{\"to\":\"nobody\"}", "unknown-person")]
    [InlineData("called", "li", "transfer", "{\"units\":[\"ops\",\"lab\"]}", "field-missing")]
    [InlineData("called", "li", "transfer", "{\"unit\":[\"ops\",\"lab\"]}", "one-only")]
    [InlineData("called", "li", "transfer", "{\"person\":\"li\"}", "same-holder")]
    [InlineData("called", "nobody", "progress", "{\"text\":\"好\"}", "unknown-person")]
    [InlineData("called", "li", "urge", "{}", "not-upstream")]
    [InlineData("called", "li", "close", "{}", "customer-not-told")]
    [InlineData("called", "customer", "close", "{}", "not-for-customers, customer-not-told")]
    [InlineData("called", "customer", "progress", "{\"text\":\"快\"}", "not-for-customers")]
    [InlineData("called", "li", "exempt", "{\"reason\":\"找不到人\"}", "not-exempt")]
    [InlineData("called", "li", "resume", "{}", "not-paused")]
    [InlineData("called", "li", "archive", "{}", "not-closed")]
    [InlineData("called", "zhao", "decide-extension", "{\"granted\":true}", "nothing-asked")]
    [InlineData("called", "li", "promise", "{\"until\":\"明天\"}", "bad-time")]
    [InlineData("called", "li", "promise", "{\"until\":\"2026-03-02T09:00\"}", "bad-time")]
    [InlineData("called", "li", "promise", "{\"until\":\"2260-03-02T09:00\"}", "bad-time")]
    [InlineData("called", "li", "hand-over-desk", "{\"from\":\"li\",\"to\":\"nobody\",\"case\":\"A\"}", "unknown-person")]
    [InlineData("called", "xu", "hand-over-desk", "{\"from\":\"li\",\"to\":\"liu\",\"case\":\"A\"}", "not-own-desk")]
    [InlineData("in-flight", "xu", "take-over", "{}", "not-taker")]
    [InlineData("in-flight", "xu", "return", "{}", "not-taker")]
    [InlineData("in-flight", "li", "transfer", "{\"unit\":\"lab\"}", "already-in-flight")]
    [InlineData("in-flight", "qian", "forward", "{\"unit\":\"ops\"}", "same-holder")]
    [InlineData("in-flight", "qian", "designate", "{}", "field-missing")]
    [InlineData("taken", "sun", "urge", "{}", "not-upstream")]
    [InlineData("taken", "sun", "attribute", "{\"to\":\"li\"}", "not-upstream")]
    [InlineData("taken", "xu", "resolve", "{\"result\":\"好了\"}", "not-handler")]
    [InlineData("taken", "sun", "resolve", "{}", "field-missing")]
    [InlineData("taken", "sun", "resolve", "{\"result\":\" \"}", "field-missing")]
    [InlineData("taken", "sun", "instruct", "{\"text\":\"抓紧\"}", "not-superior")]
    [InlineData("taken", "xu", "progress", "{\"text\":\"我来看看\"}", "not-in-chain")]
    [InlineData("told", "sun", "close", "{}", "not-first-contact")]
    [InlineData("told", "zhao", "close", "{}", "not-first-contact")]
    [InlineData("told", "xu", "callback", "{\"rating\":\"satisfied\"}", "not-in-chain")]
    [InlineData("told", "li", "callback", "{\"rating\":\"great\"}", "unknown-rating")]
    [InlineData("closed", "li", "close", "{}", "case-closed")]
    [InlineData("closed", "sun", "transfer", "{\"unit\":\"lab\"}", "case-closed")]
    [InlineData("closed", "xu", "archive", "{}", "not-archivist")]
    [InlineData("archived", "li", "callback", "{\"rating\":\"satisfied\"}", "archived")]
    [InlineData("archived", "li", "archive", "{}", "archived")]
    public void May_not(string stage, string by, string act, string with, string codes)
    {
        var story = Stage(stage);
        Assert.Equal(codes, story.Try(by, act, Fields.Parse(with)) is Decision.Refused { Refusals: var refusals } ? string.Join(", ", refusals.Select(refusal => refusal.Code)) : "accepted");
    }

    [Fact]
    public void Nobody_unknown_registers_but_everybody_known_does_and_the_customer_too()
    {
        new Story().At("2026-03-03T09:00").Refused("nobody", "register", "unknown-person", new { channel = "phone", content = "问" });
        new Story().At("2026-03-03T09:00").Does("xu", "register", new { channel = "phone", content = "问" }).Expect("first-contact: xu");
        new Story().At("2026-03-03T09:00").Does("customer", "register", new { channel = "hotline", content = "问" }).Expect("first-contact: liu");
        new Story().At("2026-03-03T09:00").Does("customer", "register", new { channel = "website", content = "问" }).Expect("first-contact: he");
    }

    [Fact]
    public void Nothing_is_done_to_a_case_before_it_is_registered()
    {
        var story = new Story().At("2026-03-03T09:00");
        foreach (var act in (string[])["transfer", "take-over", "return", "forward", "designate", "close", "resolve", "hand-over-desk", "query"])
            Assert.Equal("not-registered", Assert.IsType<Decision.Refused>(Deciding.Open(story.Regime, new(MatterKind.Case, "x"),
                new Act(act, "li", story.Regime.Calendar.At("2026-03-03T09:00"), Fields.Of(new { unit = "ops", person = "sun" })))).Refusals[0].Code);
    }

    [Fact]
    public void An_act_older_than_the_last_is_refused_as_is_a_second_register_and_one_at_the_same_moment_is_not()
    {
        var story = Called();
        var at = story.Case.Acts[^1].At;
        Assert.Equal("already-registered", Assert.IsType<Decision.Refused>(Deciding.Do(story.Regime, story.Case, new("register", "li", at, Fields.Of(new { content = "又" })), [])).Refusals[0].Code);
        Assert.Equal("out-of-order", Assert.IsType<Decision.Refused>(Deciding.Do(story.Regime, story.Case, new("progress", "li", at.AddSeconds(-1), Fields.Of(new { text = "查" })), [])).Refusals[0].Code);
        Assert.IsType<Decision.Accepted>(Deciding.Do(story.Regime, story.Case, new("progress", "li", at, Fields.Of(new { text = "查" })), []));
    }

    [Fact]
    public void All_failing_rules_are_told_at_once_with_clause_and_pack()
    {
        var pack = Story.Pack("strict", """
            gates:
              - {act: close, needs: [{done: callback}], code: no-callback, clause: 一}
            records:
              - {act: close, fields: [report], clause: 二}
            """);
        var refusals = Assert.IsType<Decision.Refused>(new Story(pack).Call().Try("sun", "close")).Refusals;
        Assert.Equal([("not-first-contact", null, null), ("customer-not-told", null, null), ("no-callback", "一", "strict"), ("record-incomplete", "二", "strict")],
            refusals.Select(refusal => (refusal.Code, refusal.Clause, refusal.Pack)));
        Assert.Equal(["report"], refusals[3].Fields);
    }

    [Fact]
    public void Nobody_decides_on_his_own_request()
    {
        new Story().Call().Does("zhao", "request-extension", new { until = "2026-03-09T17:30" })
            .Refused("zhao", "decide-extension", "own-matter", new { granted = true }).Does("wang", "decide-extension", new { granted = true })
            .Refused("wang", "decide-extension", "nothing-asked", new { granted = true });
        new Story().At("2026-03-03T09:00").Refused("li", "reward", "own-matter", new { person = "li", amount = 100 }).Does("gu", "reward", new { person = "li", deed = "救人" });
    }

    [Fact]
    public void A_unit_asked_first_answers_by_its_head_or_whoever_it_named()
    {
        var pack = Story.Pack("tell", "duties:\n  - {duty: inform, bearer: first-contact, owed-to: customer, from: register, met-by: told, clause: 一}");
        Story Asked() => new Story(pack).At("2026-03-03T09:00").Does("system", "register", new Dictionary<string, object> { ["channel"] = "letter", ["scope"] = "own-unit", ["content"] = "气价", ["addressed-to"] = "ops" });
        Asked().Expect("first-contact: ops, handler: ops, chain: [ops], notified: [qian], duties: [{duty: inform, bearer: ops, state: open}]")
            .Does("qian", "answer", new { reply = "好" }).Refused("zhou", "close", "not-first-contact").Refused("li", "close", "not-first-contact").Does("qian", "close").Expect("status: closed");
        Asked().Does("qian", "designate", new { person = "zhou" }).Expect("first-contact: ops, handler: zhou, chain: [ops, zhou]").Does("zhou", "answer", new { reply = "好" }).Does("zhou", "close");
    }

    [Fact]
    public void Whoever_supervises_from_outside_the_chain_reaches_the_handler_and_urges_count_for_whom_they_reached()
    {
        var pack = Story.Pack("watch", "rights:\n  - {who: quality-inspection, may: [supervise, urge], clause: 一}");
        new Story(pack).Call().Does("fang", "supervise").Expect("notified: [li]").Does("li", "transfer", new { unit = "ops" }).Does("li", "urge").Expect("notified: [qian], counts: {urges: {qian: 1, ops: 1, zhou: 0}}")
            .Does("zhou", "take-over").Does("fang", "urge").Expect("notified: [zhou], counts: {urges: {qian: 1, zhou: 1, ops: 2, li: 0}}");
    }
}

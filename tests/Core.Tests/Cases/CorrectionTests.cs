using Shouwen.Cases;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>更正首问认定: a superior puts the right person in the place of whoever was taken for the first contact.</summary>
public class CorrectionTests
{
    private static readonly object Liu = new { person = "liu", reason = "客户找的是刘" };

    [Fact]
    public void The_right_one_has_place_work_and_duties_and_both_are_told()
    {
        var pack = Story.Pack("p", "duties:\n  - {duty: inform, bearer: first-contact, owed-to: customer, from: register, met-by: [told], within: {working-days: 3}, clause: 一, text: 答复}");
        var story = new Story(pack).Call().Does("zhao", "correct-first-contact", Liu)
            .Expect("first-contact: liu, handler: liu, chain: [liu], status: awaiting-transfer, notified: [liu, li], duties: [{duty: inform, bearer: liu, owed-to: customer, state: open, due: 2026-03-06T17:30}]");
        Assert.Equal("客户找的是刘", story.Case.Last("correct-first-contact")!.With.Text("reason"));
        story.Does("liu", "answer", new { reply = "已调好" }).Does("liu", "close").Expect("status: closed");
    }

    [Fact]
    public void What_was_passed_on_stays_with_whoever_took_it_and_what_is_on_its_way_is_the_right_ones()
    {
        new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does("zhou", "take-over").Does("zhao", "correct-first-contact", Liu).Expect("first-contact: liu, handler: zhou, chain: [liu, zhou]");
        var sent = new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does("zhao", "correct-first-contact", Liu).Expect("first-contact: liu, handler: liu, chain: [liu], status: awaiting-takeover");
        Assert.Equal(Party.Person("liu"), sent.Case.Chain.Pending!.Giver);
        sent.Does("zhou", "return", new { opinion = "不归" }).Expect("handler: liu, chain: [liu]");
    }

    [Fact]
    public void What_he_took_over_himself_later_stays_his() =>
        new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does("zhou", "take-over").Does("zhou", "transfer", new { person = "li" }).Does("li", "take-over").Expect("chain: [li, zhou, li]")
            .Does("wang", "correct-first-contact", Liu).Expect("first-contact: liu, handler: li, chain: [liu, zhou, li]").Refused("li", "close", "not-first-contact, customer-not-told");

    [Fact]
    public void The_first_contact_may_be_the_one_who_handles_already() =>
        new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does("zhou", "take-over").Does("zhao", "correct-first-contact", new { person = "zhou", reason = "客户先找的周" })
            .Expect("first-contact: zhou, handler: zhou").Does("zhou", "resolve", new { result = "已修好", reply = "已修好" }).Does("zhou", "close").Expect("status: closed");

    [Fact]
    public void Nobody_but_a_superior_corrects_and_not_to_the_same_and_not_what_is_closed()
    {
        var story = new Story().Call();
        foreach (var person in (string[])["li", "liu", "qian", "he", "gu"]) story.Refused(person, "correct-first-contact", "not-superior", Liu);
        story.Refused("customer", "correct-first-contact", "not-for-customers", Liu).Refused("system", "correct-first-contact", "not-for-system", Liu);
        story.Refused("zhao", "correct-first-contact", "same-holder", new { person = "li", reason = "他先接的" }).Refused("zhao", "correct-first-contact", "unknown-person", new { person = "nobody", reason = "x" })
            .Refused("zhao", "correct-first-contact", "field-missing", new { person = "liu" }).Refused("zhao", "correct-first-contact", "field-missing, one-only", new { person = (string[])["liu", "zhou"] });
        story.Does("li", "answer", new { reply = "已调好" }).Does("li", "close").Refused("zhao", "correct-first-contact", "case-closed", Liu);
    }

    [Fact]
    public void The_refusal_says_who_would_and_a_head_does_not_correct_his_own()
    {
        var story = new Story().Call();
        var refused = Assert.IsType<Decision.Refused>(story.Try("liu", "correct-first-contact", Liu)).Refusals[0];
        Assert.Equal(("首问责任人认定错了的，由其上级zhao更正。", "认定", "house"), (refused.Sentence, refused.Clause, refused.Pack));
        new Story().At("2026-03-03T09:00").Does("zhao", "register", new { channel = "visit", content = "问" }).Refused("zhao", "correct-first-contact", "not-superior", Liu).Does("wang", "correct-first-contact", Liu).Expect("first-contact: liu");
    }

    [Fact]
    public void What_was_missed_before_stays_with_whoever_missed_it()
    {
        var pack = Story.Pack("p", "duties:\n  - {duty: inform, bearer: first-contact, owed-to: customer, from: register, met-by: [told], within: {working-hours: 2}, breach: {finding: late}, clause: 一}\n"
            + "findings:\n  - {finding: late, from: breached, against: first-contact, clause: 二}");
        new Story(pack).Call().At("2026-03-03T14:00").Does("zhao", "correct-first-contact", Liu).Expect("first-contact: liu, findings: [{against: li, clause: 二}], no-findings: [{against: liu}], duties: [{duty: inform, bearer: li, state: breached}]");
    }

    [Fact]
    public void The_history_says_who_answered_for_it_when()
    {
        var story = new Story().Call();
        var (before, at) = (story.Case, story.Now);
        var accepted = Assert.IsType<Decision.Accepted>(Deciding.Do(story.Regime, before, new("correct-first-contact", "zhao", at.AddHours(1), Fields.Of(Liu)), []));
        Assert.Equal("首问责任人由li改为liu", new Shouwen.Cases.Story(story.Regime.Calendar, who => who.Id, id => id).Sentence(accepted.Events[0], before).Split('：')[^1].TrimEnd('。'));
        Assert.Equal("li", before.FirstContact.Id);
        Assert.Equal(("liu", 1), (accepted.Matter.FirstContact.Id, accepted.Matter.Chain.Links.Count));
    }
}

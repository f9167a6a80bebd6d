using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Several packs in force: what adds up, what the first decides, and which never or only yields.</summary>
public class SeveralPacksTests
{
    private static Pack Absorbs { get; } = Story.Pack("absorbs", "gates:\n  - {act: [return, transfer], if: {misrouted: true}, never: true, code: must-absorb, clause: 一}");
    private static Pack Returns { get; } = Story.Pack("returns", "duties:\n  - {duty: return, bearer: taker, owed-to: giver, from: transfer, met-by: [return, take-over], clause: 二}");
    private static Pack Allows { get; } = Story.Pack("allows", "rights:\n  - {who: taker, may: [return], clause: 三}");

    private static Story Misrouted(params Pack[] packs) => new Story(packs).Call(new { misrouted = true }).Does("li", "transfer", new { person = "sun", misrouted = false });

    [Fact]
    public void A_never_yields_to_a_duty_or_right_of_an_earlier_pack_and_holds_against_later_ones()
    {
        var call = new { misrouted = false };
        new Story(Returns, Absorbs).Call(call).Does("li", "transfer", new { unit = "ops" }).Does("sun", "return", new { opinion = "不归我部", misrouted = true });
        new Story(Allows, Absorbs).Call(call).Does("li", "transfer", new { unit = "ops" }).Does("sun", "return", new { opinion = "不归我部", misrouted = true });
        new Story(Absorbs, Returns).Call(call).Does("li", "transfer", new { unit = "ops" }).Refused("sun", "return", "must-absorb", new { opinion = "不归我部", misrouted = true });
        new Story(Absorbs, Allows).Call(call).Does("li", "transfer", new { unit = "ops" }).Refused("sun", "return", "must-absorb", new { opinion = "不归我部", misrouted = true });
        var accepts = Story.Pack("accepts", "duties:\n  - {duty: take-over, bearer: taker, owed-to: giver, from: transfer, met-by: [return, take-over], clause: 二}");
        new Story(accepts, Absorbs).Call(call).Does("li", "transfer", new { unit = "ops" }).Does("sun", "return", new { opinion = "不归我部", misrouted = true });
        new Story(Absorbs, accepts).Call(call).Does("li", "transfer", new { unit = "ops" }).Refused("sun", "return", "must-absorb", new { opinion = "不归我部", misrouted = true });
        new Story(Absorbs).Call(call).Does("li", "transfer", new { unit = "ops" }).Does("sun", "return", new { opinion = "不归我部" });
    }

    [Fact]
    public void A_right_that_does_not_hold_lifts_nothing()
    {
        var rarely = Story.Pack("rarely", "rights:\n  - {who: taker, may: [return], if: {urgency: urgent}, clause: 三}");
        new Story(rarely, Absorbs).Call().Does("li", "transfer", new { unit = "ops" }).Refused("sun", "return", "must-absorb", new { misrouted = true });
        new Story(rarely, Absorbs).Call(new { urgency = "urgent" }).Does("li", "transfer", new { unit = "ops" }).Does("sun", "return", new { misrouted = true });
    }

    [Fact]
    public void An_only_replaces_who_may_and_yields_likewise()
    {
        var only = Story.Pack("only", "gates:\n  - {act: resolve, only: [{head: handler}], code: head-only, clause: 一}");
        var right = Story.Pack("right", "rights:\n  - {who: handler, may: [resolve], clause: 二}");
        new Story(only).Call().Refused("li", "resolve", "head-only", new { result = "好" }).Refused("xu", "resolve", "head-only", new { result = "好" }).Does("zhao", "resolve", new { result = "好" });
        new Story(right, only).Call().Does("li", "resolve", new { result = "好" });
        new Story(only, right).Call().Refused("li", "resolve", "head-only", new { result = "好" });
    }

    [Fact]
    public void Needs_fields_duties_and_phrases_add_up()
    {
        var one = Story.Pack("one", "duties:\n  - {duty: contact, bearer: handler, from: register, within: {working-days: 1}, clause: 一}\nrecords:\n  - {act: resolve, fields: [reply], clause: 一}\nbanned:\n  - {phrases: [办不了], clause: 一}");
        var two = Story.Pack("two", "duties:\n  - {duty: contact, bearer: handler, from: register, within: {working-days: 3}, clause: 二}\nrecords:\n  - {act: resolve, fields: [report, reply], clause: 二}\nbanned:\n  - {phrases: [不知道], clause: 二}");
        new Story(one, two).Call().Expect("duties: [{duty: contact, pack: one, due: 2026-03-04T17:30}, {duty: contact, pack: two, due: 2026-03-06T17:30}]")
            .Refused("li", "resolve", "record-incomplete, record-incomplete", new { result = "好" }).Refused("li", "answer", "banned-phrase, banned-phrase", new { reply = "不知道，办不了" })
            .At("2026-03-05T09:00").Does("li", "contact").Expect("duties: [{duty: contact, pack: one, state: late}, {duty: contact, pack: two, state: met}]");
    }

    [Fact]
    public void A_pause_touches_only_the_duties_of_the_pack_that_knows_it()
    {
        var knows = Story.Pack("knows", "duties:\n  - {duty: resolve, bearer: handler, from: register, within: {working-days: 2}, pauses: [customer], clause: 一}");
        var ignores = Story.Pack("ignores", "duties:\n  - {duty: resolve, bearer: handler, from: register, within: {working-days: 2}, clause: 一}");
        new Story(knows, ignores).Call().Does("li", "pause", new { cause = "customer" }).Expect("duties: [{pack: knows, state: paused}, {pack: ignores, state: open}]");
    }

    [Fact]
    public void A_case_outside_what_a_pack_applies_to_is_not_its_business()
    {
        var complaints = Story.Pack("complaints", "applies:\n  - {kinds: [complaint], clause: 一}\nduties:\n  - {duty: contact, bearer: handler, from: register, clause: 一}\ngates:\n  - {act: resolve, never: true, code: no, clause: 一}");
        new Story(complaints).Call().Expect("no-duties: [{duty: contact}]").Does("li", "resolve", new { result = "好" });
        new Story(complaints).Call(new { kind = "complaint" }).Expect("duties: [{duty: contact}]").Refused("li", "resolve", "no", new { result = "好" });
        Assert.Equal([$"complaints@{complaints.Hash}"], new Story(complaints).Call(new { kind = "complaint" }).Case.Packs);
    }

    [Fact]
    public void A_pack_may_bind_some_people_and_leave_out_others()
    {
        var leaders = Story.Pack("leaders", "applies:\n  - {bound: [leaders], clause: 一}\nduties:\n  - {duty: contact, bearer: handler, from: register, clause: 一}");
        new Story(leaders).At("2026-03-03T09:00").Does("zhao", "register", new { channel = "phone", content = "问" }).Expect("duties: [{duty: contact}]");
        new Story(leaders).At("2026-03-03T09:00").Does("li", "register", new { channel = "phone", content = "问" }).Expect("no-duties: [{duty: contact}]");
    }

    [Fact]
    public void Notices_go_to_whom_an_act_concerns_and_to_whom_a_pack_names_and_never_to_the_doer()
    {
        var copies = Story.Pack("copies", "notify:\n  - {at: transfer, to: [quality-inspection, first-contact], send: copy, clause: 一}");
        new Story(copies).Call().Does("li", "transfer", new { unit = "ops" }).Expect("notified: [qian, fang], not-notified: [li, xu]");
        Assert.Equal("awaiting-takeover", Misrouted(copies).Case.Status);
    }

    [Fact]
    public void Guidance_is_shown_where_it_applies()
    {
        var soft = Story.Pack("soft", "guidance:\n  - {at: [register], text: 热情周到, terms: [热情], clause: 一}\n  - {at: [register], if: {kind: complaint}, text: 先致歉, clause: 二}");
        new Story(soft).Call().Expect("guidance: [热情周到]");
        new Story(soft).Call(new { kind = "complaint" }).Expect("guidance: [热情周到, 先致歉]");
    }
}

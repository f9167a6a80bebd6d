using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>投诉: who steps aside, who does not learn who complained, and the way from the claim to the signed reply.</summary>
public class ComplaintTests
{
    /// <summary>A customer complains of Sun of operations; Zhou handles it there.</summary>
    private static Story Complained(object? more = null, string set = "{}", params Pack[] packs) => Story.With(set, packs).Call(Fields.Of(new { kind = "complaint", complainee = "sun" }).With(Fields.Of(more ?? new { })))
        .Does("li", "transfer", new { unit = "ops" }).Does("zhou", "take-over");

    private static readonly object Valid = new { verdict = "valid", severity = "ordinary", causes = (string[])["attitude"] };

    private static Duty Last(Story story, string rule) => story.Case.Duties.Last(duty => duty.Rule == rule);

    private static Scene Seen(Story story) => new(story.Regime, story.Case, null, story.Now);

    [Fact]
    public void Whoever_is_concerned_neither_investigates_nor_judges_nor_signs()
    {
        var story = Complained();
        foreach (var act in (string[])["investigate", "determine"])
            story.Refused("sun", act, "not-supervision", Valid).Refused("qian", act, "not-supervision", Valid).Refused("zhou", act, "not-supervision", Valid);
        Assert.Equal(("您是被投诉人", "您属于被投诉的部门", "您属于被投诉的部门", null, null), (Concern("sun"), Concern("qian"), Concern("zhou"), Concern("he"), Concern("li")));
        // Of the office that judges, who handled the complaint himself steps aside.
        story = new Story().Call(new { kind = "complaint", complainee = "sun" }).Does("li", "transfer", new { unit = "service" }).Does("he", "take-over").Does("he", "investigate", new { text = "调取录音" })
            .Does("he", "resolve", new { result = "已道歉" }).Refused("he", "determine", "recusal", Valid);

        string? Concern(string person) => Complaint.Concern(person, Seen(story));
    }

    [Fact]
    public void Who_handled_what_is_complained_of_steps_aside()
    {
        var story = new Story().Call(new { @case = "A", unit = "service" });
        var about = story.Case;
        story = story.Does("li", "transfer", new { @case = "A", unit = "service" }).Does("he", "take-over", new { @case = "A" });
        var complained = new Story().Call(Fields.Of(new { kind = "complaint", complainee = "unit:ops" }).With(Fields.Parse($$"""{"about-case":"{{about.Key.Id}}"}""")));
        var scene = Seen(complained) with { Others = [story.Case] };
        Assert.Equal(("您经办过被投诉的那件诉求", "您经办过被投诉的那件诉求", null), (Complaint.Concern("he", scene), Complaint.Concern("li", scene), Complaint.Concern("fang", scene)));
    }

    [Fact]
    public void Where_everybody_who_judges_is_concerned_the_next_body_stands_in()
    {
        var story = new Story().Call(new { kind = "complaint", complainee = "unit:service" }).Refused("he", "investigate", "recusal").Refused("gu", "investigate", "not-supervision").Does("fang", "investigate", new { text = "查" }).Does("fang", "determine", Valid);
        Assert.Equal("determined", Complaint.State(story.Case));
    }

    [Fact]
    public void The_one_complained_of_does_not_learn_who_complained_and_the_unit_where_the_customer_asks_for_it()
    {
        var (open, kept) = (Seen(Complained()), Seen(Complained(new { protect = true })));
        Assert.Equal((true, false, false), (Views.HidesCustomer("sun", open), Views.HidesCustomer("qian", open), Views.HidesCustomer("he", open)));
        Assert.Equal((true, true, true, false), (Views.HidesCustomer("sun", kept), Views.HidesCustomer("qian", kept), Views.HidesCustomer("zhou", kept), Views.HidesCustomer("he", kept)));
        Assert.Contains("陈女士", Views.From("sun", open).Words);
        // A pack that says otherwise has the word.
        var told = Story.Pack("p", "visibility:\n  - {what: tip-off-person, to: [accused], show: true, clause: 一, lines: [X.1]}");
        Assert.False(Views.HidesCustomer("sun", Seen(Complained(packs: told))));
    }

    [Fact]
    public void From_the_claim_to_the_reply_every_state_has_its_name()
    {
        var story = Complained();
        Is("registered");
        story.Does("he", "investigate", new { text = "调取录音" });
        Is("investigating");
        story.Does("zhou", "unit-report", new { report = "已核对" });
        Is("reported");
        story.Does("he", "verify", new { ok = false, text = "没有写经过" });
        Is("investigating");
        Assert.Equal((Party.Unit("ops"), DutyState.Open), (Last(story, "report-again").Holder, Last(story, "report-again").State));
        story.Does("qian", "unit-report", new { report = "经过如下" }).Does("he", "verify", new { ok = true });
        Is("verified");
        story.Does("he", "determine", Valid).Expect("notified: [qian, sun, li]");
        Is("determined");
        Assert.Equal("ordinary", Complaint.Finding(story.Case));
        story.Does("he", "final-reply", new { reply = "已批评教育，向您道歉", seal = "客户服务部" });
        Is("replied");
        Assert.True(story.Case.Told);
        Assert.Equal((Party.Unit("service"), DutyState.Open), (Last(story, "check-retaliation").Holder, Last(story, "check-retaliation").State));
        story.Refused("he", "final-reply", "already-replied", new { reply = "再说一遍" }).Does("li", "close");
        Is("closed");
        story.Refused("sun", "check-retaliation", "not-supervision", new { ok = false, text = "没有" }).Does("he", "check-retaliation", new { ok = false, text = "没有" });
        Assert.Equal(DutyState.Met, Last(story, "check-retaliation").State);

        void Is(string state) => Assert.Equal(state, Complaint.State(story.Case));
    }

    [Fact]
    public void A_verdict_is_changed_with_a_reason_alone()
    {
        var story = Complained().Does("he", "determine", Valid).Refused("he", "determine", "grounds-missing", new { verdict = "invalid", reason = "unsubstantiated" })
            .Does("he", "determine", new { verdict = "invalid", reason = "unsubstantiated", grounds = "监控显示没有争执" });
        Assert.Equal("unsubstantiated", Complaint.Finding(story.Case));
    }

    [Fact]
    public void The_same_verdict_for_other_reasons_opens_no_second_finding()
    {
        var pack = Story.Pack("p", "findings:\n  - {finding: valid-complaint, from: determine, if: {verdict: valid}, against: complained-unit, clause: 一, lines: [X.1]}");
        var story = Complained(packs: pack).Does("he", "determine", Valid);
        Assert.Single(story.Case.Findings);
        story.Does("he", "determine", new { verdict = "valid", severity = "ordinary", causes = (string[])["delay"], grounds = "录音另有一段" });
        Assert.Single(story.Case.Findings);
        Assert.Equal(2, story.Does("he", "determine", new { verdict = "valid", severity = "major", causes = (string[])["delay"], grounds = "市里督办" }).Case.Findings.Count);
    }

    [Fact]
    public void An_appeal_is_there_where_the_organisation_opens_it()
    {
        Complained().Does("he", "determine", Valid).Refused("sun", "appeal", "appeal-closed", new { reason = "不属实" });
        var story = Complained(set: "{house/appeal-within: {working-days: 5}}").Refused("sun", "appeal", "no-verdict", new { reason = "不属实" }).Does("he", "determine", Valid)
            .Refused("zhou", "appeal", "not-party", new { reason = "不属实" }).Does("sun", "appeal", new { reason = "录音可以证明" });
        Assert.Equal(("appealed", Party.Unit("quality")), (Complaint.State(story.Case), Last(story, "decide-appeal").Holder!.Value));
        story.Refused("he", "decide-appeal", "not-asked", new { ok = true, text = "x" }).Refused("he", "final-reply", "appeal-open", new { reply = "x" }).Does("fang", "decide-appeal", new { ok = true, text = "证据不足" });
        Assert.Equal(("reopened", Party.Unit("service")), (Complaint.State(story.Case), Last(story, "redetermine").Holder!.Value));
        story.Does("he", "determine", new { verdict = "invalid", reason = "unsubstantiated", grounds = "按复核意见" });
        Assert.Equal(("determined", DutyState.Met), (Complaint.State(story.Case), Last(story, "redetermine").State));
        story = Complained(set: "{house/appeal-within: {working-days: 5}}").Does("he", "determine", Valid).At("2026-03-20T09:00").Refused("sun", "appeal", "appeal-late", new { reason = "不属实" });
    }

    [Fact]
    public void What_only_complaints_have_is_refused_elsewhere() => new Story().Call().Refused("he", "final-reply", "not-a-complaint", new { reply = "x" });
}

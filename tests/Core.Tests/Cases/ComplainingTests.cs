using Shouwen.Cases;
using Shouwen.Duties;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>部门投诉: one unit complains of another's handling; somebody concerned on neither side judges.</summary>
public class ComplainingTests
{
    private static Story Passed() => new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does("sun", "take-over");

    private static readonly object Complaint = new { unit = "ops", reason = "两天没有联系客户" };

    private static Duty Last(Story story, string name) => story.Case.Duties.Last(duty => duty.Name == name);

    [Fact]
    public void The_head_of_a_unit_complains_and_a_body_of_neither_side_judges()
    {
        var story = Passed().Does("zhao", "complain-of-unit", Complaint).Expect("notified: [fang, qian]");
        Assert.Equal((Party.Unit("quality"), Party.Unit("ops")), (Last(story, "judge-complaint").Holder, Last(story, "answer-complaint").Holder));
        story.Does("qian", "answer-complaint", new { text = "客户电话打不通" }).Refused("he", "judge-complaint", "not-asked", new { ok = true, text = "x" })
            .Does("fang", "judge-complaint", new { ok = true, text = "应当上门" }).Expect("notified: [zhao, qian]");
        Assert.Equal((DutyState.Met, DutyState.Met), (Last(story, "judge-complaint").State, Last(story, "answer-complaint").State));
        Assert.Null(Complaining.Open(story.Case));
    }

    [Fact]
    public void Who_may_not_and_about_whom() => Passed().Refused("li", "complain-of-unit", "not-head", Complaint).Refused("wu", "complain-of-unit", "not-head", Complaint)
        .Refused("zhao", "complain-of-unit", "field-missing", new { unit = "ops" }).Refused("zhao", "complain-of-unit", "unit-not-concerned", new { unit = "lab", reason = "x" })
        .Refused("zhao", "complain-of-unit", "own-unit", new { unit = "front", reason = "x" }).Refused("fang", "judge-complaint", "not-asked", new { ok = true, text = "x" })
        .Does("zhao", "complain-of-unit", Complaint).Refused("qian", "complain-of-unit", "already-complained", new { unit = "front", reason = "x" }).Refused("sun", "judge-complaint", "not-asked", new { ok = false, text = "x" });

    [Fact]
    public void Who_is_partial_steps_aside_and_the_next_judges()
    {
        var story = Passed().Does("zhao", "complain-of-unit", Complaint).Does("fang", "recuse", new { reason = "与负责人是亲属" }).Expect("notified: [he]");
        Assert.Equal((Party.Unit("service"), DutyState.Waived), (Last(story, "judge-complaint").Holder, story.Case.Duties.First(duty => duty.Name == "judge-complaint").State));
        story.Refused("fang", "judge-complaint", "not-asked", new { ok = true, text = "x" }).Does("he", "judge-complaint", new { ok = false, text = "已按时联系" });
    }

    [Fact]
    public void A_body_that_is_a_party_never_judges()
    {
        var story = new Story().Call().Does("li", "transfer", new { unit = "quality" }).Does("fang", "take-over").Does("zhao", "complain-of-unit", new { unit = "quality", reason = "拖延" });
        Assert.Equal(Party.Unit("service"), Last(story, "judge-complaint").Holder);
    }
}

using Shouwen.Cases;
using Shouwen.Duties;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>催办: numbered, on somebody's behalf, answered within a limit, not too often.</summary>
public class UrgingTests
{
    private static Story Passed() => new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does("sun", "take-over");

    private static Duty Answer(Story story) => Assert.Single(story.Case.Duties, duty => duty.Name == "answer-urge");

    [Fact]
    public void An_urge_has_its_number_and_lays_an_answer_on_whom_it_reaches()
    {
        var story = Passed().Does("li", "urge", new { text = "客户又来电" }).Expect("notified: [sun]");
        Assert.Equal(("1", "upstream"), (story.Case.Acts[^1].With.Text("no"), story.Case.Acts[^1].With.Text("behalf")));
        Assert.Equal((Party.Person("sun"), Party.Person("li"), "working-hours 4", DutyState.Open), (Answer(story).Holder, Answer(story).Creditor, Answer(story).Limit, Answer(story).State));
        story.Does("sun", "answer-urge", new { text = "下午上门" }).Expect("notified: [li]");
        Assert.Equal(DutyState.Met, Answer(story).State);
    }

    [Fact]
    public void Only_whoever_was_urged_or_his_head_answers() => Passed().Refused("sun", "answer-urge", "not-urged", new { text = "在办" })
        .Does("li", "urge").Refused("xu", "answer-urge", "not-urged", new { text = "在办" }).Refused("sun", "answer-urge", "field-missing").Does("qian", "answer-urge", new { text = "已催" });

    [Fact]
    public void The_progress_of_somebody_else_is_no_answer()
    {
        var story = Passed().Does("li", "urge").Does("li", "answer", new { reply = "正在办" });
        Assert.Equal(DutyState.Waived, Answer(story).State);        // the customer has been told: nothing is left to press for
        story = Passed().Does("sun", "ask-support", new { person = "xu" }).Does("sun", "urge", new { to = "xu" }).Does("sun", "contact").Does("sun", "progress", new { text = "看过现场" });
        Assert.Equal(DutyState.Open, Answer(story).State);
    }

    [Fact]
    public void An_urge_nobody_answers_is_breached_like_any_duty()
    {
        var story = Passed().Does("li", "urge").At("2026-03-05T17:00");
        Assert.Equal((DutyState.Breached, Party.Person("sun")), (Answer(story).State, Answer(story).Holder));
    }

    [Fact]
    public void One_side_urges_so_often_and_not_at_once_again()
    {
        var story = Passed().Does("li", "urge").At("2026-03-03T09:59").Refused("li", "urge", "urged-just-now");
        Assert.Contains("3月3日 10:00 以后可以再催", Say(story, "li"), StringComparison.Ordinal);
        story.At("2026-03-03T10:00").Does("li", "urge").At("2026-03-03T11:00").Does("li", "urge").At("2026-03-03T13:30").Refused("li", "urge", "urged-enough");
        Assert.Contains("今天已经催办 3 次，明天可以再催", Say(story, "li"), StringComparison.Ordinal);
        story.Does("qian", "urge").At("2026-03-04T08:30").Does("li", "urge");
        Assert.Equal(["1", "2", "3", "4", "5"], story.Case.ActsNamed("urge").Select(done => done.With.Text("no")));
        Assert.Equal("leader", story.Case.ActsNamed("urge").ElementAt(3).With.Text("behalf"));
    }

    [Fact]
    public void The_organisation_sets_how_long_how_often_and_how_soon()
    {
        var story = Story.With("{urge-answer: {working-hours: 1}, urge-daily: 1, urge-interval: {hours: 9}}").Call().Does("li", "transfer", new { unit = "ops" }).Does("sun", "take-over").Does("li", "urge");
        Assert.Equal("working-hours 1", Answer(story).Limit);
        story.At("2026-03-03T15:00").Refused("li", "urge", "urged-enough").At("2026-03-04T09:00").Does("li", "urge");
    }

    [Fact]
    public void The_customer_urges_and_a_clerk_does_it_in_the_customers_name()
    {
        var story = Passed().Does(Act.Customer, "urge", new { text = "几时能来" }).Expect("notified: [sun, li]");
        Assert.Equal((Party.Customer, "customer"), (Answer(story).Creditor, story.Case.Acts[^1].With.Text("behalf")));
        story.At("2026-03-03T09:30").Refused("liu", "urge", "urged-just-now", new { behalf = "customer" })
            .At("2026-03-03T10:00").Refused("liu", "urge", "not-upstream").Does("liu", "urge", new { behalf = "customer" }).Refused("fang", "urge", "not-upstream", new { behalf = "customer" });
        Assert.Equal(Party.Customer, Answer(story).Creditor);       // one open answer to the customer is enough
        story.Does("sun", "inform", new { reply = "已修好" });
        Assert.Equal(DutyState.Met, Answer(story).State);
        story.At("2026-03-03T14:00").Refused(Act.Customer, "urge", "already-told");
    }

    [Fact]
    public void Work_on_its_way_is_pressed_for_where_it_goes()
    {
        var story = new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does(Act.Customer, "urge");
        Assert.Equal(Party.Unit("ops"), Answer(story).Holder);
        Assert.Equal(DutyState.Met, Answer(story.Does("sun", "take-over")).State);
    }

    [Fact]
    public void Who_has_the_work_himself_urges_nobody() => new Story().Call().Refused("li", "urge", "nobody-to-urge", new { behalf = "customer" });

    private static string Say(Story story, string by) => string.Join('|', Assert.IsType<Decision.Refused>(Deciding.Do(story.Regime, story.Case, new("urge", by, story.Now, Fields.None), [])).Refusals.Select(one => one.Sentence));
}

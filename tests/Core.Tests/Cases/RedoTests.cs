using Shouwen.Cases;
using Shouwen.Duties;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>重办: each round its cause, its clock and its own callback; the second failure goes one level up.</summary>
public class RedoTests
{
    private static readonly object Bad = new { rating = "dissatisfied", cause = "own", text = "又坏了" };

    private static Story Answered() => new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does("sun", "take-over").Does("sun", "resolve", new { result = "已修", reply = "已修好" });

    private static Duty Last(Story story, string rule) => story.Case.Duties.Last(duty => duty.Rule == rule);

    [Fact]
    public void Every_round_has_its_clock_its_bearer_and_its_callback()
    {
        var story = Answered().Does("he", "callback", Bad);
        Assert.Equal((Party.Person("sun"), 2), (Last(story, "redo-round").Holder!.Value, Last(story, "redo-round").Round));
        Assert.NotNull(Last(story, "redo-round").Due);
        story.Does("sun", "judge-cause", new { cause = "own", text = "零件装反" }).Does("sun", "visit", new { text = "上门重装" }).Does("sun", "resolve", new { result = "重装", reply = "已重装" });
        Assert.Equal((DutyState.Met, DutyState.Open, Party.Unit("service")), (Last(story, "redo-round").State, Last(story, "round-callback").State, Last(story, "round-callback").Holder!.Value));
        story.Does("he", "callback", new { rating = "unreachable" });
        Assert.Equal(DutyState.Open, Last(story, "round-callback").State);
        story.Does("he", "callback", Bad).Expect("notified: [sun, li, qian]");
        Assert.Equal((DutyState.Met, Party.Person("qian"), 3), (Last(story, "round-callback").State, Last(story, "redo-round").Holder!.Value, Last(story, "redo-round").Round));
        story.Does("qian", "resolve", new { result = "换新", reply = "已换新" }).Does("he", "callback", Bad);
        Assert.Equal(Party.Person("wang"), Last(story, "redo-round").Holder);
        var rounds = Redo.Of(story.Case);
        Assert.Equal([2, 3, 4], rounds.Select(round => round.No));
        Assert.Equal(("own", "sun", "visit", "重装", "dissatisfied"), (rounds[0].Cause, rounds[0].Judged!.By, rounds[0].Visits[0].Name, rounds[0].Result!.With.Text("result"), rounds[0].After!.With.Text("rating")));
        Assert.Null(rounds[2].Result);
    }

    [Fact]
    public void What_lies_outside_is_explained_and_asked_about_again()
    {
        var story = Answered().Does("he", "callback", Bad).Does("sun", "explain", new { reason = "表前管归物业" });
        Assert.Equal(DutyState.Open, Last(story, "redo-round").State);
        story.Does("sun", "judge-cause", new { cause = "out-of-scope", text = "管线归物业" }).Does("sun", "explain", new { reason = "表前管归物业，已陪同联系" });
        Assert.Equal((DutyState.Met, DutyState.Open), (Last(story, "redo-round").State, Last(story, "round-callback").State));
        Assert.False(story.Case.RedoStands);
        story.Does("he", "callback", new { rating = "satisfied" }).Does("li", "inform", new { reply = "已说明" }).Does("li", "close");
    }

    [Fact]
    public void The_cause_is_judged_in_a_round_alone_and_by_one_of_the_chain() => Answered().Refused("sun", "judge-cause", "no-redo", new { cause = "own" })
        .Does("he", "callback", Bad).Refused("xu", "judge-cause", "not-in-chain", new { cause = "own" }).Refused("sun", "judge-cause", "field-missing").Refused("sun", "judge-cause", "unknown-cause", new { cause = "weather" });
}

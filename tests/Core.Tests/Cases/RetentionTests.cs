using Shouwen.Archive;
using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>保存期限: settled with the archiving, by the pack that keeps it longest.</summary>
public class RetentionTests
{
    private static Pack Keeps(string id, string years) => Story.Pack(id, $"retention:\n  - {{what: work-order, years: {years}, clause: 一}}");

    private static Story Archived(params Pack[] packs) => new Story(packs).Call().Does("li", "answer", new { reply = "已调好" }).Does("li", "close").At("2026-03-04T09:00").Does("li", "archive");

    [Fact]
    public void The_longest_holds_from_the_day_it_was_archived_and_stands_in_the_history()
    {
        var story = Archived(Keeps("p", "3"), Keeps("q", "5"), Keeps("r", "2")).Expect("kept-until: 2031-03-04");
        Assert.Equal("2031-03-04", story.Case.Last("archive")!.With.Text("kept-until"));
        Assert.Equal((new DateOnly(2031, 3, 4), "q"), (Retention.Said(story.Case), Retention.RuleOf(story.Regime, story.Case)!.Pack));
        Assert.Equal("2031-03-04", Retention.KeptUntil(story.Regime with { Packs = [Keeps("q", "1")] }, story.Case)!.Value.ToString("yyyy-MM-dd"));
    }

    [Fact]
    public void Without_a_rule_there_is_no_day_and_nobody_can_say_one()
    {
        var story = new Story().Call().Does("li", "answer", new { reply = "已调好" }).Does("li", "close").Does("li", "archive", Fields.Parse("""{"kept-until":"2026-03-05","text":"存档"}"""));
        Assert.Equal((null, "存档"), (story.Case.Last("archive")!.With.Text("kept-until"), story.Case.Last("archive")!.With.Text("text")));
        story.Expect("kept-until: —");
        new Story(Keeps("p", "5")).Call().Expect("kept-until: —");
    }

    [Fact]
    public void What_an_older_history_does_not_say_is_reckoned()
    {
        var story = Archived(Keeps("p", "5"));
        var old = story.Case with { Acts = story.Case.Acts.SetItem(story.Case.Acts.Count - 1, story.Case.Acts[^1] with { With = Fields.None }) };
        Assert.Equal((null, new DateOnly(2031, 3, 4)), (Retention.Said(old), Retention.KeptUntil(story.Regime, old)));
    }
}

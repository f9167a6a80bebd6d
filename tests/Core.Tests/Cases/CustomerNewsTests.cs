using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>What a customer is told of their own accord, act by act.</summary>
public class CustomerNewsTests
{
    private static readonly Pack Promise = Story.Pack("promise", "duties:\n  - {duty: inform, bearer: first-contact, owed-to: customer, from: register, within: {working-days: 3}, extends: true, clause: 一}");

    private static CustomerNews? News(Story story, string by, string act, object? with = null)
    {
        var accepted = Assert.IsType<Decision.Accepted>(story.Try(by, act, with));
        return CustomerNews.Of(new Scene(story.Regime, accepted.Matter, null, accepted.Matter.Acts[^1].At), accepted.Events).SingleOrDefault();
    }

    [Fact]
    public void A_hand_over_is_told_when_a_unit_has_taken_it_and_by_the_units_name_alone()
    {
        var story = new Story().Call();
        Assert.Null(News(story, "li", "transfer", new { unit = "ops", opinion = "踢给运行部" }));
        Assert.Equal(new CustomerNews("passed-on", Unit: story.Regime.Organisation.Unit("ops")!.Name), News(story, "qian", "take-over"));
        Assert.Null(News(story, "li", "urge"));
    }

    [Fact]
    public void Where_a_pack_hides_hand_overs_nothing_is_told_of_them()
    {
        var pack = Story.Pack("quiet", "visibility:\n  - {what: hand-overs, to: customer, show: false, clause: 一}");
        var story = new Story(pack).Call().Does("li", "transfer", new { unit = "ops", opinion = "x" });
        Assert.Null(News(story, "qian", "take-over"));
    }

    [Fact]
    public void An_answer_is_told_in_its_own_words_and_a_result_without_a_reply_is_not()
    {
        Assert.Equal(new CustomerNews("answered", "已修好"), News(new Story().Call(), "li", "answer", new { reply = "已修好" }));
        Assert.Null(News(new Story().Call(), "li", "resolve", new { result = "换了阀" }));
        Assert.Equal(new CustomerNews("answered", "已为您换阀"), News(new Story().Call(), "li", "resolve", new { result = "换了阀", reply = "已为您换阀" }));
        Assert.Null(News(new Story().Call(), "li", "progress", new { text = "已派师傅" }));
    }

    [Fact]
    public void A_delay_is_told_with_the_new_end_or_the_reason_given_to_the_customer()
    {
        Assert.Equal(new CustomerNews("delayed", Reason: "配件下周才到"), News(new Story().Call(), "li", "defer", new { reason = "配件下周才到" }));
        var story = new Story(Promise).Call().Does("li", "request-extension", new { until = "2026-03-12T17:30", reason = "人手不够" });
        var news = News(story, "zhao", "decide-extension", new { granted = true });
        Assert.Equal(new CustomerNews("delayed", Until: story.Regime.Calendar.At(new DateOnly(2026, 3, 12), new TimeOnly(17, 30))), news);
    }
}

using Shouwen.Cases;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>通报: what staff say while something is the matter, and whom it concerns.</summary>
public class AnnouncingTests
{
    private static readonly MatterKey Key = Announcement.Key(1);
    private readonly Story _story = new Story().At("2026-03-03T09:00");

    private Decision Do(Matter matter, string act, string by, object with, Story? story = null) =>
        Deciding.Do((story ?? _story).Regime, matter, new(act, by, _story.Regime.Calendar.At(DateOnly.Parse("2026-03-03", System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(9, 10)).AddMinutes(matter.Version), Fields.Of(with)), []);

    private Matter Done(Matter matter, string act, string by, object with) => Assert.IsType<Decision.Accepted>(Do(matter, act, by, with)).Matter;

    private string Refused(Matter matter, string act, string by, object with, Story? story = null) => Assert.IsType<Decision.Refused>(Do(matter, act, by, with, story)).Refusals[0].Code;

    private static readonly object Outage = new { title = "东关片区停气", wording = "抢修中，预计十八点恢复", area = new[] { "东关" }, keywords = new[] { "停气", "没气" }, to = new[] { "unit:front" }, recovery = "2026-03-03T18:00" };

    [Fact]
    public void It_is_made_amended_and_ended_and_every_edition_stays()
    {
        var made = Done(new Matter(Key), "announce-emergency", "qian", Outage);
        var changed = Done(made, "amend", "sun", new { title = "东关片区停气", wording = "二十点恢复", area = new[] { "东关" } });
        var editions = Announcement.Editions(Done(changed, "end-announcement", "qian", new { reason = "已恢复供气" }));
        Assert.Equal([(1, "抢修中，预计十八点恢复", "qian"), (2, "二十点恢复", "sun")], editions.Select(one => (one.Edition, one.Wording!, one.ChangedBy)));
        Assert.Equal(("qian", "已恢复供气"), (editions[^1].EndedBy, editions[^1].EndedWhy));
    }

    [Fact]
    public void Who_may_not_and_what_is_missing_is_refused()
    {
        Assert.Equal("not-announcer", Refused(new Matter(Key), "announce-emergency", "li", Outage));
        Assert.Equal("field-missing", Refused(new Matter(Key), "announce-change", "qian", new { title = "改时间" }));
        Assert.Equal("not-announced", Refused(new Matter(Key), "amend", "qian", Outage));
        Assert.Equal("bad-time", Refused(new Matter(Key), "announce-change", "qian", new { title = "改时间", wording = "改为九点", until = "2026-03-02T09:00" }));
        var ended = Done(Done(new Matter(Key), "announce-emergency", "he", Outage), "end-announcement", "he", new { });
        Assert.Equal("announcement-ended", Refused(ended, "amend", "qian", Outage));
    }

    [Fact]
    public void What_a_pack_asks_of_it_is_refused_under_its_clause()
    {
        var strict = new Story(Story.Pack("notices", "records:\n  - {act: announce-emergency, form: emergency-notice, fields: [wording, recovery, to], clause: 二}")).At("2026-03-03T09:00");
        var refused = Assert.IsType<Decision.Refused>(Do(new Matter(Key), "announce-emergency", "qian", new { title = "停气", wording = "抢修中" }, strict));
        Assert.Equal(("record-incomplete", "二"), (refused.Refusals[^1].Code, refused.Refusals[^1].Clause));
        Assert.Equal(["recovery", "to"], refused.Refusals[^1].Fields);
    }

    [Theory]
    [InlineData("家里停气了", "东关社区3号楼", Fit.Yes)]
    [InlineData("东关这边怎么没气", null, Fit.Yes)]
    [InlineData("家里停气了", null, Fit.Perhaps)]
    [InlineData("想问发票", "东关社区3号楼", Fit.Perhaps)]
    [InlineData("", "东关社区3号楼", Fit.None)]
    [InlineData("想问发票", "河畔新城", Fit.None)]
    public void It_fits_by_what_is_said_and_where(string content, string? address, Fit fit) => Assert.Equal(fit, Announcement.Fits(["停气", "没气"], ["东关"], content, address));

    [Fact]
    public void One_that_names_only_words_or_only_places_fits_by_these()
    {
        Assert.Equal(Fit.Yes, Announcement.Fits(["发票"], [], "发票怎么开", null));
        Assert.Equal(Fit.Yes, Announcement.Fits([], ["东关"], "表不走字", "东关社区"));
        Assert.Equal(Fit.None, Announcement.Fits([], [], "什么都行", "东关"));
    }
}

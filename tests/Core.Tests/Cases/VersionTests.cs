using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>A case is judged by the text it was registered under, whatever was adopted since.</summary>
public class VersionTests
{
    private static readonly Pack Before = Story.Pack("rules", """
        duties:
          - {duty: contact, bearer: first-contact, owed-to: customer, from: register, within: {working-days: 3}, clause: 一}
          - {duty: resolve, bearer: first-contact, owed-to: customer, from: contact, within: {working-days: 5}, clause: 二}
        """);
    private static readonly Pack After = Story.Pack("rules", """
        duties:
          - {duty: contact, bearer: first-contact, owed-to: customer, from: register, within: {working-days: 1}, clause: 一}
        """);

    private static readonly Story Begun = new Story(Before).Call();

    private static Regime Now(params Pack[] known) => Begun.Regime with { Packs = [After], Versions = known.ToDictionary(pack => pack.Mark) };

    private static Matter Contact(Regime regime) => Assert.IsType<Decision.Accepted>(
        Deciding.Do(regime, Begun.Case, new Act("contact", "li", Begun.Case.OpenedAt.AddHours(1), Fields.None), [])).Matter;

    [Fact]
    public void What_was_opened_under_an_earlier_version_goes_on_under_it()
    {
        var matter = Contact(Now(Before));
        Assert.Equal(["contact", "resolve"], matter.Duties.Select(duty => duty.Name));
        Assert.All(matter.Duties, duty => Assert.Equal(Before.Hash, duty.Version));
    }

    [Fact]
    public void What_begins_now_begins_under_the_version_in_force()
    {
        var begun = Assert.IsType<Decision.Accepted>(Deciding.Open(Now(Before), new(MatterKind.Case, "new"), new Act("register", "li", Begun.Case.OpenedAt, Begun.Case.Facts)));
        Assert.Equal([After.Mark], begun.Matter.Packs);
        Assert.Equal(After.Hash, begun.Matter.Duties.Single().Version);
    }

    [Fact]
    public void A_version_whose_text_is_lost_gives_way_to_the_one_in_force() => Assert.Equal(["contact"], Contact(Now()).Duties.Select(duty => duty.Name));

    [Fact]
    public void A_pack_that_was_given_up_still_binds_what_was_opened_under_it() =>
        Assert.Equal(["contact", "resolve"], Contact(Begun.Regime with { Packs = [], Versions = new Dictionary<string, Pack> { [Before.Mark] = Before } }).Duties.Select(duty => duty.Name));
}

using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Packs;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>奖励 from the report to the payout, and the ranking behind it.</summary>
public class RewardingTests
{
    private static readonly Organisation Town = new(
        [new("company") { Head = "lu" }, new("front") { Head = "zhao", Leader = "song", Parent = "company" }, new("people") { Role = "hr", Head = "gu", Parent = "company" }],
        [new("lu") { Unit = "company" }, new("song") { Unit = "company" }, new("zhao") { Unit = "front" }, new("li") { Unit = "front" }, new("gu") { Unit = "people" }, new("mo") { Unit = "people" }]);

    private static readonly Pack Measures = Story.Pack("measures", "ledgers:\n  - {ledger: fund, in: [cash-fine], out: [reward], clause: 三}");
    private static readonly Regime Regime = new(Town, Calendars.Office, [Measures], new Dictionary<string, Node>());
    private static readonly DateTimeOffset Morning = Calendars.Office.At("2026-03-04T09:00");
    private static readonly Matter New = new(Rewarding.Key(1));

    private static Matter Holding(long fen) => new Matter(Executing.Ledgers).Apply(new Posted("fund", "measures", "cash-fine", Party.Person("x"), fen, "2026", "三") { At = Morning });
    private static Decision Try(Matter reward, string act, string by, object with, long fen = 0) => Deciding.Do(Regime, reward, new(act, by, Morning.AddMinutes(reward.Version), Fields.Of(with)), [Holding(fen)]);
    private static Matter Done(Matter reward, string act, string by, object with, long fen = 0) => Assert.IsType<Decision.Accepted>(Try(reward, act, by, with, fen)).Matter;
    private static string Refused(Matter reward, string act, string by, object with, long fen = 0) => string.Join(", ", Assert.IsType<Decision.Refused>(Try(reward, act, by, with, fen)).Refusals.Select(one => one.Code));

    private static readonly object Deed = new { person = "li", amount = 120.5, deed = "雨夜抢修" };

    [Fact]
    public void A_reward_is_reported_approved_and_paid_once_by_three_people()
    {
        Assert.Equal("own-matter", Refused(New, "submit-reward", "li", Deed));
        Assert.Equal("not-submitter", Refused(New, "submit-reward", "li", new { person = "mo", amount = 1, deed = "x" }));
        Assert.Equal("field-missing", Refused(New, "submit-reward", "zhao", new { person = "li" }));
        Assert.Equal("bad-amount", Refused(New, "submit-reward", "zhao", new { person = "li", deed = "x", amount = 0.001 }));
        var reward = Done(New, "submit-reward", "zhao", Deed);
        Assert.Equal("not-approver", Refused(reward, "approve-reward", "zhao", new { }));
        Assert.Equal("wrong-state", Refused(reward, "reward", "gu", new { }, 20000));
        reward = Done(reward, "approve-reward", "song", new { });
        Assert.Equal("wrong-state", Refused(reward, "approve-reward", "song", new { }));
        Assert.Equal("not-payer", Refused(reward, "reward", "zhao", new { }, 20000));
        Assert.Equal("fund-short", Refused(reward, "reward", "gu", new { }, 12049));
        reward = Done(reward, "reward", "gu", new { amount = 9999 }, 12050);
        Assert.Equal(-12050, Assert.Single(reward.Postings).Amount);
        Assert.Equal("wrong-state", Refused(reward, "reward", "gu", new { }, 20000));
        reward = Done(reward, "reverse", "gu", new { reason = "重复发放" });
        Assert.Equal(("reversed", 0), (Rewarding.Status(reward), reward.Postings.Sum(posted => posted.Amount)));
    }

    [Fact]
    public void What_the_leader_does_not_approve_is_not_paid()
    {
        var reward = Done(New, "submit-reward", "zhao", Deed);
        Assert.Equal("field-missing", Refused(reward, "decline-reward", "song", new { }));
        Assert.Equal("wrong-state", Refused(Done(reward, "decline-reward", "song", new { reason = "事迹不详" }), "reward", "gu", new { }, 20000));
    }

    [Fact]
    public void Few_answers_are_not_ranked_and_equals_share_a_place()
    {
        var places = Ranking.Of([new("a", 5, 5), new("b", 18, 20), new("c", 18, 20), new("d", 190, 200), new("e", 3, 20)], 10);
        Assert.Equal([("d", 1, false), ("b", 2, true), ("c", 2, true), ("e", 4, false)], places.Where(one => one.No is not null).Select(one => (one.Id, one.No!.Value, one.Shared)));
        Assert.Null(Assert.Single(places, one => one.Id == "a").No);
        Assert.Null(Assert.Single(Ranking.Of([new("five", 5, 5)], 1)).No);
        Assert.Equal(1, Assert.Single(Ranking.Of([new("six", 0, 6)], 1)).No);
    }
}

using Shouwen.Chain;
using Shouwen.Judging;
using Shouwen.Rehearsals;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Where a transfer is proposed to: a rule's unit, the one meant, or the one that answers for firm, place or work.</summary>
public class ProposedTests
{
    private static readonly Setting House = RehearsalReader.Read("""
        rehearsal: x
        packs: []
        organisation:
          units:
            - {id: front, head: zhao}
            - {id: ops, head: qian, scope: [repair], territory: [east]}
            - {id: works, head: song, vendors: [宏达管道, 七队]}
          people: [{id: li, unit: front}]
        steps: [{at: 2026-03-02T09:00}]
        """, "house").Value!.Setting;

    private static (string, string)? Proposed(object with, params Shouwen.Packs.Pack[] packs)
    {
        var stage = new Stage(Stage.RegimeOf(House, packs, Calendars.China));
        stage.Until(stage.Regime.Calendar.At("2026-03-02T09:00"));
        Assert.IsType<Shouwen.Cases.Decision.Accepted>(stage.Do(new Step(0, "2026-03-02T09:00", "li", "register", Fields.Of(new { channel = "phone", scope = "other-unit", content = "砸坏墙砖" }).With(Fields.Of(with)), null, null)));
        return Ownership.Proposed(new Scene(stage.Regime, stage.Matters[^1], null, stage.Now));
    }

    [Fact]
    public void The_unit_that_answers_for_the_firm_comes_before_place_and_work() =>
        Assert.Equal(("works", "vendor"), Proposed(new { kind = "repair", vendor = "七队", territory = "east" }));

    [Fact]
    public void Without_a_firm_the_place_tells_then_the_work_and_else_nothing()
    {
        Assert.Equal(("ops", "territory"), Proposed(new { kind = "enquiry", territory = "east" }));
        Assert.Equal(("ops", "scope"), Proposed(new { kind = "repair" }));
        Assert.Null(Proposed(new { kind = "enquiry", vendor = "没有登记的队伍" }));
    }

    [Fact]
    public void What_was_meant_comes_first_but_not_the_unit_that_has_it_already()
    {
        Assert.Equal(("ops", "meant"), Proposed(new { kind = "repair", unit = "ops", vendor = "七队" }));
        Assert.Equal(("works", "vendor"), Proposed(new { kind = "enquiry", unit = "front", vendor = "宏达管道" }));
    }

    [Fact]
    public void A_rule_that_looks_for_the_firm_finds_its_unit() =>
        Assert.Equal(("works", "placed"), Proposed(new { kind = "repair", vendor = "七队", territory = "east" }, Story.Pack("p", "ownership:\n  - {as: handling-unit, by: vendor, if: {vendor: true}, clause: 一}\n  - {as: handling-unit, by: territory, clause: 二}")));
}

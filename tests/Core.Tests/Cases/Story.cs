using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Rehearsals;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>
/// A story in one named organisation: front desk (li, liu under zhao), operations (sun, zhou under qian), laboratory (xu under wu), and the bodies.
/// wang is the leader above. Whatever is done goes through the decisions of Core; what is expected is written as in a rehearsal.
/// </summary>
internal sealed class Story
{
    private const string World = """
        rehearsal: world
        packs: []
        organisation:
          units:
            - {id: front, head: zhao, leader: wang}
            - {id: ops, head: qian, leader: wang, contact: sun, scope: [repair], territory: [east]}
            - {id: lab, head: wu, leader: wang}
            - {id: service, role: customer-service, head: he}
            - {id: people, role: hr, head: gu}
            - {id: admin, role: general-administration, head: ma}
            - {id: quality, role: quality-inspection, head: fang}
          people:
            - {id: li, unit: front, name: 李小双}
            - {id: liu, unit: front}
            - {id: sun, unit: ops, phone: "13900000000"}
            - {id: zhou, unit: ops}
            - {id: xu, unit: lab}
            - {id: wang, unit: "", name: 王总}
          duty-roster: [{channel: hotline, from: 2026-03-02T08:30, to: 2026-03-31T17:30, person: liu}]
          set: SET
        steps: [{at: 2026-03-02T09:00}]
        """;

    private static readonly Setting Usual = Setting("{}");

    private readonly Stage _stage;
    private string _at = "";

    public Story(params Pack[] packs) : this(Usual, packs) { }

    private Story(Setting setting, Pack[] packs) => _stage = new(Stage.RegimeOf(setting, packs, Calendars.China));

    /// <summary>The same organisation with parameters filled in: <c>{callback-limit: {working-days: 2}}</c>.</summary>
    public static Story With(string set, params Pack[] packs) => new(Setting(set), packs);

    public Regime Regime => _stage.Regime;
    public DateTimeOffset Now => _stage.Now;
    public IReadOnlyList<Matter> Matters => _stage.Matters;
    public Matter Case => _stage.Of(MatterKind.Case).Last();
    public Matter Finding => _stage.Of(MatterKind.Finding).Last();

    /// <summary>A pack from its sections; every rule cites 一 unless it says otherwise.</summary>
    public static Pack Pack(string id, string sections)
    {
        var reading = PackReader.Read($"pack: {id}\ntitle: 示例\nclauses: {{一: 甲, 二: 乙, 三: 丙}}\n{sections}\n", id);
        Assert.Equal([], reading.Problems.Select(problem => problem.ToString()));
        return reading.Value!;
    }

    public Story At(string moment)
    {
        _at = moment;
        _stage.Until(Regime.Calendar.At(moment));
        return this;
    }

    public Story Does(string by, string act, object? with = null)
    {
        if (Try(by, act, with) is Decision.Refused { Refusals: var refusals })
            Assert.Fail(string.Join("\n", refusals.Select(refusal => $"{_at} {by} {act}: {refusal.Code} {refusal.Sentence}")));
        return this;
    }

    /// <summary>The act must be refused for exactly these reasons, and change nothing.</summary>
    public Story Refused(string by, string act, string codes, object? with = null)
    {
        var before = _stage.Matters.ToList();
        var decision = Try(by, act, with);
        Assert.Equal(codes, decision is Decision.Refused { Refusals: var refusals } ? string.Join(", ", refusals.Select(refusal => refusal.Code)) : "accepted");
        Assert.Equal(before, _stage.Matters);
        return this;
    }

    public Story Expect(string expect)
    {
        var node = Yaml.Read($"expect: {{{expect}}}", "story").Value!["expect"]!;
        Assert.Equal([], node.Entries!.Select(entry => entry.Key).Where(key => !Expectations.Keys.Contains(key)));
        var failing = string.Join("\n", Expectations.Failing(node, _stage).Select(failing => $"{_at} {failing.Expected}\n  got {failing.Got}"));
        Assert.True(failing.Length == 0, failing);
        return this;
    }

    /// <summary>li takes a call about something of operations; the latest is labelled A.</summary>
    public Story Call(object? more = null) => At("2026-03-03T09:00").Does("li", "register",
        Fields.Of(new { @case = "A", channel = "phone", kind = "enquiry", scope = "other-unit", unit = "ops", customer = new { name = "陈女士", phone = "13800000000" }, content = "气压低" }).With(Fields.Of(more ?? new { })));

    public Decision Try(string by, string act, object? with = null) =>
        _stage.Do(new Step(0, _at, by, act, with as Fields ?? Fields.Of(with ?? new { }), null, null));

    private static Setting Setting(string set) => RehearsalReader.Read(World.Replace("SET", set, StringComparison.Ordinal), "world").Value!.Setting;
}

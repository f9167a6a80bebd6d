using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

/// <summary>Every kind of rule becomes the right typed values.</summary>
public class RuleReadingTests
{
    private static readonly Role Handler = new("handler");

    private static Matcher If(string matcher) => Read.Rule<RecordRule>("records", $"act: close, fields: [], if: {matcher}").If!;
    private static Element From(string element) => Read.Rule<DutyRule>("duties", $"duty: answer, bearer: handler, from: {element}").From!;

    [Fact]
    public void About()
    {
        var rule = Read.Rule<AboutRule>("about", "what: yields-to, rulebook: 奖惩条例, over: sanctions, packs: [a, b], by: hr, control: red-stamp");
        Assert.Equal(("yields-to", "奖惩条例", "sanctions", "hr"), (rule.What, rule.Rulebook, rule.Over, rule.By));
        Assert.Equal(["a", "b"], rule.Packs);
        Assert.Equal("red-stamp", rule.More["control"]);
    }

    [Fact]
    public void Applies()
    {
        var rule = Read.Rule<AppliesRule>("applies", "bound: [leaders, regular], leaves-out: contractor, customers: external, channels: [phone], kinds: repair, subjects: 水, services: 各部门, projects: [new, rebuilt]");
        Assert.Equal(["leaders", "regular"], rule.Bound);
        Assert.Equal(["contractor"], rule.LeavesOut);
        Assert.Equal(["external"], rule.Customers);
        Assert.Equal(["phone"], rule.Channels);
        Assert.Equal(["repair"], rule.Kinds);
        Assert.Equal(["水"], rule.Subjects);
        Assert.Equal("各部门", rule.More["services"]);
        Assert.Equal(["new", "rebuilt"], rule.Projects);
    }

    [Fact]
    public void Word()
    {
        var rule = Read.Rule<WordRule>("words", "word: company, is: channel-class, says: 公司渠道, of: [phone, {set: more}]");
        Assert.Equal(("company", "channel-class", "公司渠道"), (rule.Word, rule.Is, rule.Says));
        Assert.Equal([new Value("phone"), new Value(null, "more")], rule.Of);
        Assert.Equal(new Matcher.Compares("flow", Comparison.Over, new Value("10")),
            Read.Rule<WordRule>("words", "word: large, is: project-class, says: 大型, if: {flow: {over: 10}}").If);
    }

    [Fact]
    public void Set_and_open()
    {
        var rule = Read.Rule<SetRule>("set", "name: wait, type: limit, default: {hours: 1}, ask: 多久？");
        Assert.Equal(("wait", "limit", false, "多久？"), (rule.Name, rule.Type, rule.Open, rule.Ask));
        Assert.Equal("1", rule.Default!["hours"]!.Scalar);
        Assert.True(Read.Rule<SetRule>("set", "name: wait, type: date, open: true, ask: 哪天？").Open);
        var open = Read.Rule<OpenRule>("open", "slot: layout, why: 原文缺");
        Assert.Equal(("layout", "原文缺"), (open.Slot, open.Why));
    }

    [Theory]
    [InlineData("limit", "same-day")]
    [InlineData("period", "half-year")]
    [InlineData("number", "3")]
    [InlineData("share", "3%")]
    [InlineData("amount", "{from: 100}")]
    [InlineData("text", "红章")]
    [InlineData("date", "2026-03-01")]
    [InlineData("list", "[甲, 乙]")]
    [InlineData("channels", "[phone, visit]")]
    public void A_parameter_of_each_type_takes_a_default(string type, string given) =>
        Assert.NotNull(Read.Rule<SetRule>("set", $"name: x, type: {type}, default: {given}, ask: 多少？").Default);

    [Fact]
    public void Ownership()
    {
        var rule = Read.Rule<OwnershipRule>("ownership", "as: handler, who: {head: handling-unit}, from: take-over, if: {told: false}, owes: [customer, first-contact], until: told");
        Assert.Equal(("handler", "head:handling-unit", "told"), (rule.As, rule.Who!.ToString(), rule.Until));
        Assert.Equal(new Element.One("take-over"), rule.From);
        Assert.Equal(["customer", "first-contact"], rule.Owes.Select(role => role.ToString()));
        var unit = Read.Rule<OwnershipRule>("ownership", "as: handling-unit, by: territory");
        Assert.Null(unit.Who);
        Assert.Equal(["territory"], unit.By);
    }

    [Fact]
    public void Duty_from_an_event()
    {
        var rule = Read.Rule<DutyRule>("duties", "duty: inform, id: tell, bearer: [handler, {liaison: handling-unit}], owed-to: customer, from: register, "
            + "within: {working-days: 3}, met-by: [told, exempt], waived-by: return, pauses: [customer, weather], extends: true, shortens: true, inside: whole, breach: {finding: late}");
        Assert.Equal(("inform", "tell", "whole", "late"), (rule.Duty, rule.Key, rule.Inside, rule.BreachFinding));
        Assert.Equal(["handler", "liaison:handling-unit"], rule.Bearers.Select(role => role.ToString()));
        Assert.Equal(new Role("customer"), rule.OwedTo);
        Assert.Equal(new Limit(LimitUnit.WorkingDays, 3), rule.Within);
        Assert.Equal([new Element.One("told"), new Element.One("exempt")], Assert.IsType<Element.AnyOf>(rule.MetBy).Of);
        Assert.Equal(new Element.One("return"), rule.WaivedBy);
        Assert.Equal(["customer", "weather"], rule.Pauses);
        Assert.True(rule.Extends && rule.Shortens);
    }

    [Fact]
    public void Duty_of_a_period_of_a_state_and_with_a_count()
    {
        var monthly = Read.Rule<DutyRule>("duties", "duty: hand-in, bearer: each-unit, every: month, per: each-unit, until: period-end");
        Assert.Equal((new Value("month"), "each-unit", "period-end"), (monthly.Every!.Value, monthly.Per, monthly.Until));
        Assert.Equal(new Element.One("hand-in"), monthly.MetBy);
        Assert.Equal(new Value(null, "p"), Read.Rule<DutyRule>("duties", "duty: train, bearer: hr, every: {set: p}").Every);
        Assert.Equal("liaison-named", Read.Rule<DutyRule>("duties", "duty: change-contact, keep: liaison-named, bearer: each-unit").Keep);
        var sampled = Read.Rule<DutyRule>("duties", "duty: callback, bearer: market, from: plan-sample, count: {share: {set: s}, of: population, round: up}");
        Assert.Equal(new DutyCount(new Value(null, "s"), "population", true), sampled.Count);
    }

    [Fact]
    public void Gate()
    {
        var rule = Read.Rule<GateRule>("gates", "act: [close, archive], only: [hr, {head: handling-unit}], code: no, "
            + "needs: [{done: [register, resolve], in-order: true}, {given: [reason, to]}, {holds: {told: true}}, {ahead: {working-days: 1}, of: inform}]");
        Assert.Equal(["close", "archive"], rule.Acts);
        Assert.Equal("no", rule.Code);
        Assert.Equal(["hr", "head:handling-unit"], rule.Only.Select(role => role.ToString()));
        var steps = Assert.IsType<Element.AllOf>(rule.Needs[0].Done);
        Assert.True(steps.InOrder);
        Assert.Equal([new Element.One("register"), new Element.One("resolve")], steps.Of);
        Assert.Equal(["reason", "to"], rule.Needs[1].Given);
        var holds = Assert.IsType<Matcher.Is>(rule.Needs[2].Holds);
        Assert.Equal(("told", new Value("true")), (holds.Fact, holds.Values.Single()));
        Assert.Equal((new Limit(LimitUnit.WorkingDays, 1), "inform"), (rule.Needs[3].Ahead, rule.Needs[3].AheadOf));
        Assert.True(Read.Rule<GateRule>("gates", "act: guide, never: true, code: no").Never);
    }

    [Fact]
    public void Record_right_and_notify()
    {
        var record = Read.Rule<RecordRule>("records", "act: transfer, form: slip, fields: [content, customer.name]");
        Assert.Equal(("slip", "transfer"), (record.Form, record.Acts.Single()));
        Assert.Equal(["content", "customer.name"], record.Fields);
        var right = Read.Rule<RightRule>("rights", "who: {unit: upstream}, may: [escalate, urge], towards: downstream, to: hr, owner: supervision");
        Assert.Equal("unit:upstream", right.Who.Single().ToString());
        Assert.Equal(["escalate", "urge"], right.May);
        Assert.Equal((new Role("downstream"), new Role("hr"), new Role("supervision")), (right.Towards.Single(), right.To.Single(), right.Owner!));
        var notify = Read.Rule<NotifyRule>("notify", "at: {when: transfer, by: handler}, to: hr, send: copy");
        Assert.Equal((new Element.One("transfer", null, Handler), "copy"), (notify.At, notify.Send));
        Assert.Equal("notice", Read.Rule<NotifyRule>("notify", "at: transfer, to: [hr]").Send);
    }

    [Fact]
    public void Finding()
    {
        var rule = Read.Rule<FindingRule>("findings", "finding: default, from: attribute, if: {level: next}, cites: [一, all], against: accused, main: true, by: [hr, supervision]");
        Assert.Equal(("default", "accused", true), (rule.Finding, rule.Against!.Name, rule.Main));
        Assert.Equal(["一", "all"], rule.Cites);
        Assert.Equal(["hr", "supervision"], rule.By.Select(role => role.Name));
    }

    [Fact]
    public void Consequence_that_proposes()
    {
        var rule = Read.Rule<ConsequenceRule>("consequences", "if: {count: {demerits: {at-least: 2}}}, propose: [demerit, {cash-fine: 200}, {pay-cut: {from: 1, to: 2}}, {bonus-withheld: {from: 5}}, "
            + "{performance-pay-deduction: {set: x}}], choose: one, wording: must, against: accused, approve: {leader: accused-unit}, by: hr, needs: {holds: {verified: true}}");
        Assert.Equal([new Effect("demerit"), new Effect("cash-fine", 200, 200), new Effect("pay-cut", 1, 2), new Effect("bonus-withheld", 5),
            new Effect("performance-pay-deduction", Set: "x")], rule.Propose);
        Assert.Equal(("one", "must", "leader:accused-unit", "hr"), (rule.Choose, rule.Wording, rule.Approve.Single().ToString(), rule.By.Single().ToString()));
        Assert.NotNull(rule.Needs.Single().Holds);
        Assert.Equal(new Matcher.Compares("count", Comparison.AtLeast, new Value("2"), "demerits"), rule.If);
        var amount = Read.Rule<ConsequenceRule>("consequences", "propose: [apology, cash-fine, {pay-cut: 3}], amount: {set: fine}");
        Assert.Equal([new Effect("apology"), new Effect("cash-fine", Set: "fine"), new Effect("pay-cut", 3, 3)], amount.Propose);
        Assert.Equal(("all", "may"), (amount.Choose, amount.Wording));
    }

    [Fact]
    public void Consequence_of_each_other_effect()
    {
        Assert.Equal(new Value("2"), Read.Rule<ConsequenceRule>("consequences", "deduct: 2").Deduct);
        var rate = Read.Rule<ConsequenceRule>("consequences", "rate: [C, D], period: [month, quarter]");
        Assert.Equal(["C", "D"], rate.Rate);
        Assert.Equal(["month", "quarter"], rate.Periods);
        Assert.Equal([new Effect("annual-merit")], Read.Rule<ConsequenceRule>("consequences", "reward: annual-merit").Reward);
        var weigh = Read.Rule<ConsequenceRule>("consequences", "weigh: heavier, factors: [一①]");
        Assert.Equal(("heavier", "一①"), (weigh.Weigh, weigh.Factors.Single()));
        var catalogue = Read.Rule<ConsequenceRule>("consequences", "catalogue: [demerit], closed: true, rulebook: 办法");
        Assert.Equal(("demerit", true, "办法"), (catalogue.Catalogue!.Single().Name, catalogue.Closed, catalogue.Rulebook));
    }

    [Fact]
    public void Count_ledger_and_guidance()
    {
        var count = Read.Rule<CountRule>("counts", "count: demerits, of: [sanction, urge], if: {sanction: demerit}, by: person, window: {set: w}");
        Assert.Equal(("demerits", "person", new Value(null, "w")), (count.Count, count.By, count.Window!.Value));
        Assert.Equal(["sanction", "urge"], count.Of);
        var ledger = Read.Rule<LedgerRule>("ledgers", "ledger: fund, in: [cash-fine, deduct], out: reward, period: month, by: hr");
        Assert.Equal(("fund", "reward", "month", "hr"), (ledger.Ledger, ledger.Out.Single(), ledger.Period, ledger.By.Single().Name));
        Assert.Equal(["cash-fine", "deduct"], ledger.In);
        var guidance = Read.Rule<GuidanceRule>("guidance", "at: [register], for: handler, text: 热情, terms: [热情]");
        Assert.Equal(("register", "handler", "热情", "热情"), (guidance.At.Single(), guidance.For.Single().Name, guidance.Text, guidance.Terms.Single()));
        Assert.Empty(Read.Rule<GuidanceRule>("guidance", "at: always, text: 热情").At);
    }

    [Fact]
    public void Banned_visibility_and_retention()
    {
        var banned = Read.Rule<BannedRule>("banned", "phrases: [不知道], similar: true, at: [answer]");
        Assert.Equal(("不知道", true, "answer"), (banned.Phrases.Single(), banned.Similar, banned.At.Single()));
        Assert.Empty(Read.Rule<BannedRule>("banned", "phrases: []").Phrases);
        var seen = Read.Rule<VisibilityRule>("visibility", "what: misroute, to: customer, show: false");
        Assert.Equal(("misroute", "customer", false), (seen.What, seen.To.Single().Name, seen.Show));
        var kept = Read.Rule<RetentionRule>("retention", "what: slip, years: 5, copies: [handling-unit], by: hr");
        Assert.Equal(("slip", new Value("5"), "handling-unit", "hr"), (kept.What, kept.Years, kept.Copies.Single().Name, kept.By.Single().Name));
    }

    [Fact]
    public void Elements()
    {
        Assert.Equal(new Element.One("told"), From("told"));
        Assert.Equal(new Element.One("told"), From("[told]"));
        var any = Assert.IsType<Element.AnyOf>(From("[told, {when: transfer, if: {mode: slip}, by: {head: handling-unit}}]"));
        var transfer = Assert.IsType<Element.One>(any.Of[1]);
        Assert.Equal(("transfer", "head:handling-unit"), (transfer.Name, transfer.By!.ToString()));
        Assert.Equal("mode", Assert.IsType<Matcher.Is>(transfer.If).Fact);
        var all = Assert.IsType<Element.AllOf>(From("{all: [told, close]}"));
        Assert.Equal((2, false), (all.Of.Count, all.InOrder));
    }

    [Theory]
    [InlineData("{working-hours: 2}", LimitUnit.WorkingHours, 2)]
    [InlineData("{working-days: 3}", LimitUnit.WorkingDays, 3)]
    [InlineData("{hours: 1}", LimitUnit.Hours, 1)]
    [InlineData("{calendar-days: 7}", LimitUnit.CalendarDays, 7)]
    [InlineData("{months: 1}", LimitUnit.Months, 1)]
    [InlineData("same-day", LimitUnit.SameDay, 0)]
    [InlineData("immediate", LimitUnit.Immediate, 0)]
    [InlineData("prompt", LimitUnit.Prompt, 0)]
    public void Limits(string limit, LimitUnit unit, int amount) =>
        Assert.Equal(new Limit(unit, amount), Read.Rule<DutyRule>("duties", $"duty: answer, bearer: handler, from: register, within: {limit}").Within);

    [Fact]
    public void A_limit_may_be_a_parameter() =>
        Assert.Equal("x", Read.Rule<DutyRule>("duties", "duty: answer, bearer: handler, from: register, within: {set: x}").Within!.Set);

    [Fact]
    public void Matchers_of_facts()
    {
        Assert.Equal([new Value("own-post"), new Value(null, "x")], Assert.IsType<Matcher.Is>(If("{scope: [own-post, {set: x}]}")).Values);
        Assert.Equal(new Matcher.Compares("round", Comparison.Equal, new Value("1")), If("{round: 1}"));
        Assert.Equal(new Matcher.Compares("rank", Comparison.AtMost, new Value(null, "n")), If("{rank: {at-most: {set: n}}}"));
        Assert.Equal(new Matcher.Compares("count", Comparison.Equal, new Value("1"), "failings"), If("{count: {failings: 1}}"));
        Assert.Equal(["hr", "leader:handling-unit"], Assert.IsType<Matcher.Holds>(If("{to: [hr, {leader: handling-unit}]}")).Roles.Select(role => role.ToString()));
        Assert.Equal("finding", Assert.IsType<Matcher.Is>(If("{finding: late}")).Fact);
    }

    [Fact]
    public void Matchers_joined()
    {
        var both = Assert.IsType<Matcher.All>(If("{kind: {not: [complaint, praise]}, told: true}"));
        Assert.Equal(2, Assert.IsType<Matcher.Is>(Assert.IsType<Matcher.Not>(both.Of[0]).Of).Values.Count);
        var range = Assert.IsType<Matcher.All>(If("{trips: {at-least: 1, at-most: 3}}"));
        Assert.Equal([Comparison.AtLeast, Comparison.AtMost], range.Of.Cast<Matcher.Compares>().Select(test => test.Comparison));
        var any = Assert.IsType<Matcher.Any>(If("{any: [{told: true}, {not: {flag: media}}, {all: [{ok: true}, {main: true}]}]}"));
        Assert.IsType<Matcher.Not>(any.Of[1]);
        Assert.Equal(2, Assert.IsType<Matcher.All>(any.Of[2]).Of.Count);
        Assert.IsType<Matcher.Any>(If("{round: [1, {at-least: 3}]}"));
        Assert.IsType<Matcher.Not>(If("{actor: {not: {head: handling-unit}}}"));
    }
}

using System.Text.Json;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Replays;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>
/// Whatever anybody does, in whatever order, under whatever packs: the chain has no gap, no duty is lost, clocks tell the truth, and the journal can be
/// written, read and replayed. Stories are drawn from a seed, so that one that fails can be played again.
/// </summary>
public class AnyStoryTests
{
    private const int Stories = 2_000;

    private static readonly Pack General = Story.Pack("general", """
        ownership:
          - {as: first-contact, who: {head: first-asked}, if: {urgency: urgent}, clause: 一}
          - {as: first-contact, who: taker, from: take-over, if: {kind: repair}, clause: 一}
          - {as: handling-unit, by: [scope], clause: 一}
        duties:
          - {duty: transfer, bearer: first-contact, owed-to: customer, from: register, if: {scope: other-unit}, within: {working-hours: 2}, breach: {finding: delay}, clause: 一}
          - {duty: take-over, bearer: taker, owed-to: giver, from: [transfer, forward], within: {hours: 4}, met-by: [take-over, designate, return, forward], breach: {finding: delay}, clause: 一}
          - {duty: resolve, bearer: handler, owed-to: first-contact, from: [register, {when: callback, if: {rating: dissatisfied}}], within: {working-days: 3}, pauses: [customer, weather], extends: true, shortens: true, waived-by: explain, breach: {finding: delay}, clause: 二}
          - {duty: inform, bearer: first-contact, owed-to: customer, from: resolve, within: same-day, met-by: [inform, told], clause: 二}
          - {duty: callback, bearer: customer-service, owed-to: customer, from: told, within: {calendar-days: 2}, clause: 二}
          - {duty: answer, bearer: actor, owed-to: customer, from: promise, until: promise, clause: 二}
        gates:
          - {act: close, needs: [{done: callback}], if: {kind: complaint}, code: no-callback, clause: 三}
          - {act: guide, never: true, if: {trips: {at-least: 1}}, code: sent-on-twice, clause: 三}
          - {act: decide-urgent, only: [{leader: handler}], code: not-leader, clause: 三}
        findings:
          - {finding: delay, from: breached, against: handler, clause: 三}
          - {finding: fault, from: attribute, main: true, against: accused, clause: 三}
          - {finding: complaint, from: {when: determine, if: {verdict: valid}}, against: complained-unit, clause: 三}
        consequences:
          - {if: {finding: delay}, propose: [{cash-fine: 200}, criticism], choose: any, against: accused, clause: 三}
          - {if: {against: unit}, deduct: 2, clause: 三}
        ledgers:
          - {ledger: fund, in: [cash-fine], out: [reward], clause: 三}
          - {ledger: wages, in: [cash-fine, reward], period: month, clause: 三}
        notify:
          - {at: transfer, to: [quality-inspection], send: copy, clause: 三}
        """);

    /// <summary>The handler comes from a rule: at once where the unit has a contact, back to the first contact at a defer.</summary>
    private static readonly Pack Dual = Story.Pack("dual", """
        ownership:
          - {as: handler, who: {contact: handling-unit}, if: {counterpart: true}, clause: 一}
          - {as: handler, who: first-contact, from: defer, clause: 一}
          - {as: lead, who: lead-unit, from: coordinate, clause: 一}
        duties:
          - {duty: contact, bearer: handler, owed-to: upstream, from: register, within: {working-days: 1}, clause: 一}
        """);

    private static readonly string[] People = ["li", "liu", "zhao", "sun", "zhou", "qian", "xu", "wu", "wang", "he", "gu", "ma", "fang", "nobody", Act.Customer, Act.System];
    private static readonly string[] Parties = ["li", "liu", "sun", "zhou", "qian", "xu", "ops", "lab", "front", "customer-service", "supervision", "unit:ops", "person:xu", "customer", "a:b", "moon", ""];
    private static readonly string[] Times = ["2026-03-04T12:00", "2026-03-20", "2026-04-07T17:30", "明天", "1999-01-01T00:00", "2259-01-01T00:00", "2026-05-01T00:00:00+08:00", "9999-12-31T23:59:59.9999999+00:00"];
    private static readonly string[] Keys =
        ["unit", "person", "to", "from", "units", "until", "due", "reason", "reply", "result", "text", "cause", "rating", "granted", "ok", "mode", "scope", "kind", "channel", "urgency", "flags", "clause",
         "against", "sanctions", "sanction", "amount", "verdict", "complainee", "misrouted", "limit", "customer", "content", "opinion", "confirmed", "addressed-to", "consented", "third-party", "satisfied", "matters", "materials", "steps"];

    [Fact]
    public void Hold_together_whatever_happens()
    {
        var statuses = new HashSet<string>();
        for (var seed = 1; seed <= Stories; seed++)
        {
            var at = "";
            try
            {
                new Teller(new Random(seed), statuses).Tell(ref at);
            }
            catch (Exception broken) when (broken is not OutOfMemoryException)
            {
                Assert.Fail($"story {seed}, {at}: {broken}");
            }
        }
        Assert.Superset(new HashSet<string>(["registered", "handling", "awaiting-transfer", "awaiting-takeover", "paused", "resolved", "informed", "called-back", "redo", "closed", "archived"]), statuses);
    }

    private sealed class Teller(Random random, HashSet<string> statuses)
    {
        private readonly Story _world = new([.. Drawn(random)]);
        private readonly List<Matter> _others = [];
        private List<Event> _journal = [];
        private DateTimeOffset _now = Calendars.Office.At("2026-03-02T08:00");

        /// <summary>Up to three packs: under all that ship together hardly a story would come to its end.</summary>
        private static IEnumerable<Pack> Drawn(Random random) => new[] { General, Dual }.Concat(Shipped.AndDrafts).OrderBy(_ => random.Next()).Take(random.Next(4));

        public void Tell(ref string at)
        {
            var begin = random.Next(5) == 0 ? "lead" : "register";
            var matter = new Matter(new(begin == "lead" ? MatterKind.Project : MatterKind.Case, "c"));
            var organisation = new Matter(new(MatterKind.Organisation, "o")).Apply(new Opened(Scopes.All(_world.Regime), "") { At = _now });
            for (var step = 0; step < 25; step++)
            {
                _now = _now.AddMinutes(random.Next(4) switch { 0 => 0, 1 => random.Next(60), 2 => random.Next(600), _ => random.Next(3_000) });
                var likely = step == 0 ? begin : Pick(["transfer", "take-over", "return", "forward", "designate", "resolve", "callback", "close", "promise", "pause", "resume", "hand-over-desk", "ask-support"]);
                var act = new Act(random.Next(3) > 0 ? likely : Pick([.. Vocabulary.Acts]), Doer(matter), _now, With());
                at = $"step {step} {act.Name} by {act.By} {act.With}";
                matter = Decide(matter, act);
                if (random.Next(5) == 0) matter = Keep(matter, Deciding.Lapse(_world.Regime, matter, _now));
                at = $"step {step} of the organisation {act.Name} by {act.By} {act.With}";
                if (random.Next(4) == 0) organisation = OfOrganisation(organisation, act);
                statuses.Add(matter.Status);
                if (_others.Count > 0 && random.Next(3) == 0) OnFinding(ref at);
                if (matter.Version > 0) Assert.NotEmpty(CustomerView.Of(new Scene(_world.Regime, matter, null, _now)).Lines);
            }
            at = "replayed";
            if (matter.Version > 0) Anew(matter);
        }

        private Matter Decide(Matter matter, Act act)
        {
            var decision = Deciding.Do(_world.Regime, matter, act, _others);
            Assert.Equal(Text(decision), Text(Deciding.Do(_world.Regime, matter, act, _others)));
            if (decision is Decision.Accepted accepted) return Keep(matter, accepted);
            Assert.All(((Decision.Refused)decision).Refusals, refusal => Assert.True(refusal.Code.Length > 0 && refusal.Sentence.EndsWith('。'), refusal.ToString()));
            return matter;
        }

        private Matter Keep(Matter before, Decision.Accepted accepted)
        {
            _journal = [.. _journal, .. accepted.Events];
            _others.AddRange(accepted.Openings.Select(opening => opening.Matter));
            Assert.Equal(_others.Count, _others.Select(other => other.Key).Distinct().Count());
            var matter = accepted.Matter;
            if (before.Version == 0 && matter.Version == 0) return matter;
            Whole(before, matter);
            Replays(matter);
            return matter;
        }

        private Matter OfOrganisation(Matter matter, Act act)
        {
            if (Deciding.Do(_world.Regime, matter, act, _others) is Decision.Accepted accepted) matter = accepted.Matter;
            matter = Periods.Advance(_world.Regime, matter, matter.OpenedAt, _now).Aggregate(matter, (grown, happened) => grown.Apply(happened));
            matter = Deciding.Lapse(_world.Regime, matter, _now).Matter;
            Assert.Equal(matter.Duties.Count, matter.Duties.Select(duty => duty.No).Distinct().Count());
            Assert.DoesNotContain(matter.Duties, duty => duty.State == DutyState.Open && duty.Due < _now);
            Assert.DoesNotContain(Periods.Advance(_world.Regime, matter, matter.OpenedAt, _now), happened => happened is DutyRaised { Duty.Period: not null });
            return matter;
        }

        private void OnFinding(ref string at)
        {
            var no = random.Next(_others.Count);
            var act = new Act(Pick(["verify", "classify", "propose", "approve", "execute", "attribute", "weigh", .. Vocabulary.Acts]), Pick(People), _now, With());
            at = $"finding {act.Name} by {act.By} {act.With}";
            if (Deciding.Do(_world.Regime, _others[no], act, [.. _others.Where((_, other) => other != no)]) is Decision.Accepted accepted) _others[no] = accepted.Matter;
            _ = Accountability.Proposals.Of(_world.Regime, _others[no], _others);
        }

        private void Whole(Matter before, Matter matter)
        {
            Assert.Single(matter.Chain.Links, link => link.State == LinkState.Holding);
            Assert.Equal((1, 0), (matter.Chain.Links[0].No, matter.Chain.Links[0].Giver));
            Assert.True(matter.Chain.Links[0].Stands);
            Assert.NotEqual(PartyKind.Customer, matter.FirstContact.Kind);
            foreach (var holder in matter.Chain.Holders.Append(matter.FirstContact).Append(matter.Handler))
                Assert.True(holder.IsPerson ? _world.Regime.Organisation.Person(holder.Id) is not null : _world.Regime.Organisation.Unit(holder.Id) is not null, $"{holder} is nobody");
            Assert.Equal(matter.Chain.Holding.Holder, matter.Handler);
            if (matter.Chain.Pending is { } pending) Assert.Equal((matter.Chain.Holding.No, matter.Chain.Holding.Holder), (pending.GiverLink, pending.Giver));

            Assert.True(matter.Duties.Count >= before.Duties.Count);
            foreach (var (no, duty) in matter.Duties.Index())
            {
                Assert.Equal(no + 1, duty.No);
                Assert.False(duty.State == DutyState.Open && duty.Due < matter.Acts[^1].At && before.Duties.Count > no && before.Duties[no].Due == duty.Due && before.Duties[no].State == DutyState.Open, $"{duty.Name} is past its due and not breached");
                if (duty.BreachedAt is { } breached) Assert.True(duty.Due <= breached && breached <= _now && breached >= duty.RaisedAt && duty.Holder is not null, $"{duty.Name} breached at {breached}");
                if (duty.State == DutyState.Met && duty.Due is { } due) Assert.True(duty.EndedAt <= due, $"{duty.Name} met after {due}");
                if (before.Duties.Count > no && !before.Duties[no].Stands) Assert.Equal(before.Duties[no] with { Holder = duty.Holder }, duty);
            }
        }

        private void Replays(Matter matter)
        {
            var read = _journal.Select(happened => JsonSerializer.Deserialize<Event>(JsonSerializer.Serialize(happened, Fields.Json), Fields.Json)!).ToList();
            Assert.Equal(Text(matter), Text(Matter.Replay(matter.Key, read)));
            Assert.Equal(_journal.Count, matter.Version);
            Assert.DoesNotContain(_journal.Zip(_journal.Skip(1)), pair => pair.First.At > pair.Second.At);
        }

        /// <summary>Decided anew under its own packs a story comes out as it was; under any other it still comes to its end, and comparing never fails.</summary>
        private void Anew(Matter matter)
        {
            foreach (var pack in _world.Regime.Packs)
            {
                var replayed = Replaying.Of(matter.Key, _journal, _world.Regime, pack, _now);
                Assert.Empty(replayed.Differences);
                Assert.Empty(replayed.Drift);
            }
            var draft = Shipped.AndDrafts[random.Next(Shipped.AndDrafts.Count)];
            Assert.Empty(Replaying.Of(matter.Key, _journal, _world.Regime, draft, _now).Drift);
        }

        private string Doer(Matter matter) => random.Next(3) switch
        {
            0 when !matter.Chain.Links.IsEmpty && matter.Chain.Holding.Holder.IsPerson => matter.Chain.Holding.Holder.Id,
            1 when matter.Chain.Pending is { To: { IsUnit: true } to } => _world.Regime.Organisation.HeadOf(to.Id) ?? Pick(People),
            _ => Pick(People),
        };

        private Fields With()
        {
            var with = new Dictionary<string, object?> { ["content"] = "气压低", ["unit"] = Pick(["ops", "lab"]), ["channel"] = Pick(["phone", "visit", "hotline"]), ["reply"] = "已答复", ["result"] = "好" };
            if (random.Next(2) == 0) with["person"] = Pick(["sun", "xu", "zhou", "liu"]);
            foreach (var key in random.GetItems(Keys, random.Next(10))) with[key] = Any(key);
            foreach (var key in random.GetItems(Keys, random.Next(3))) with.Remove(key);
            return Fields.Of(with);
        }

        private object? Any(string key) => random.Next(12) == 0 ? Odd() : key switch
        {
            "until" or "due" => Pick(Times),
            "limit" => new { until = Pick(Times) },
            "customer" => new { name = "陈", phone = "13800000000", anonymous = random.Next(2) == 0, segment = Pick(["residential", "vexatious", "internal"]) },
            "rating" => Pick(["satisfied", "basic", "dissatisfied", "unreachable", "good"]),
            "scope" => Pick(["own-post", "own-unit", "other-unit", "several-units", "outside", "unclear"]),
            "kind" => Pick(["enquiry", "complaint", "repair", "request"]),
            "urgency" => Pick(["normal", "urgent"]),
            "cause" => Pick(["customer", "weather", "own", "out-of-scope"]),
            "verdict" => Pick(["valid", "invalid"]),
            "granted" or "ok" or "misrouted" or "confirmed" or "consented" or "satisfied" => random.Next(2) == 0,
            "amount" => Pick(["200", "-5", "0", "1e9", "99999999999999999999999999999999"]),
            "sanctions" => new object[] { Pick(["criticism", "demotion"]), new Dictionary<string, object> { ["cash-fine"] = random.Next(-1, 3) * 100 } },
            "flags" => new[] { Pick(["media", "casualty", "sensitive"]) },
            "clause" => Pick(["一", "三", "第八條", ""]),
            _ => Pick(Parties),
        };

        private object? Odd() => random.Next(6) switch { 0 => null, 1 => 7, 2 => true, 3 => Array.Empty<string>(), 4 => new[] { "ops", "sun" }, _ => new { id = "x" } };

        private string Pick(string[] from) => from[random.Next(from.Length)];
        private static string Text(object? value) => JsonSerializer.Serialize(value, value?.GetType() ?? typeof(object), Fields.Json);
    }
}

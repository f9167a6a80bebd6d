using Shouwen.Packs;
using Shouwen.Rehearsals;
using Xunit;

namespace Shouwen.Tests;

/// <summary>Which rule carries a line, and which rehearsals look at that rule.</summary>
public class CoverageTests
{
    private static readonly Pack Pack = PackReader.Read("""
        pack: small
        title: 示例
        clauses: {一: 甲, 二: 乙, 三: 丙}
        ownership:
          - {as: first-contact, who: first-asked, clause: 一, lines: [S.1]}
        duties:
          - {duty: transfer, bearer: first-contact, from: register, within: {working-hours: 2}, breach: {finding: delay}, clause: 一, lines: [S.2]}
          - {duty: contact, bearer: handler, from: take-over, clause: 二, lines: [S.3]}
        gates:
          - {act: close, needs: [{done: callback}], code: callback-missing, clause: 二, lines: [S.4]}
          - {act: transfer, never: true, if: {misrouted: true}, code: must-absorb, clause: 三, lines: [S.5]}
        records:
          - {act: register, fields: [content], clause: 一, lines: [S.2]}
        findings:
          - {finding: delay, from: breached, clause: 三, lines: [S.6]}
        consequences:
          - {if: {finding: delay}, propose: [criticism], wording: must, clause: 三, lines: [S.7]}
        """, "small").Value!;

    private static readonly Rehearsal Story = RehearsalReader.Read("""
        rehearsal: a story
        packs: [small]
        steps:
          - at: 2026-03-03T09:00
            by: li
            do: register
            with: {content: 甲}
            expect: {first-contact: li, duties: [{duty: transfer}], findings: [{kind: delay}]}
          - at: 2026-03-03T09:01
            by: li
            do: close
            refused: {code: callback-missing}
          - at: 2026-03-03T09:02
            expect: {no-proposals: [{sanction: criticism}]}
        """, "stories/story.yaml").Value!;

    private static string[] Lines(params Rehearsal[] rehearsals) =>
        [.. Coverage.Of([Pack], [.. Enumerable.Range(1, 8).Select(no => new Obligation($"S.{no}", "small", "duty"))], rehearsals).Select(row => $"{row.Line.Id} {row.Mechanism} {string.Join(",", row.Rehearsals)}".Trim())];

    [Fact]
    public void Each_line_has_its_rules_and_each_rule_the_rehearsals_that_look_at_it() =>
        Assert.Equal(["S.1 ownership story", "S.2 duty story", "S.2 record", "S.3 duty", "S.4 gate story", "S.5 gate", "S.6 finding story", "S.7 consequence story", "S.8"], Lines(Story));

    [Fact]
    public void A_rehearsal_of_another_pack_tests_nothing_here() => Assert.DoesNotContain(Lines(Story with { Packs = ["other"] }), line => line.EndsWith("story", StringComparison.Ordinal));

    [Fact]
    public void A_pack_carries_the_lines_of_its_other_names()
    {
        var pack = PackReader.Read("pack: small\nalso: [early]\ntitle: 示例\nclauses: {一: 甲}\nopen:\n  - {slot: a, why: 缺文, clause: 一, lines: [S.1, E.1]}", "small").Value!;
        Obligation[] lines = [new("S.1", "small", "duty"), new("E.1", "early", "duty")];
        Assert.All(Coverage.Of([pack], lines, []), row => Assert.Equal("open", row.Mechanism));
        Assert.DoesNotContain(PackChecker.Check([pack], lines), problem => problem.Severity == Severity.Error);
    }

    [Fact]
    public void Without_a_list_the_lines_of_the_packs_count() => Assert.Equal(8, Coverage.Of([Pack], null, []).Count);

    private static Rehearsal Playing(string steps) => RehearsalReader.Read($"rehearsal: a story\npacks: [small]\nsteps:\n{steps}", "stories/story.yaml").Value!;

    [Fact]
    public void A_gate_is_seen_refusing_only_by_a_refusal_that_fits_no_other()
    {
        Assert.Equal(["gate-2", "record-1"], Coverage.NeverRefusing([Pack], [Story]).Select(rule => rule.Key));
        var pack = PackReader.Read("""
            pack: small
            title: 示例
            clauses: {一: 甲, 一1: 乙, 二: 丙}
            gates:
              - {act: close, needs: [{done: callback}], code: callback-missing, clause: 一, lines: [S.1]}
              - {act: close, needs: [{done: resolve}], code: step-missing, clause: 一1, lines: [S.2]}
              - {act: close, needs: [{done: archive}], code: archive-missing, clause: 一1, lines: [S.3]}
            banned:
              - {phrases: [不知道], at: [answer], clause: 二, lines: [S.4]}
              - {phrases: [], at: [answer], clause: 二, lines: [S.4]}
            """, "small").Value!;
        string[] Unseen(string refused, string act = "close") => [.. Coverage.NeverRefusing([pack], [Playing($"  - {{at: 2026-03-03T09:00, by: li, do: {act}, refused: {refused}}}")]).Select(rule => rule.Key)];
        Assert.Equal(["gate-2", "gate-3", "banned-1"], Unseen("{clause: 一}"));
        Assert.Equal(["gate-1", "gate-2", "gate-3", "banned-1"], Unseen("{clause: 一1}"));
        Assert.Equal(["gate-1", "gate-3", "banned-1"], Unseen("{clause: 一1, code: step-missing}"));
        Assert.Equal(["gate-1", "gate-2", "banned-1"], Unseen("{code: archive-missing}"));
        Assert.Equal(["gate-1", "gate-2", "gate-3"], Unseen("{code: banned-phrase}", "answer"));
    }

    [Fact]
    public void A_limit_is_seen_breached_by_a_state_and_an_open_one_has_nothing_to_breach()
    {
        var pack = PackReader.Read("""
            pack: small
            title: 示例
            clauses: {一: 甲, 二: 乙}
            set:
              - {name: filled, type: limit, default: {hours: 1}, clause: 一, lines: [S.1], ask: 多久？}
              - {name: open, type: limit, open: true, clause: 一, lines: [S.1], ask: 多久？}
            duties:
              - {duty: transfer, bearer: first-contact, from: register, within: {set: filled}, clause: 一, lines: [S.2]}
              - {duty: transfer, bearer: first-contact, from: defer, within: {hours: 2}, clause: 二, lines: [S.3]}
              - {duty: contact, bearer: handler, from: register, within: prompt, clause: 二, lines: [S.4]}
              - {duty: answer, bearer: handler, from: register, within: {set: open}, clause: 二, lines: [S.5]}
              - {duty: inform, bearer: handler, from: promise, until: promise, clause: 二, lines: [S.6]}
              - {duty: rank, bearer: hr, every: year, clause: 二, lines: [S.7]}
            """, "small").Value!;
        string[] Unseen(string entry) => [.. Coverage.NeverBreached([pack], [Playing($"  - {{at: 2026-03-03T09:00, expect: {{duties: [{entry}]}}}}")]).Select(rule => rule.Key)];
        Assert.Equal(["duty-1", "duty-2", "duty-5", "duty-6"], Unseen("{duty: transfer, state: open}"));
        Assert.Equal(["duty-1", "duty-2", "duty-5", "duty-6"], Unseen("{duty: transfer, state: breached}"));
        Assert.Equal(["duty-2", "duty-5", "duty-6"], Unseen("{duty: transfer, state: late, clause: 一}"));
        Assert.Equal(["duty-1", "duty-2", "duty-5"], Unseen("{duty: rank, state: breached}"));
    }

    [Fact]
    public void A_right_is_seen_denied_by_what_somebody_may_not_do()
    {
        var pack = PackReader.Read("""
            pack: small
            title: 示例
            clauses: {一: 甲}
            rights:
              - {who: first-contact, may: [urge], clause: 一, lines: [S.1]}
              - {who: customer, may: [register], to: supervision, owner: supervision, clause: 一, lines: [S.2]}
              - {who: customer, may: [query], clause: 一, lines: [S.3]}
            """, "small").Value!;
        string[] Unseen(string step) => [.. Coverage.NeverDenied([pack], [Playing($"  - {{at: 2026-03-03T09:00, {step}}}")]).Select(rule => rule.Key)];
        Assert.Equal(["right-1", "right-2"], Unseen("expect: {may: {li: [urge]}}"));
        Assert.Equal(["right-2"], Unseen("expect: {may-not: {li: [urge]}}"));
        Assert.Equal(["right-2"], Unseen("by: li, do: urge, refused: {code: not-upstream}"));
        Assert.Equal(["right-1", "right-2"], Unseen("by: li, do: urge, refused: {code: reason-missing}"));
        Assert.Equal(["right-1"], Unseen("by: li, do: determine, refused: {}"));
    }

    [Fact]
    public void Every_rule_that_ships_is_looked_at_every_gate_seen_refusing_every_limit_passed_and_every_right_denied()
    {
        Pack[] packs = [.. Shipped.Packs.Values];
        Rehearsal[] stories = [.. Shipped.Rehearsals.Select(file => RehearsalReader.Read(File.ReadAllText(Path.Combine(Repo.Root, file)), file).Value).OfType<Rehearsal>()];
        static IEnumerable<string> Told(IReadOnlyList<Rule> rules) => rules.Select(rule => $"{rule.Pack} {rule.Key} {rule.Clause}");
        Assert.Equal([], Told(Coverage.Untested(packs, stories)));
        Assert.Equal([], Told(Coverage.NeverRefusing(packs, stories)));
        Assert.Equal([], Told(Coverage.NeverBreached(packs, stories)));
        Assert.Equal([], Told(Coverage.NeverDenied(packs, stories)));
    }
}

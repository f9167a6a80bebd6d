using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

/// <summary>However a file is spoilt, reading and checking give a value or problems with line and reason; they never throw.</summary>
public class MutationTests
{
    private const string Pack = """
        pack: demo
        title: 示例
        effective: {set: day}
        clauses:
          一: 甲
          第二条: 乙
        words:
          - {word: company, is: channel-class, says: 公司渠道, of: [phone, {set: more}], clause: 一, lines: [D.1]}
        set:
          - {name: day, type: date, open: true, ask: 何日？, clause: 一, lines: [D.1]}
          - {name: more, type: channels, default: [visit], ask: 哪些？, clause: 一, lines: [D.1]}
          - {name: wait, type: limit, default: {hours: 1}, ask: 多久？, clause: 一, lines: [D.1]}
        ownership:
          - {as: first-contact, who: first-asked, owes: [customer], until: told, clause: 一, lines: [D.1]}
          - {as: handling-unit, by: territory, clause: 一, lines: [D.1]}
        duties:
          - {duty: inform, bearer: first-contact, owed-to: customer, from: register, met-by: [told], breach: {finding: late}, within: {set: wait}, clause: 一, lines: [D.1]}
          - duty: transfer
            bearer: {head: handling-unit}
            from:
              - {when: register, if: {scope: [other-unit, unclear]}}
              - {when: declare-unsolvable, if: {kind: {not: complaint}}}
            within: {working-days: 3}
            inside: whole
            clause: [第二条, 一]
          - {duty: resolve, id: whole, bearer: handler, from: {all: [register, take-over]}, pauses: [customer], clause: 一}
          - {duty: callback, bearer: market, from: plan-sample, count: {share: 3%, of: population, round: up}, clause: 一}
        gates:
          - {act: [close], if: {any: [{round: {at-least: 2}}, {not: {told: true}}]}, needs: [{done: [resolve, explain], in-order: true}, {given: [reason]}], code: x, clause: 一}
          - {act: request-extension, needs: [{ahead: {hours: 1}, of: inform}], code: late, clause: 一}
        findings:
          - {finding: late, from: breached, if: {duty: inform}, against: handler, clause: 一, lines: [D.1]}
        consequences:
          - {if: {count: {lates: {at-least: 2}}}, propose: [apology, {cash-fine: {from: 1, to: 2}}], wording: must, clause: 一, lines: [D.1]}
        counts:
          - {count: lates, of: [breached], by: person, clause: 一, lines: [D.1]}
        ledgers:
          - {ledger: fund, in: [cash-fine], out: [reward], period: year, clause: 一, lines: [D.1]}
        guidance:
          - {at: always, text: 热情, clause: 第二条, lines: [D.1]}
        """;

    private static readonly string[] Letters = ["{", "}", "[", "]", ":", ",", "\"", "'", "&", "*", "!", "|", ">", "-", "?", "#", "\t", "\n", " ", "\0", "%", "@", "一", "\uFEFF", "\uD83D"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_spoilt_file_never_throws(int seed)
    {
        var random = new Random(seed);
        var spoilt = 0;
        for (var round = 0; round < 400; round++)
        {
            var text = Pack;
            for (var times = random.Next(1, 4); times > 0; times--)
                text = Spoil(text, random);
            var reading = PackReader.Read(text, "f.yaml");
            Assert.Equal(reading.Value is null, reading.Problems.Count > 0);
            var problems = reading.Value is { } pack ? PackChecker.Check([pack]) : reading.Problems;
            Assert.All(problems, problem => Assert.True(problem.Line >= 1 && problem.Reason.Length > 3 && problem.File == "f.yaml", problem.ToString()));
            spoilt += reading.Problems.Count > 0 ? 1 : 0;
        }
        Assert.InRange(spoilt, 200, 400);
    }

    private static string Spoil(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        var (at, length) = (random.Next(text.Length - 1), random.Next(1, 6));
        switch (random.Next(6))
        {
            case 0:
                lines.RemoveAt(one);
                return string.Join('\n', lines);
            case 1:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                return string.Join('\n', lines);
            case 2:
                return text.Remove(at, Math.Min(length, text.Length - at));
            case 3:
                return text.Insert(at, Letters[random.Next(Letters.Length)]);
            case 4:
                return text[..at] + text[at + 1] + text[at] + text[(at + 2)..];
            default:
                return text[..Math.Max(200, at)];
        }
    }
}

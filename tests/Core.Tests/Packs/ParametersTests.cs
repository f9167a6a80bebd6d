using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

public class ParametersTests
{
    private static readonly Pack Pack = PackReader.Read("""
        pack: asks
        title: 示例
        clauses: {一: 甲}
        set:
          - {name: answer-limit, type: limit, open: true, clause: 一, ask: 多久？}
          - {name: share, type: share, open: true, clause: 一, ask: 多少？}
          - {name: deduction, type: number, open: true, clause: 一, ask: 扣多少？}
          - {name: fine, type: amount, open: true, clause: 一, ask: 罚多少？}
          - {name: window, type: period, open: true, clause: 一, ask: 多久？}
        """, "asks").Value!;

    [Theory]
    [InlineData("answer-limit: {working-days: 3}", "")]
    [InlineData("answer-limit: prompt", "")]
    [InlineData("share: 3%", "")]
    [InlineData("fine: {from: 50, to: 60}", "")]
    [InlineData("answer-limit: 三天", "answer-limit（limit）")]
    [InlineData("answer-limit: {working-days: many}", "answer-limit（limit）")]
    [InlineData("share: 300%", "share（share）")]
    [InlineData("deduction: two", "deduction（number）")]
    [InlineData("fine: [1]", "fine（amount）")]
    [InlineData("window: week", "window（period）")]
    [InlineData("anser-limit: prompt", "是否想写 answer-limit")]
    public void A_value_of_the_wrong_type_is_a_problem_before_any_decision(string set, string told)
    {
        var settings = Yaml.Read(set, "set").Value!.Entries!.ToDictionary(entry => entry.Key, entry => entry.Value);
        var problems = Parameters.Check([Pack], settings, "set");
        if (told.Length == 0) Assert.Empty(problems);
        else Assert.Contains(told, Assert.Single(problems).Reason, StringComparison.Ordinal);
    }
}

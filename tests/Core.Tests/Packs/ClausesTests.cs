using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

public class ClausesTests
{
    [Theory]
    [InlineData("第八條(二)1", "第八条（二）1", true)]
    [InlineData("第八條(二)1", "第八条", true)]
    [InlineData("责任部门", "責任部門", true)]
    [InlineData("第八条 五（一）", "第八条五(一)", true)]
    [InlineData("４.２", "4", true)]
    [InlineData("4.2.1", "4.2", true)]
    [InlineData("4.21", "4.2", false)]
    [InlineData("41", "4", false)]
    [InlineData("六.11①", "六.11", true)]
    [InlineData("六.11", "六.1", false)]
    [InlineData("第十一条", "第十条", false)]
    [InlineData("四十", "四", false)]
    [InlineData("四.1", "四", true)]
    [InlineData("第四条", "第四条一", false)]
    [InlineData("第四条", "", true)]
    public void An_expected_clause_is_a_prefix_that_cuts_no_number(string clause, string expected, bool matches) =>
        Assert.Equal(matches, Clauses.Matches(clause, expected));

    [Fact]
    public void The_same_clause_in_another_script_or_width_is_the_same()
    {
        Assert.True(Clauses.Same("第八條（二）3", "第八条(二) ３"));
        Assert.False(Clauses.Same("第八条", "第八条一"));
    }
}

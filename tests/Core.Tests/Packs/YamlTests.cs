using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

public class YamlTests
{
    [Fact]
    public void Nodes_carry_their_line_and_a_value_stands_on_the_line_of_its_key()
    {
        var root = Yaml.Read("a: 1\nb:\n  - x\n  - {c: 二}\n", "f").Value!;
        Assert.Equal("1", root["a"]!.Scalar);
        Assert.Equal(2, root["b"]!.Line);
        Assert.Equal([3, 4], root["b"]!.Items!.Select(item => item.Line));
        Assert.Equal("二", root["b"]!.Items![1]["c"]!.Scalar);
    }

    [Theory]
    [InlineData("", 1, "文件是空的")]
    [InlineData("a: &x 1", 1, "锚点")]
    [InlineData("a: 1\nb: *a", 2, "锚点")]
    [InlineData("a: !!int 1", 1, "标签")]
    [InlineData("a: 1\n---\nb: 2", 2, "一份文档")]
    [InlineData("a: 1\nb: 2\na: 3", 3, "键 a 重复")]
    [InlineData("a: 1\n[x]: 2", 2, "键只能是一个词")]
    [InlineData("a: 1\nb: [1, 2\nc: 3", 2, "YAML 写法有误")]
    [InlineData("a: \"x", 1, "YAML 写法有误")]
    [InlineData("a:\n\t- b", 2, "制表符")]
    public void What_is_no_plain_yaml_is_refused_with_line_and_reason(string text, int line, string reason)
    {
        var reading = Yaml.Read(text, "f.yaml");
        Assert.Null(reading.Value);
        var problem = reading.Problems[0];
        Assert.Equal(("f.yaml", line), (problem.File, problem.Line));
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(39, true)]
    [InlineData(40, false)]
    public void Forty_levels_are_read_and_no_more(int lists, bool ok)
    {
        var reading = Yaml.Read(new string('[', lists) + "x" + new string(']', lists), "f");
        Assert.Equal(ok, reading.Ok);
        if (!ok)
            Assert.Contains("40 层", reading.Problems[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_megabyte_is_read_and_no_more()
    {
        Assert.True(Yaml.Read("a: " + new string('x', 999_997), "f").Ok);
        Assert.Contains("1 MB", Yaml.Read("a: " + new string('中', 333_333), "f").Problems[0].Reason, StringComparison.Ordinal);
    }
}

using Shouwen.Cases;
using Xunit;

namespace Shouwen.Tests.Cases;

public class ReplyCheckTests
{
    [Theory]
    [InlineData("已收悉")]
    [InlineData("您的诉求已收悉，已转交相关部门处理，请您耐心等待，感谢您的支持！")]
    [InlineData("您好！您反映的问题我们高度重视，将尽快处理并及时回复您。谢谢！")]
    [InlineData("正在处理")]
    [InlineData("谢谢")]
    public void An_answer_of_courtesy_alone_is_empty(string text) => Assert.True(ReplyCheck.Of(text)!.Empty);

    [Theory]
    [InlineData("已换表。")]
    [InlineData("您好！来信收悉。师傅明天上午9点上门，请您留人在家。谢谢！")]
    [InlineData("已更换燃气表，如有问题请随时来电。")]
    [InlineData("根据规定，过户要本人带身份证到大厅办理。")]
    [InlineData("经查属实，多收的 32 元已退回")]
    public void An_answer_that_says_something_is_not(string text) => Assert.False(ReplyCheck.Of(text)!.Empty);

    [Fact]
    public void What_is_not_said_is_named()
    {
        Assert.Equal([], ReplyCheck.Of("3月4日运行部孙师傅已上门更换燃气表，现已恢复正常，有问题请拨打 5180-601。")!.Missing);
        Assert.Equal(["什么时候", "找谁、怎么联系"], ReplyCheck.Of("运行部已更换燃气表，现已恢复正常。")!.Missing);
        Assert.Null(ReplyCheck.Of("  "));
    }

    /// <summary>Two hundred real replies read by us; the second half was drawn and read after the check was written.</summary>
    [Fact]
    public void On_real_replies_it_finds_the_empty_ones_and_blames_no_other()
    {
        var path = Path.Combine(Repo.Shared ?? "", "data", "messages", "replies.csv");
        if (!File.Exists(path)) Assert.Skip("没有 ../shared/data/messages/replies.csv");
        var replies = Records.Read(File.ReadAllText(path)).Skip(1).ToDictionary(row => row[0], row => row[5]);
        var read = Repo.Read("tests", "Core.Tests", "Cases", "replies.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(',')).Where(cells => cells[2] == "held-out").ToList();
        Assert.Equal(100, read.Count);
        Assert.Equal([], read.Where(cells => cells[1] == "0" && ReplyCheck.Of(replies[cells[0]])!.Empty).Select(cells => cells[0]));
        Assert.InRange(read.Count(cells => cells[1] == "1" && ReplyCheck.Of(replies[cells[0]])!.Empty), 10, 11);
    }
}

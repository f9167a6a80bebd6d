using Xunit;

namespace Shouwen.Tests.Roster;

public class RosterTests(TownSite site) : IClassFixture<TownSite>
{
    private static Visitor Shift(Visitor visitor, string person, string day, string from, string to) => visitor
        .Fill("渠道", "服务热线").Fill("值班人", person).Fill("日期", day).Fill("从", from).Fill("到", to);

    [Fact]
    public async Task A_shift_stands_in_its_week_and_on_the_desk_of_whoever_has_it()
    {
        var zhou = await site.SignedIn("zhou");
        await zhou.Open("/roster?week=2026-03-04");
        await Shift(zhou, "li", "2026-03-05", "17:30", "08:30").Press("添加");
        Assert.Contains("明天 17:30 至 3月6日 周五 08:30", zhou.Flash);
        Assert.Contains("李娟 17:30–次日 08:30", zhou.Text);
        await zhou.Follow("下一周");
        Assert.DoesNotContain("17:30–", zhou.Text);

        var li = await site.SignedIn("li");
        Assert.Contains("服务热线 明天 17:30", li.Text);
        await li.Open("/roster?week=2026-03-04");
        Assert.DoesNotContain(li.All("button"), button => button.StartsWith('撤'));
        Assert.DoesNotContain("添加班次", li.Text);

        await zhou.Open("/roster?week=2026-03-04");
        await zhou.Press("撤", within: "李娟");
        Assert.Equal("班次已撤销", zhou.Flash);
    }

    [Fact]
    public async Task Nobody_stands_twice_at_the_same_channel_and_what_is_missing_is_named()
    {
        var wang = await site.SignedIn("wang");
        await wang.Open("/roster?week=2026-03-11");
        await Shift(wang, "sun", "2026-03-11", "08:30", "17:30").Press("添加");
        await Shift(wang, "sun", "2026-03-11", "12:00", "18:00").Press("添加");
        Assert.Equal("此人这段时间已在这个渠道值班", wang.Error("值班人"));
        Assert.Equal("18:00", wang.Value("到"));
        await Shift(wang, "", "", "12:00", "18:00").Press("添加");
        Assert.Equal(("请选择值班人", "请填写日期"), (wang.Error("值班人"), wang.Error("日期")));
    }
}

using Shouwen.Search;
using Xunit;

namespace Shouwen.Tests.Search;

public class LikenessTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 4, 9, 0, 0, TimeSpan.FromHours(8));

    private static double Score(string one, string other, int days = 0) => Likeness.Of(Signature.Of(one), Signature.Of(other), TimeSpan.FromDays(days), new Rarity());

    [Theory]
    [InlineData("锦绣花园3号楼今天早上停气了，什么时候来气", "锦绣花园一早就没有气，停气也不通知")]
    [InlineData("人民路口的燃气井盖响，晚上睡不着", "人民路的井盖被车压得咣咣响，噪音大")]
    [InlineData("我在城东菜市场做小吃，气压低得点不着火", "城东菜市场好几家气压太低，灶点不着")]
    public void Two_who_tell_of_one_trouble_at_one_place_are_alike(string one, string other) => Assert.InRange(Score(one, other), Likeness.Enough, 1);

    [Theory]
    [InlineData("锦绣花园3号楼今天早上停气了，什么时候来气", "想咨询一下怎么办理过户，需要什么材料")]
    [InlineData("锦绣花园3号楼漏水", "锦绣花园5号楼门禁坏")]
    [InlineData("锦绣花园燃气表不走字", "翠湖家园燃气表不走字")]
    [InlineData("您好，请问什么时候可以上门安装？谢谢", "您好，请问什么时候可以开发票？谢谢")]
    public void What_all_customers_say_makes_nobody_alike(string one, string other) => Assert.Equal(0, Score(one, other));

    [Fact]
    public void The_same_text_is_alike_without_any_name_and_less_so_after_half_a_year()
    {
        const string text = "气压太低点不着火，打了三次电话没人理";
        Assert.Equal(1, Score(text, text), 9);
        Assert.Equal(0.8, Score(text, text, 180), 9);
    }

    private static readonly KnownWords Names = new(["三棵树", "河西"], ["停气", "报警器"]);

    [Fact]
    public void Who_lives_at_one_estate_has_not_the_same_matter_for_a_word_in_common_unless_the_directory_knows_it()
    {
        double Of(string one, string other) => Likeness.Of(Signature.Of(one, "城东花园3栋502", Names), Signature.Of(other, "城东花园5栋101", Names), TimeSpan.Zero, new Rarity());
        Assert.Equal(0, Of("热水器要移到阳台", "阳台的灯一直闪"));
        Assert.InRange(Of("今天早上停气了", "一早就没有火，停气也不通知"), Likeness.Enough, 1);
        Assert.InRange(Of("楼道灯不亮", "楼道灯坏了"), Likeness.Enough, 1);
    }

    [Fact]
    public void A_place_the_organisation_knows_itself_is_a_name()
    {
        Assert.DoesNotContain("#三棵树", Signature.Of("三棵树那边停气").Signs);
        Assert.Contains("#三棵树", Signature.Of("三棵树那边停气", null, Names).Signs);
        Assert.DoesNotContain("#河西", Signature.Of("三棵树那边停气", null, Names).Signs);
    }

    [Fact]
    public void Why_is_said_in_the_words_both_use()
    {
        var (one, other) = (Signature.Of("锦绣花园今天早上停气了"), Signature.Of("反映锦绣花园停气了没人管"));
        Assert.Equal("锦绣花园", Likeness.Because(one, other, new Rarity())[0]);
    }

    [Fact]
    public void The_index_finds_what_comparing_with_all_finds_and_holds_no_more_than_it_may()
    {
        var index = new LikenessIndex(most: 50);
        for (var i = 0; i < 200; i++) index.Add($"{i}", Morning.AddHours(i), Signature.Of($"{(char)(0x4E00 + i)}{(char)(0x6000 + i)}苑小区第 {i} 次反映路灯不亮"));
        index.Add("a", Morning.AddHours(201), Signature.Of("锦绣花园3号楼今天早上停气了"));
        Assert.Equal("a", Assert.Single(index.Find(Morning.AddHours(202), Signature.Of("锦绣花园一早停气了没人通知"), 4)).Id);
        var last = Signature.Of($"{(char)(0x4E00 + 199)}{(char)(0x6000 + 199)}苑小区路灯不亮");
        Assert.Equal("199", index.Find(Morning.AddHours(202), last, 1)[0].Id);
        var first = Signature.Of($"{(char)0x4E00}{(char)0x6000}苑小区路灯不亮");
        Assert.DoesNotContain(index.Find(Morning.AddHours(202), first, 60), found => found.Id == "0");
    }

    [Fact]
    public void A_sign_seen_often_weighs_less()
    {
        var rarity = new Rarity();
        for (var i = 0; i < 100; i++) rarity.Add(Signature.Of("停气了"));
        Assert.True(rarity.Weight("停气") < rarity.Weight("井盖"));
        Assert.True(rarity.Weight("您好") < rarity.Weight("井盖"));
    }

    /// <summary>The real messages of a city: nine of ten whose matter was registered before see it among the first four lines.</summary>
    [Fact]
    public void On_real_messages_the_earlier_one_is_among_the_first_four()
    {
        var path = Path.Combine(Repo.Shared ?? "", "data", "messages", "hot.csv");
        if (!File.Exists(path)) Assert.Skip("没有 ../shared/data/messages/hot.csv");
        var matters = Repo.Read("tests", "Core.Tests", "Search", "matters.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(',')).ToDictionary(cells => cells[0], cells => cells[1]);
        var index = new LikenessIndex();
        var before = new HashSet<string>();
        var (asked, hit) = (0, 0);
        foreach (var row in Records.Read(File.ReadAllText(path)).Skip(1).OrderBy(row => DateTime.Parse(row[3], System.Globalization.CultureInfo.InvariantCulture)))
        {
            var (at, signature) = (new DateTimeOffset(DateTime.Parse(row[3], System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8)), Signature.Of(row[2] + "。" + row[4]));
            if (matters.TryGetValue(row[0], out var matter) && !before.Add(matter))
            {
                asked++;
                if (index.Find(at, signature, 4).Any(found => matters.GetValueOrDefault(found.Id) == matter)) hit++;
            }
            index.Add(row[0], at, signature);
        }
        Assert.Equal(107, asked);
        Assert.InRange(hit, 97, asked);
    }
}

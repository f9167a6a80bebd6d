using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Data;

/// <summary>The same words find the same rows on every database.</summary>
public sealed class WordTableTests(EmptySite site) : IClassFixture<EmptySite>
{
    private static readonly string[] Texts =
    [
        "空调不制冷，吹出来的是热风", "空气开关跳闸，调了也没用", "燃气表 G2.5 不走字，IC卡表", "ic卡 meter 失灵", "调空", "13912345678 陈女士 20260304-0001", "Café 门口漏气", "𠮷野家后厨", "二〇二六年",
    ];

    [Theory]
    [InlineData("空调", 1)]
    [InlineData("调空", 5)]
    [InlineData("空", 1, 2, 5)]
    [InlineData("气", 2, 3, 7)]
    [InlineData("空调 热风", 1)]
    [InlineData("不制冷", 1)]
    [InlineData("制冷吹", 1)]
    [InlineData("不冷", new int[0])]
    [InlineData("ic卡", 3, 4)]
    [InlineData("ＩＣ卡表", 3)]
    [InlineData("met", 4)]
    [InlineData("卡met", 4)]
    [InlineData("met 失灵", new int[0])]
    [InlineData("meter 失灵", 4)]
    [InlineData("139", 6)]
    [InlineData("912", new int[0])]
    [InlineData("20260304-00", 6)]
    [InlineData("cafe", 7)]
    [InlineData("CAFÉ门", 7)]
    [InlineData("𠮷野", 8)]
    [InlineData("〇二", 9)]
    [InlineData("100% _", new int[0])]
    public async Task What_is_typed_is_found_where_it_stands(string typed, params int[] rows) => Assert.Equal(rows.Select(row => (long)row), await Found(typed));

    [Fact]
    public async Task A_sentence_finds_what_says_most_of_it_first()
    {
        var found = await site.Db(async db => { await Written(db); return await words.Any(db, "家里的空调不制冷了", 5); });
        Assert.Equal(1, found[0]);
        Assert.Empty(await site.Db(db => words.Any(db, "！", 5)));
    }

    [Fact]
    public async Task Words_change_with_their_row_and_go_with_it()
    {
        await site.Db(async db =>
        {
            await Written(db);
            await words.Write(db, 77, "临时的一行");
            Assert.Equal([77L], words.All(db, "临时")!.ToList());
            await words.Write(db, 77, "改过的一行");
            Assert.Empty(words.All(db, "临时")!);
            await words.Write(db, 77, null);
            Assert.Empty(words.All(db, "改过")!);
            return true;
        });
        Assert.Null(await site.Db(db => Task.FromResult(words.All(db, " ，！ "))));
    }

    private readonly WordTable words = Web.Cases.CaseWords.Table;

    private Task<List<long>> Found(string typed) => site.Db(async db =>
    {
        await Written(db);
        return words.All(db, typed) is { } match ? match.AsEnumerable().Order().ToList() : [];
    });

    private async Task Written(AppDb db)
    {
        foreach (var (text, i) in Texts.Select((text, i) => (text, i))) await words.Write(db, i + 1, text);
    }
}

using Shouwen.Search;
using Xunit;

namespace Shouwen.Tests.Search;

public class TokensTests
{
    [Theory]
    [InlineData("空调不制冷", "空 调 不 制 冷")]
    [InlineData("ＩＣ卡表 G2.5", "ic 卡 表 g2 5")]
    [InlineData("  ，。！ ", "")]
    [InlineData("二〇二六年", "二 〇 二 六 年")]
    [InlineData("𠮷野家", "𠮷 野 家")]
    public void A_han_character_is_a_word_and_a_latin_run_is_a_word(string text, string indexed) =>
        Assert.Equal(indexed, Tokens.Indexed(text));

    [Theory]
    [InlineData("空调", "\"空 调\"")]
    [InlineData("空调 维修", "\"空 调\" AND \"维 修\"")]
    [InlineData("ic卡 met", "\"ic 卡\" AND \"met\"*")]
    [InlineData("a-b\" OR *", "\"a\" AND \"b\" AND \"or\"*")]
    [InlineData("--\"*", "")]
    public void What_is_typed_is_quoted_so_that_no_sign_is_syntax(string typed, string query) =>
        Assert.Equal(query, Tokens.Query(typed));

    [Theory]
    [InlineData("表走得快，怎么办", "\"表 走\" OR \"走 得\" OR \"得 快\" OR \"怎 么\" OR \"么 办\"")]
    [InlineData("表", "\"表\"")]
    [InlineData("！", "")]
    public void A_sentence_asks_for_any_pair_of_neighbours(string sentence, string query) =>
        Assert.Equal(query, Tokens.AnyPair(sentence));

    [Theory]
    [InlineData("表不走", "表|不|走|表 不|不 走")]
    [InlineData("表 G2", "表|g2|表 g2|g*|g2*")]
    [InlineData("Café", "cafe|c*|ca*|caf*|cafe*")]
    public void An_index_over_sets_holds_words_neighbours_and_beginnings(string text, string grams) =>
        Assert.Equal(grams.Split('|').Order(), Tokens.Grams(text).Order());

    [Theory]
    [InlineData("空调不", "空 调|调 不")]
    [InlineData("气", "气")]
    [InlineData("met", "met*")]
    [InlineData("ic卡 me", "ic 卡|me*")]
    [InlineData("卡met", "卡|met*")]
    public void What_is_typed_asks_for_grams_that_the_text_has(string typed, string grams)
    {
        var asked = Tokens.Phrases(typed).SelectMany(Tokens.Grams).ToList();
        Assert.Equal(grams.Split('|').Order(), asked.Order());
        Assert.Empty(asked.Except(Tokens.Grams($"前{typed}后").Concat(Tokens.Grams(typed + "er"))));
    }
}

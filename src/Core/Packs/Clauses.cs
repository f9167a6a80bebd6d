using System.Text;

namespace Shouwen.Packs;

/// <summary>
/// How clause marks compare: without regard to script (第八條 = 第八条), the width of brackets, digits and dots (（一） = (一)), and white space.
/// </summary>
public static class Clauses
{
    /// <summary>Characters of clause marks and headings, each traditional one followed by its simplified one; extend it when a source prints another.</summary>
    private const string Scripts =
        "條条項项節节編编則则總总號号頁页腳脚標标題题錄录職职責责務务門门員员辦办處处訴诉訪访記记單单長长領领導导實实際际圍围戶户繫系係系關关聯联絡络監监檢检評评價价獎奖懲惩罰罚規规適适範范應应對对訓训練练業业報报後后開开時时間间書书獲获見见認认證证" +
        "調调動动達达過过還还運运進进連连遲迟選选邊边屬属層层廳厅廣广庫库強强當当錯错鎖锁閱阅類类顧顾顯显風风驗验體体點点齊齐發发經经終终給给結结維维網网綜综績绩續续約约級级納纳紀纪組组細细統统學学寫写將将專专尋寻師师帶带義义習习聽听舉举興兴與与萬万" +
        "親亲計计設设許许話话該该詳详誤误說说請请論论諮咨謝谢議议護护讀读變变讓让質质賬账購购資资賠赔軟软較较輔辅輪轮轉转農农這这遞递鄉乡醫医釋释鑒鉴險险隨随電电預预頻频額额願愿飯饭館馆來来個个們们備备傳传優优儲储內内兩两區区參参協协問问啟启團团園园" +
        "圖图場场塊块壓压壞坏夠够執执複复復复態态慮虑憑凭戰战擔担據据擬拟擇择損损換换數数斷断無无曠旷會会極极構构樣样樓楼機机權权歸归殘残準准決决沒没況况減减測测滿满潔洁潛潜災灾為为爭争牆墙狀状獨独現现環环產产畫画異异療疗盡尽盤盘眾众確确禮礼稅税種种" +
        "稱称穩稳競竞筆笔簡简簽签糾纠純纯紅红線线縣县罷罢罵骂" +
        "並并亂乱傾倾儀仪冊册別别劃划勵励匯汇嚴严國国堅坚審审崗岗幫帮幾几從从徹彻懇恳採采揚扬揮挥擴扩攜携暫暂橋桥檔档欄栏氣气溝沟潤润熱热營营畢毕積积紐纽紙纸絕绝緊紧織织肅肃脫脱臺台華华虛虚術术" +
        "裏里補补裝装討讨託托訣诀註注詢询語语誠诚誰谁談谈諉诿諾诺講讲識识負负貫贯費费蹤踪輕轻違违針针離离難难響响頂顶順顺須须饋馈馬马鬧闹黨党";

    private static readonly Dictionary<char, char> Simplified = Pairs();

    /// <summary>The mark in the one spelling that marks are compared in; not for showing.</summary>
    public static string Normal(string clause)
    {
        var normal = new StringBuilder(clause.Length);
        foreach (var letter in clause)
        {
            var narrow = letter switch
            {
                '。' or '．' => '.',
                '〔' or '［' => '[',
                '〕' or '］' => ']',
                >= '！' and <= '～' => (char)(letter - '！' + '!'),
                _ => letter,
            };
            if (!char.IsWhiteSpace(narrow))
                normal.Append(Simplified.GetValueOrDefault(narrow, narrow));
        }
        return normal.ToString();
    }

    public static bool Same(string one, string other) => Normal(one) == Normal(other);

    /// <summary>
    /// Whether the clause is the expected one or stands under it: 四 covers 四.2 and 4 covers 4.2, but a number is never cut, so 4.2 does not cover 4.21.
    /// </summary>
    public static bool Matches(string clause, string expectedPrefix)
    {
        var (whole, prefix) = (Normal(clause), Normal(expectedPrefix));
        if (!whole.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        return whole.Length == prefix.Length || prefix.Length == 0 || !CutsNumber(prefix[^1], whole[prefix.Length]);
    }

    private static bool CutsNumber(char last, char next) =>
        (char.IsAsciiDigit(last) && char.IsAsciiDigit(next)) || (IsNumeral(last) && IsNumeral(next));

    private static bool IsNumeral(char letter) => "〇零一二三四五六七八九十百".Contains(letter, StringComparison.Ordinal);

    private static Dictionary<char, char> Pairs()
    {
        var pairs = new Dictionary<char, char>();
        for (var at = 0; at < Scripts.Length; at += 2)
            pairs[Scripts[at]] = Scripts[at + 1];
        return pairs;
    }
}

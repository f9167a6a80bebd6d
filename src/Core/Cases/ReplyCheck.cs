using System.Text.RegularExpressions;
using Shouwen.Search;

namespace Shouwen.Cases;

/// <summary>
/// What an answer to a customer says: what was done, when, who, what came of it, whom to turn to. It is empty where, beside greetings, thanks, 已收悉, 已转交, 高度重视 and 请耐心等待,
/// nothing is left. It reads words, not sense: an answer beside the question passes, and one that says its point in a word or two it does not know may be called empty; so it only warns.
/// </summary>
public sealed partial record ReplyCheck(bool Empty, bool Done, bool When, bool Who, bool Result, bool Contact)
{
    /// <summary>Characters beside the empty phrases from which on a text counts as saying something.</summary>
    private const int Substance = 8;

    /// <summary>The field in which an act tells the customer something; null for acts that tell nobody.</summary>
    public static string? FieldOf(string act) => act switch
    {
        "answer" or "inform" or "resolve" => "reply",
        "explain" => "reason",
        "progress" or "callback" => "text",
        _ => null,
    };

    /// <summary>Null where nothing is written.</summary>
    public static ReplyCheck? Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var said = Clauses(Tokens.Normalise(text)).Where(clause => !Hollow().IsMatch(clause)).ToList();
        var (left, done, result) = (said.Sum(clause => Plain(clause).Length), said.Exists(clause => DoneWords().IsMatch(clause)), said.Exists(clause => ResultWords().IsMatch(clause)));
        return new(!done && !result && left < Substance, done, said.Exists(clause => WhenWords().IsMatch(clause)), said.Exists(clause => WhoWords().IsMatch(clause)), result, said.Exists(clause => ContactWords().IsMatch(clause)));
    }

    /// <summary>What the customer still does not know, in words; empty where the answer says all five.</summary>
    public IReadOnlyList<string> Missing =>
        [.. new[] { (Done, "做了什么"), (Result, "结果怎样"), (When, "什么时候"), (Who, "由谁负责"), (Contact, "找谁、怎么联系") }.Where(one => !one.Item1).Select(one => one.Item2)];

    private static IEnumerable<string> Clauses(string text) => Between().Split(Forms().Replace(text, "，")).Select(clause => clause.Trim()).Where(clause => clause.Length > 0);

    private static string Plain(string clause) => new([.. clause.Where(char.IsLetter)]);

    [GeneratedRegex("[，。；！？;!?\n\r\t、：:]|,(?![0-9])")]
    private static partial Regex Between();

    /// <summary>Salutations and dates at the end are forms, not words.</summary>
    [GeneratedRegex("(尊敬|亲爱)的?(网友|市民|用户|客户|先生|女士|朋友)*|网友|[“\"][^”\"]{1,16}[”\"]|(您|你)好|20[0-9]{2} ?[年.] ?[0-9]{1,2} ?[月.] ?[0-9]{1,2}日?|[^，。；！？\n]{0,16}如下[:：]?")]
    private static partial Regex Forms();

    [GeneratedRegex("""
        (收悉|收到|悉知|知悉|已阅|受理|已登记)|(已|均|即|请|将|可)?(转|交|转交|移交|反馈|上报)(至|到|给|办|由|往|交|送)|转.{0,16}(调查|核实|核查|核处|处理|办理|办复|研究|相关|有关|部门|局|区|县)|已转|感谢|谢谢|重视|耐心|等待|谅解|理解|敬请|祝(您|你)|
        特此|关注|监督|为您服务|调查(核处|处理|核实)|核实(处理|办理)?$|办理$|处置$|处理中|办理中|(正|正在|会|将|尽快|尽早|及时|第一时间|积极|进一步).{0,12}(处理|回复|答复|办理|解决|告知|反馈|协调|对接|联系|研究|落实|跟进)|
        (进行|做)(了|过)(回复|答复)|^(您|你)?(所)?(反映|咨询|投诉|提出|关心)的?(问题|情况|事项|内容|诉求)?$|^关于.{0,30}(问题|情况|建议|投诉|咨询)?$|欢迎|再见
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Hollow();

    [GeneratedRegex("(已|已经|均已|现已|都已|进行了|作了|开展了|组织了|派人|派员|上门|到现场|赶到|前往|安排).{0,10}(更换|换|修|维修|检修|安装|拆除|清理|疏通|恢复|退|补|缴|发放|办结|办好|解决|整改|处罚|约谈|查看|检查|检测|排查|巡查|登门|上门|现场|核减|开通|关闭|完成|停|通|调整|下达|责令|约定|道歉|致歉|解释|说明|告知)|(换|修|装|通|退|补|改|办|查)(好|完|妥|清)")]
    private static partial Regex DoneWords();

    [GeneratedRegex("(已|已经|均已|现已)(恢复|解决|完成|办结|办好|正常|修复|整改|更换|退还|到账|开通|拆除|关停)|经(查|核|调查|检查|现场|了解)|据查|属实|不属实|符合|不符|根据|按照|依据|依照|规定|可以|不能|无法|不予|暂不|暂未|尚未|原因|由于|因为|需要|应当|应该|结果")]
    private static partial Regex ResultWords();

    [GeneratedRegex("[0-9]+ ?(月|日|号|天|点|时|小时|分钟|个?工作日|年)|今天|明天|昨天|后天|当天|当日|本周|下周|本月|下月|年底|月底|上午|下午|晚上|[一二三四五六七八九十两]+(天|个工作日|小时|日)内?")]
    private static partial Regex WhenWords();

    [GeneratedRegex("(我|本|该)(局|公司|司|部|所|站|镇|街道|办|校|处|院|单位|区|县|市|中心|科)|[\\p{L}]{1,8}(部(?![分件位])|局|部门|公司|科|处|所|站|中心|街道|社区|大队|支队|中队|师傅|主任|经理|专员|工作人员|负责人|维修工|联系人)|由.{1,8}(负责|承办|办理|处理)")]
    private static partial Regex WhoWords();

    [GeneratedRegex("电话|热线|拨打|致电|联系人|[0-9]{3,4}-[0-9]{4,}|1[0-9]{10}|[0-9]{7,8}|地址|窗口|现场咨询|登[录陆]|网址|微信|邮箱")]
    private static partial Regex ContactWords();
}

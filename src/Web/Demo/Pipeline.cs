using System.Globalization;

namespace Shouwen.Web.Demo;

/// <summary>The demo's projects: one at each stage, one late, one that sleeps, one that woke up, one that the user stopped.</summary>
public static class Pipeline
{
    /// <summary>One step of a project at its moment.</summary>
    public sealed record Step(string Project, DateTimeOffset At, string Act, string By, object With);

    /// <param name="day">Midnight of the working day that lies so many before the present's.</param>
    public static IEnumerable<Step> Steps(Func<int, DateTimeOffset> day)
    {
        string On(int back, int hour) => (day(back) + TimeSpan.FromHours(hour)).ToOffset(World.Offset).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        Step Do(string project, int back, double hour, string act, string by, object with) => new(project, day(back) + TimeSpan.FromHours(hour), act, by, with);
        Step Lead(string project, int back, string by, string source, decimal? flow, string segment, string kind, string address, string contact, string phone) => Do(project, back, 9, "lead", by, flow is null
            ? new { source, user = project, customer = new { name = contact, phone, segment, address } }
            : new Dictionary<string, object> { ["source"] = source, ["flow"] = flow.Value, ["user"] = project, ["project-kind"] = kind, ["customer"] = new { name = contact, phone, segment, address } });
        object clear = new { need = "clear", place = "fixed", equipment = "clear", text = "灶具型号和位置都已确定" };
        object guide = new { materials = "服务指南、报装流程一页纸", opinion = "希望尽快通气，关心费用", checklist = (string[])["uniform", "tools", "documents", "cards"] };
        IEnumerable<Step> ToDesign(string project, string by, int begin) =>
        [
            Do(project, begin - 1, 10, "project-contact", by, new { mode = "phone", text = "说明来意，约定上门" }), Do(project, begin - 1, 15, "state-need", by, clear), Do(project, begin - 2, 9.5, "visit", by, guide),
            Do(project, begin - 2, 11, "schedule-review", by, new { time = On(begin - 4, 9), units = (string[])["design", "ops"], where = "现场门口", text = "走向、调压箱位置" }),
            Do(project, begin - 4, 11, "survey-done", by, new { equipment = "clear", text = "从主管引出约 60 米，调压箱靠东墙" }), Do(project, begin - 5, 10, "materials-complete", by, new { collected = (string[])["drawings", "photos"] }),
        ];

        const string food = "宏达食品厂";
        yield return Lead(food, 25, "hu", "approval-system", 60, "industrial", "new", "工业园三路 6 号", "石经理", "13900007001");
        foreach (var step in ToDesign(food, "hu", 25)) yield return step;
        yield return Do(food, 22, 16, "key-project", "hu", new { reason = "园区首个用气大户" });
        yield return Do(food, 21, 10, "authority-contact", "hu", new { authority = "住建局", text = "道路开挖许可已受理" });
        yield return Do(food, 16, 15, "deliver-drawings", "wei", new { text = "施工图一套八张" });
        yield return Do(food, 15, 9, "hand-to-costing", "hu", new { text = "请按两种管材分别算" });
        yield return Do(food, 14, 10, "pause", "hu", new { cause = "customer", reason = "用户调整锅炉型号，书面要求暂缓" });
        yield return Do(food, 12, 10, "resume", "hu", new { text = "型号已定" });
        yield return Do(food, 11, 16, "deliver-costing", "ding", new { amount = "486000", text = "推荐 PE 管方案" });
        yield return Do(food, 10, 9.5, "confirm-costing", "hu", new { text = "与图纸核对无误" });
        yield return Do(food, 9, 11, "approve-budget", "lu", new { text = "同意" });
        yield return Do(food, 7, 14, "negotiate", "hu", new { chair = "hu", text = "付款分三期，气价按合同执行" });

        const string hotel = "东关大酒店";
        yield return Lead(hotel, 15, "hu", "registry", 35, "commercial", "new", "东关正街 1 号", "葛经理", "13900007002");
        foreach (var step in ToDesign(hotel, "hu", 15)) yield return step;

        const string bath = "学府路洗浴中心";
        yield return Lead(bath, 14, "gao", "data-exchange", 25, "commercial", "increased", "学府路 40 号", "康女士", "13900007003");
        foreach (var step in ToDesign(bath, "gao", 14)) yield return step;
        yield return Do(bath, 5, 16, "deliver-drawings", "wei", new { text = "增容改造图" });
        yield return Do(bath, 2, 9.5, "hand-to-costing", "gao", new { text = "请附旧管利旧清单" });

        const string school = "第二中学食堂";
        yield return Lead(school, 12, "gao", "approval-system", 18, "commercial", "rebuilt", "文化路 5 号", "邹主任", "13900007004");
        foreach (var step in ToDesign(school, "gao", 12)) yield return step;
        yield return Do(school, 5, 10, "pause", "gao", new { cause = "customer", reason = "学校期中考试，要求放假再进场" });

        const string snack = "站前小吃店";
        yield return Lead(snack, 20, "gao", "other", 6, "commercial", "new", "站前街 12 号", "武师傅", "13900007005");
        yield return Do(snack, 19, 10, "project-contact", "gao", new { mode = "phone", text = "暂用电磁灶，明年再看" });
        yield return Do(snack, 19, 10.2, "state-need", "gao", new { need = "none", text = "暂无需求" });
        yield return Do(snack, 8, 15, "progress", "gao", new { records = (string[])["dynamics"], text = "回访一次，拟扩后厨，春节后再谈" });

        const string pot = "翠竹苑火锅城";
        yield return Lead(pot, 26, "hu", "registry", 12, "commercial", "new", "翠竹苑底商 3 号", "于老板", "13900007006");
        yield return Do(pot, 25, 10, "project-contact", "hu", new { mode = "visit", text = "先用罐装气" });
        yield return Do(pot, 25, 10.5, "state-need", "hu", new { need = "none" });
        yield return Do(pot, 3, 9, "state-need", "hu", clear);
        yield return Do(pot, 3, 10, "visit", "hu", guide);
        yield return Do(pot, 2, 9, "schedule-review", "hu", new { time = On(0, 9), units = (string[])["design", "safety"], where = "店门口" });

        yield return Lead("北苑物流园", 6, "gao", "data-exchange", 45, "industrial", "new", "北苑大道 88 号", "黎先生", "13900007007");
        yield return Lead("河畔新材料公司", 1, "hu", "registry", null, "industrial", "new", "河畔工业区", "方女士", "13900007008");
    }
}

using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Judging;
using Shouwen.Web.Announcements;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Packs;
using Shouwen.Web.People;

namespace Shouwen.Web.Demo;

/// <summary>What is going on in the demo organisation just now beside its cases: an outage with its wording, a change of hours, a hand-over half accepted, a quarrel whose it is, two people who are out.</summary>
internal static class Present
{
    public static async Task Play(IServiceProvider services, DateTimeOffset now)
    {
        var (db, acting) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<Acting>());
        string At(double hours) => (now + TimeSpan.FromHours(hours)).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        string[] everybody = [.. (await db.Units.Select(unit => unit.Id).ToListAsync()).Select(unit => $"unit:{unit}")];
        await Begin("announcement", Announcement.Key, "announce-emergency", "qian", new
        {
            title = "东关片区抢修停气", wording = "东关片区因管道抢修临时停气，抢修人员已在现场，预计五小时内恢复。请先关好灶前阀，恢复供气前我们会再通知您。", forbidden = "不猜测事故原因，不承诺赔偿；媒体询问转综合管理部",
            area = (string[])["东关社区", "建设路"], keywords = (string[])["停气", "没气", "打不着火", "几时来气"], to = everybody, recovery = At(5), until = At(30),
        });
        await Begin("announcement", Announcement.Key, "announce-change", "zhao", new
        {
            title = "大厅周六上午照常营业", wording = "从这个月起，服务大厅每周六上午八点半到十二点照常营业，缴费、过户、报装都可以办。", keywords = (string[])["周六", "周末上班", "大厅上班"], to = everybody,
        });
        foreach (var reader in (string[])["li", "ma", "sun", "xie"])
            foreach (var row in await db.Announcements.AsNoTracking().Where(one => one.Emergency).ToListAsync()) await AnnouncementRows.MarkRead(db, row, reader, acting.Now);

        var held = await Desks.Held(db, "wu").AsNoTracking().OrderByDescending(row => row.Key).Take(3).ToListAsync();
        if (held.Count > 1)
        {
            var list = await Begin("hand-over", DeskHandOver.Key, "open-hand-over", "wu", new
            {
                reason = "away", text = "下周休假，客户的材料在大厅二号柜。", items = held.Select((row, i) => new { what = DeskItem.Case, id = row.Id, text = $"{row.Number} {Web.Cases.Notices.Short(row.Content)}", to = i == 2 ? "zhao" : "li" }),
            });
            await acting.Do(Acting.Case(held[0].Id), null, "hand-over-desk", "li", Fields.Of(new Dictionary<string, object> { ["from"] = "wu", ["to"] = "li", ["hand-over"] = list.Id, ["item"] = 1 }));
        }
        // What goes over without a chain: an order to whoever reviews it now, accepted; a head's decisions to the leader above, waiting.
        if (await Desks.Orders(db, "jian").AsNoTracking().OrderBy(row => row.Key).FirstOrDefaultAsync() is { } order)
        {
            var list = await Begin("hand-over", DeskHandOver.Key, "open-hand-over", "jian", new { reason = "away", text = "下周外出培训", items = new[] { new { what = DeskItem.Order, id = order.Id, text = $"督办单 {order.Written} {Web.Cases.Notices.Short(order.Text)}", to = "qiu" } } });
            await acting.Do(Orders.OrderRows.KeyOf(order.Id), null, Taking.Act, "qiu", Fields.Of(new Dictionary<string, object> { ["from"] = "jian", ["hand-over"] = list.Id, ["item"] = 1 }));
        }
        if (await Desks.Owes(db, acting, "qian", 5) is { Count: > 0 } owed)
        {
            var numbers = await db.Cases.Where(row => row.ClosedAt == null).ToDictionaryAsync(row => row.Id, row => row.Number);
            await Begin("hand-over", DeskHandOver.Key, "open-hand-over", "qian", new { reason = "away", text = "后天起到厂家验收，三天", items = owed.Select(one => new { what = DeskItem.Duty, id = one.Thing, text = $"{numbers.GetValueOrDefault(one.Row.CaseId ?? "")} {one.Row.Text ?? Words.Duty(one.Row.Name)}".Trim(), to = "guo" }) });
        }
        await Reminders.WatchSettings.Change(db, before => before with { Own = [new(null, "resolve", ["working-days 2"], true)] }, World.Administrator, "总经理办公会定：办结的时限长，提前两天提醒", now);
        foreach (var (person, status, back) in ((string, string, double)[])[("ma", "trip", 2), ("guo", "busy", 1)])
            if (await acting.Do(Acting.Standing, null, "whereabouts", person, Fields.Of(new { status, expected = At(back) })) is Outcome.Refused refused) throw new InvalidOperationException($"The demo is refused at whereabouts by {person}: {refused.Refusals[0].Sentence}");
        await Adopting.Set(db, House.Id, "return-within", "{working-hours: 16}", World.Administrator, "总经理办公会定", now);
        // Whose it is, is laid before customer service.
        if (await db.Cases.AsNoTracking().Where(row => row.Status == "awaiting-takeover" && row.PendingUnitId == "ops").OrderByDescending(row => row.Key).FirstOrDefaultAsync() is { } quarrel)
            await acting.Do(Acting.Case(quarrel.Id), null, "dispute", "qian", Fields.Of(new { unit = "safety", reason = "卡表读写故障由安检部的表具班处理，不归抢修" }));

        // An outside crew that a department answers for, and a complaint about it that nobody has passed on yet.
        db.DirectoryEntries.Add(new Directory.DirectoryEntry { UnitId = "market", Matter = "顺达管道施工队", Keywords = ["施工队", "装管子的"], Description = "户内管改造的外包队伍，由市场工程部管理", IsVendor = true });
        await db.SaveChangesAsync();
        if (await acting.Register("ma", Fields.Of(new
        {
            channel = "hotline", kind = "complaint", scope = "unclear", vendor = "顺达管道施工队", content = "来改管子的施工队把橱柜磕坏了，说好来看，三天没人管",
            customer = new { name = "阮女士", phone = "13900008106", address = "学府名居 9 号楼 2 单元 1101 室" },
        })) is Outcome.Refused objected) throw new InvalidOperationException($"The demo is refused at register by ma: {objected.Refusals[0].Sentence}");

        async Task<MatterKey> Begin(string series, Func<int, MatterKey> key, string act, string by, object with) => await acting.Begin(series, key, act, by, Fields.Of(with)) switch
        {
            Outcome.Done done => done.Matter.Key,
            Outcome.Refused refused => throw new InvalidOperationException($"The demo is refused at {act} by {by}: {refused.Refusals[0].Sentence}"),
            _ => throw new InvalidOperationException(act),
        };
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Calendars;

/// <summary>The pages of the calendar: what they show, what they refuse, and what follows.</summary>
public sealed class CalendarPagesTests : IAsyncLifetime
{
    private const string Notice2027 = """
        国务院办公厅关于2027年部分节假日安排的通知
        一、元旦：1月1日（周五）至3日（周日）放假，共3天。
        二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
        三、清明节：4月3日（周六）至5日（周一）放假，共3天。
        四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
        五、端午节：6月9日（周三）放假1天。
        六、中秋节：9月15日（周三）放假1天。
        七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
        """;

    private readonly WorldSite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private Task<string> Due(CaseRow row) => site.Db(async db => (await db.Duties.AsNoTracking().Where(duty => duty.CaseId == row.Id && duty.Name == "contact").OrderBy(duty => duty.No).FirstAsync()).Due!.Value.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm"));

    [Fact]
    public async Task The_year_shows_festivals_made_up_days_hours_and_the_notice()
    {
        var li = await site.As("li");
        await li.Open("/calendar?year=2026");
        Assert.Contains("15–23日 春节放假", li.Text);
        Assert.Contains("14日 春节调休上班", li.Text);
        Assert.Contains("08:30–12:00，13:30–17:30", li.Text);
        Assert.Contains("国务院办公厅关于2026年部分节假日安排的通知", li.Text);
        Assert.Equal("4", li.All("td[aria-current=date]").Single());
        Assert.DoesNotContain("改作息", li.Text);
        await li.Open("/calendar?year=2027");
        Assert.Contains("放假安排还没有公布", li.Text);
        await li.Open("/calendar?unit=nowhere");
        Assert.Equal(HttpStatusCode.NotFound, li.Status);
        await li.Open("/calendar/hours");
        Assert.Equal(HttpStatusCode.Forbidden, li.Status);
    }

    [Fact]
    public async Task Hours_that_overlap_and_a_zone_that_is_none_are_said_at_their_fields_and_stay()
    {
        var fang = await site.As("fang");
        await fang.Open("/calendar/hours");
        fang.Fill("上班时间", "08:30-12:00 11:00-17:30").Fill("周六", "九点到十二点").Fill("时区", "Asia/Qingchuan").Fill("名称 1", "夏季").Fill("从 1", "2-30").Fill("到 1", "9-30").Fill("上班时间 1", "08:00-12:00");
        await fang.Press("保存为新版本");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, fang.Status);
        Assert.Contains("重叠", fang.Error("上班时间"));
        Assert.Contains("不是时段", fang.Error("周六"));
        Assert.Contains("没有“Asia/Qingchuan”这个时区", fang.Error("时区"));
        Assert.Contains("不是一年里的日子", fang.Error("从 1"));
        Assert.Equal("08:30-12:00 11:00-17:30", fang.Value("上班时间"));
        Assert.Equal(1, await site.Db(db => db.CalendarVersions.CountAsync()));
    }

    [Fact]
    public async Task A_season_and_the_hours_of_a_unit_are_typed_and_shown()
    {
        var fang = await site.As("fang");
        await fang.Open("/calendar/hours");
        fang.Fill("名称 1", "夏季").Fill("从 1", "5-1").Fill("到 1", "9月30日").Fill("上班时间 1", "08:00-12:00 15:00-18:00").Fill("为什么改", "夏季作息");
        await fang.Press("保存为新版本");
        Assert.Contains("夏季（5月1日至9月30日）", fang.Text);
        Assert.Contains("08:00–12:00，15:00–18:00", fang.Text);
        await fang.Open("/calendar/hours?unit=hotline");
        fang.Fill("上班时间", "07:00-21:00").Fill("周日", "07:00-21:00").Tick("法定节假日照常上班");
        await fang.Press("保存为新版本");
        Assert.Contains("客服热线 · 时限只数这里上班的时间", fang.Text);
        Assert.Contains("07:00–21:00", fang.Text);
        await fang.Open("/calendar/versions");
        Assert.Contains("夏季作息", fang.Text);
        Assert.Equal(3, fang.All(".list-row").Count);
    }

    [Fact]
    public async Task A_day_that_does_not_exist_and_a_day_both_closed_and_open_are_refused()
    {
        var fang = await site.As("fang");
        await fang.Open("/calendar/days");
        fang.Fill("从哪天", "2026-02-30");
        await fang.Press("保存为新版本");
        Assert.Contains("“2026-02-30”不是存在的日期", fang.Error("从哪天"));
        fang.Fill("从哪天", "2026-09-08").Fill("名称", "盘点");
        await fang.Press("保存为新版本");
        await fang.Open("/calendar/days");
        fang.Fill("这些天", "加班（上班）").Fill("从哪天", "2026-09-08");
        await fang.Press("保存为新版本");
        Assert.Contains("已经是停业日（盘点）", fang.Error("从哪天"));
        await fang.Open("/calendar?year=2026");
        Assert.Contains("8日 本单位停业：盘点", fang.Text);
        await fang.Open("/calendar/days");
        await fang.Press("撤去");
        await fang.Open("/calendar?year=2026");
        Assert.DoesNotContain("盘点", fang.All(".year-notes").Aggregate("", string.Concat));
    }

    [Fact]
    public async Task A_closure_offers_the_deadlines_that_would_move_and_the_old_one_is_still_explained()
    {
        var (kept, moved) = (await site.Registered(), await site.Registered());
        var before = await Due(kept);
        await site.Done(kept, "transfer", "li", new { unit = "ops", mode = "slip", explained_to_customer = true });
        var fang = await site.As("fang");
        await fang.Open("/calendar/days");
        fang.Fill("从哪天", "2026-03-05").Fill("名称", "盘点").Fill("为什么", "年中盘点");
        await fang.Press("保存为新版本");
        Assert.Equal("/calendar/recompute", fang.Path);
        Assert.Contains("已有的时限没有动", fang.Flash);
        Assert.Contains(moved.Number, fang.Text);
        Assert.Equal(before, await Due(kept));

        var li = await site.As("li");
        await li.Open($"/cases/{kept.Number}");
        var spans = li.All(".why .spans").Aggregate("", string.Concat);
        Assert.Contains("第 3 个工作日", spans);
        Assert.DoesNotContain("盘点", spans);

        await fang.Press("重新计算");
        Assert.Contains("有关的人都已收到通知", fang.Flash);
        Assert.NotEqual(before, await Due(moved));
        await li.Open($"/cases/{moved.Number}");
        Assert.Contains("本单位停业（盘点），不计", li.All(".why .spans").Aggregate("", string.Concat));
        Assert.Contains("按新的工作日历由", li.Text);
        Assert.Contains("方圆", li.Text);
        await li.Follow("下载数据（JSON）");
        Assert.Contains("attachment", li.Disposition);
        var code = await site.Db(db => db.Cases.Where(row => row.Id == moved.Id).Select(row => row.Code).SingleAsync());
        var customer = site.Visitor();
        await customer.Open($"/p/{moved.Number}/{code}");
        Assert.Contains("因放假或作息安排有变", customer.Text);
        await fang.Open("/calendar/versions");
        await fang.Open((string)fang.Page.QuerySelector("a.main")!.GetAttribute("href")!);
        Assert.Contains("本单位停业：盘点", fang.Text);
    }

    [Fact]
    public async Task A_pasted_notice_is_shown_confirmed_and_settles_what_was_provisional()
    {
        site.Clock.Now = new(2026, 12, 30, 10, 30, 0, TimeSpan.FromHours(8));
        var row = await site.Registered();
        await site.Done(row, "transfer", "li", new { unit = "ops", mode = "slip", explained_to_customer = true });
        var li = await site.As("li");
        await li.Open("/desk");
        Assert.Contains("暂定", li.Text);
        await li.Open("/cases");
        Assert.Contains("（暂定）", li.Text);
        var before = await Due(row);

        var fang = await site.As("fang");
        await fang.Open("/calendar/announce");
        fang.Fill("通知的文字", "一、元旦：2月30日放假。").Fill("哪一年", "2027");
        await fang.Press("读一读");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, fang.Status);
        Assert.Contains("2月30日", fang.Error("通知的文字"));
        fang.Fill("通知的文字", Notice2027);
        await fang.Press("读一读");
        Assert.Contains("5–11日 春节放假", fang.Text);
        Assert.Equal(1, await site.Db(db => db.CalendarVersions.CountAsync()));
        await fang.Press("日子都对，记入日历");
        Assert.Equal("/calendar/recompute", fang.Path);
        Assert.Contains(row.Number, fang.Text);
        await fang.Press("重新计算");
        await li.Open("/cases");
        Assert.DoesNotContain("（暂定）", li.Text);
        Assert.True(string.CompareOrdinal(before, await Due(row)) <= 0);
        await fang.Open("/calendar?year=2027");
        Assert.DoesNotContain("还没有公布", fang.Text);
        Assert.Contains("国务院办公厅关于2027年部分节假日安排的通知", fang.Text);
    }
}

using System.Text.Json;
using Shouwen.Calendar;
using Xunit;
using static Shouwen.Tests.Calendar.Calendars;

namespace Shouwen.Tests.Calendar;

public class HolidayNoticeTests
{
    /// <summary>Days as 1.1-3 2.2 / 1.4: off before the stroke, worked after it, with the year where it is not the given one.</summary>
    private static string Days(HolidayNoticeReading reading) => string.Join("; ", reading.Festivals.Select(festival =>
        $"{festival.Name} {Runs(festival.Off)}{(festival.Work.Count > 0 ? $" / {Runs(festival.Work)}" : "")}"));

    private static string Runs(IEnumerable<DateOnly> days)
    {
        var runs = new List<(DateOnly First, DateOnly Last)>();
        foreach (var day in days)
            if (runs.Count > 0 && runs[^1].Last.AddDays(1) == day) runs[^1] = (runs[^1].First, day);
            else runs.Add((day, day));
        return string.Join(' ', runs.Select(run => run.First == run.Last ? $"{run.First:yyyy-MM-dd}" : $"{run.First:yyyy-MM-dd}..{run.Last:yyyy-MM-dd}"));
    }

    [Fact]
    public void The_shared_texts_give_exactly_the_days_of_the_calendar()
    {
        if (Repo.Shared is null) Assert.Skip("../shared is not on this machine");
        using var notices = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repo.Shared, "data", "cn-holidays", "notices_2021_2026.json")));
        foreach (var notice in notices.RootElement.EnumerateArray())
        {
            var year = notice.GetProperty("year").GetInt32();
            var reading = HolidayNotice.Read(notice.GetProperty("text").GetString()!, year);
            Assert.Equal((year, ""), (reading.Year!.Value, string.Join('\n', reading.Problems)));
            Assert.Equal(China.Festivals.Where(festival => festival.Year == year).SelectMany(Named).Order(), reading.Festivals.SelectMany(Named).Order());
            // Known already: taking it in once more changes no day.
            Assert.Equal(China.Festivals.SelectMany(Named).Order(), China.With(HolidayNotice.Read(notice.GetProperty("text").GetString()!, year, China)).Festivals.SelectMany(Named).Order());
        }
    }

    private static IEnumerable<string> Named(Festival festival) => festival.Off.Select(day => $"{day:yyyy-MM-dd} 休 {festival.Name}").Concat(festival.Work.Select(day => $"{day:yyyy-MM-dd} 班 {festival.Name}"));

    /// <summary>Wordings of other years, and ways in which texts are pasted.</summary>
    public static TheoryData<int?, string, string> Wordings => new()
    {
        { 2013, "一、元旦:1月1日至3日放假调休,共3天。1月5日(星期六)、1月6日(星期日)上班。", "元旦 2013-01-01..2013-01-03 / 2013-01-05..2013-01-06" },
        { 2014, "一、元旦：1月1日放假1天。\n三、清明节：4月5日放假，4月7日（星期一）补休。", "元旦 2014-01-01; 清明节 2014-04-05 2014-04-07" },
        { 2019, "一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。", "元旦 2018-12-30..2019-01-01 / 2018-12-29" },
        { 2012, "一、元旦：2012年1月1日至3日放假调休，共3天。2011年12月31日（星期六）上班。\n五、端午节：6月22日至24日放假公休，共3天。\n六、中秋节、国庆节：9月30日至10月7日放假调休，共8天。9月29日（星期六）上班。", "元旦 2012-01-01..2012-01-03 / 2011-12-31; 端午节 2012-06-22..2012-06-24; 中秋节、国庆节 2012-09-30..2012-10-07 / 2012-09-29" },
        { null, "国务院办公厅关于2019年部分节假日安排的通知\n国办发明电〔2018〕15号\n经国务院批准，现将2019年元旦、春节、清明节放假调休日期的具体安排通知如下。\n一、元旦： 2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。\n三、清明节：4月5日放假，与周末连休。\n节假日期间，各地区、各部门要妥善安排好值班。\n国务院办公厅\n2018年12月4日", "元旦 2018-12-30..2019-01-01 / 2018-12-29; 清明节 2019-04-05" },
        { 2008, "一、元旦：2007年12月30日—2008年1月1日放假，共3天。其中，1月1日（星期二）为法定节假日，12月30日（星期日）为公休日，12月29日（星期六）公休日调至12月31日（星期一），12月29日（星期六）上班。", "元旦 2007-12-30..2008-01-01 / 2007-12-29" },
        { 2008, "二、春节：2月6日—12日（农历除夕至正月初六）放假，共7天。其中，2月6日（除夕）、2月7日（春节）、2月8日（正月初二）为法定节假日，2月9日（星期六）、2月10日（星期日）照常公休，2月2日（星期六）、2月3日（星期日）两个公休日调至2月11日（星期一）、2月12日（星期二），2月2日（星期六）、2月3日（星期日）上班。", "春节 2008-02-06..2008-02-12 / 2008-02-02..2008-02-03" },
        { 2008, "五、端午节：6月7日—9日放假，共3天。其中，6月7日（星期六）照常公休，6月8日（农历五月初五，端午节）为法定节假日，6月8日（星期日）公休日调至6月9日（星期一）。", "端午节 2008-06-07..2008-06-09" },
        { 2008, "七、国庆节：9月29日—10月5日放假，共7天。其中，10月1日、2日、3日为法定节假日，9月27日（星期六）、9月28日（星期日）两个公休日调至9月29日（星期一）、30日（星期二），10月4日（星期六）、5日（星期日）照常公休。", "国庆节 2008-09-29..2008-10-05 / 2008-09-27..2008-09-28" },
        { 2007, "二、春节：2月18日—24日（即农历大年初一至初七）放假，共7天。其中18日、19日、20日为法定假日，将17日（星期六)、18日（星期日)、25日（星期日）三个公休日分别调至21日（星期三)、22日（星期四)、23日（星期五)；24日（星期六）照常公休，17日、25日上班。", "春节 2007-02-18..2007-02-24 / 2007-02-17 2007-02-25" },
        { 2007, "一、元旦：1月1日—3日放假，共3天。其中1月1日为法定假日，将2006年12月30日（星期六)、31日（星期日）两个公休日分别调至2007年1月2日、3日，2006年12月30日（星期六)、31日（星期日）上班。", "元旦 2007-01-01..2007-01-03 / 2006-12-30..2006-12-31" },
        { 2007, "三、“五一”：5月1日—7日放假，共7天。4月28日（星期六）、29日（星期日）上班。\n四、“十一”：10月1日—7日放假，共7天。其中，1日、2日、3日为法定假日，将9月29日（星期六）、30日（星期日）两个公休日调至10月4日（星期四）、5日（星期五），9月29日、30日上班。", "劳动节 2007-05-01..2007-05-07 / 2007-04-28..2007-04-29; 国庆节 2007-10-01..2007-10-07 / 2007-09-29..2007-09-30" },
        { 2009, "二、春节：1月25日至31日放假，共7天。其中，1月25日（星期日、农历除夕）、1月26日（星期一、农历正月初一）、1月27日（星期二、农历正月初二）为法定节假日，1月31日（星期六）照常公休；1月25日（星期日）公休日调至1月28日（星期三），1月24日（星期六）、2月1日（星期日）两个公休日调至1月29日（星期四）、1月30日（星期五）。1月24日（星期六）、2月1日（星期日）上班。\n\n三、清明节4月4日至6日放假，共3天。其中，4月4日（星期六、农历清明当日）为法定节假日，4月5日（星期日）照常公休。4月4日（星期六）公休日调至4月6日（星期一）。\n\n四、劳动节5月1日至3日放假，共3天。其中，5月1日（星期五、“五一”国际劳动节）为法定节假日，5月2日（星期六）、5月3日（星期日）照常公休。\n\n六、国庆节、中秋节10月1日至8日放假，共8天。其中，10月1日（星期四）、10月2日（星期五）、10月3日（星期六）为国庆节法定节假日，10月4日（星期日）照常公休；10月3日（星期六）公休日及中秋节分别调至10月5日（星期一）、10月6日（星期二），9月27日（星期日）、10月10日（星期六）公休日调至10月7日（星期三）、10月8日（星期四）。9月27日（星期日）、10月10日（星期六）上班。", "春节 2009-01-25..2009-01-31 / 2009-01-24 2009-02-01; 清明节 2009-04-04..2009-04-06; 劳动节 2009-05-01..2009-05-03; 国庆节、中秋节 2009-10-01..2009-10-08 / 2009-09-27 2009-10-10" },
        { 2010, "二、春节：2月13日至19日放假调休，共7天。2月20日（星期六）、21日（星期日）上班。\n六、中秋节：9月22日至24日放假调休，共3天。9月19日（星期日）、25日（星期六）上班。\n国务院办公厅\n二○○九年十二月七日", "春节 2010-02-13..2010-02-19 / 2010-02-20..2010-02-21; 中秋节 2010-09-22..2010-09-24 / 2010-09-19 2010-09-25" },
        { 2016, "四、劳动节：5月1日放假，5月2日（星期一）补休。", "劳动节 2016-05-01..2016-05-02" },
        { null, "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知\n国发明电〔2015〕1号\n2015年是中国人民抗日战争暨世界反法西斯战争胜利70周年。2015年9月3日全国放假1天。特作如下调休：9月3日至5日调休放假，共3天。其中9月3日（星期四）放假，9月4日（星期五）调休，9月6日（星期日）上班。\n国务院\n2015年5月13日", "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日 2015-09-03..2015-09-05 / 2015-09-06" },
        { null, "国务院办公厅关于调整\n2019年劳动节假期安排的通知\n经国务院批准，现将调整2019年劳动节放假安排通知如下。\n一、2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。", "劳动节 2019-05-01..2019-05-04 / 2019-04-28 2019-05-05" },
        { 2026, "春节：２月１５日（农历腊月二十八、周日）至２３日（农历正月初七、周一）放假调休，共９天。２月１４日（周\n六）、２月２８日（周六）\n上班。", "春节 2026-02-15..2026-02-23 / 2026-02-14 2026-02-28" },
        { 2026, "二、春 节: 2 月 15 日 - 23 日放假调休, 共 9 天. 2月14日(周六)、2月28日(周六)上班", "春节 2026-02-15..2026-02-23 / 2026-02-14 2026-02-28" },
        { 2026, "元旦 1月1日至3日放假调休，共3天。1月4日上班\n清明 4月4日至6日放假，共三天", "元旦 2026-01-01..2026-01-03 / 2026-01-04; 清明节 2026-04-04..2026-04-06" },
        { 2024, "一、元旦：2023年12月30日至2024年1月1日放假，共3天。", "元旦 2023-12-30..2024-01-01" },
        { 2027, "一、元旦：12月31日至1月2日放假，共3天。", "元旦 2026-12-31..2027-01-02" },
    };

    [Theory]
    [MemberData(nameof(Wordings))]
    public void Wordings_of_other_years_are_read(int? year, string text, string days)
    {
        var reading = HolidayNotice.Read(text, year);
        Assert.Equal("", string.Join('\n', reading.Problems));
        Assert.Equal(days, Days(reading));
    }

    [Fact]
    public void A_sentence_alone_is_read_and_its_festival_told_by_the_dates()
    {
        var reading = HolidayNotice.Read("2月15日至23日放假,2月14日(周六)、2月28日(周六)上班", 2026);
        Assert.Equal("春节 2026-02-15..2026-02-23 / 2026-02-14 2026-02-28", Days(reading));
        Assert.Equal(("没有写是哪个节日，按日期记作“春节”。", false, true), (Assert.Single(reading.Problems).Reason, reading.Problems[0].Fatal, reading.Ok));
        Assert.Equal("端午节 2026-06-19..2026-06-21", Days(HolidayNotice.Read("6月19日至21日放假", 2026)));
    }

    [Fact]
    public void Title_and_number_become_the_source()
    {
        var reading = HolidayNotice.Read("国务院办公厅关于2027年\n部分节假日安排的通知\n国办发明电[2026]9号\n一、元旦：1月1日至3日放假，共3天。", null);
        Assert.Equal((2027, "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号）"), (reading.Year, reading.Source));
        Assert.Equal(reading.Source, reading.Festivals[0].Source);
    }

    public static TheoryData<int?, string, int, string> Contradictions => new()
    {
        { 2026, "一、春节：2月15日至30日放假。", 1, "“30日”：没有这一天" },
        { 2026, "一、元旦：1月1日放假。\n二、春节：2月30日放假。", 2, "“2月30日”：没有这一天" },
        { 2026, "一、春节：2月15日至23日放假调休，共9天。2月14日（周日）上班。", 1, "“2月14日（周日）”：2026年2月14日是周六，不是周日" },
        { 2026, "一、春节：2月15日（农历腊月二十八、周一）至23日放假。", 1, "2026年2月15日是周日，不是周一" },
        { 2026, "一、元旦：1月1日放假。\n\n二、春节：2月15日至23日放假调休，共8天。", 3, "“8天”：春节写明放假 8 天，列出的却是 9 天" },
        { 2026, "一、春节：2月15日至23日放假调休，共9天。2月21日（周六）上班。", 1, "“2月21日”：这一天既放假又上班（春节）" },
        { 2026, "一、春节：2月15日至23日放假调休。2月25日（周三）上班。", 1, "2026-02-25 是周三，本来就上班" },
        { 2026, "一、中秋节：9月25日至27日放假。\n二、国庆节：9月27日至10月3日放假。", 2, "2026-09-27 在中秋节和国庆节里写了两次放假" },
        { 2026, "一、中秋节：9月25日至27日放假。\n二、国庆节：10月1日至7日放假。9月27日（周日）上班。", 2, "2026-09-27 在中秋节里放假，在国庆节里却要上班" },
        { 2026, "一、劳动节：5月1日至5日放假，5月5日放假。", 1, "“5月5日”：这个放假日写了两次" },
        { 2026, "一、劳动节：5月5日至1日放假。", 1, "“5月5日至1日”：这一段的结束日早于开始日" },
        { null, "一、元旦：1月1日放假。", 1, "没有写是哪一年的安排" },
        { 2026, "一、春节：另行通知。", 1, "“春节”：没有读出放假的日子" },
        { 2026, "各单位要妥善安排好值班。", 1, "没有找到放假的日子" },
        { 2026, "", 1, "没有找到放假的日子" },
        { 2026, "延长2026年春节假期至2月25日。", 1, "不知道从哪天延长" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_notice_that_contradicts_itself_is_told_with_line_words_and_reason(int? year, string text, int line, string told)
    {
        var reading = HolidayNotice.Read(text, year);
        var problem = Assert.Single(reading.Problems, problem => problem.Fatal);
        Assert.Equal(line, problem.Line);
        Assert.Contains(told, problem.ToString());
        Assert.False(reading.Ok);
        Assert.Throws<ArgumentException>(() => China.With(reading));
    }

    [Fact]
    public void An_amendment_replaces_its_festival_of_the_year_and_the_first_notice_stays_on_record()
    {
        var original = NationalDays.Read("""
            years:
              2019:
                source: 年度通知
                festivals:
                  - {name: 元旦, off: 2018-12-30..2019-01-01, work: 2018-12-29}
                  - {name: 劳动节, off: 2019-05-01}
              2020:
                source: 下一年通知
                festivals:
                  - {name: 春节, off: 2020-01-24..2020-01-30, work: [2020-01-19, 2020-02-01]}
            """, "cn.yaml");
        var labour = original.With(HolidayNotice.Read("国务院办公厅关于调整2019年劳动节假期安排的通知 国办发明电〔2019〕3号 一、2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。", null, original));
        var spring = labour.With(HolidayNotice.Read("国务院办公厅关于延长2020年春节假期的通知，国办发明电〔2020〕1号。一、延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。", null, labour));
        Assert.Equal(new NationalDay(NationalDayKind.MakeUp, "劳动节"), spring.On(Date("2019-05-05")));
        Assert.Equal(new NationalDay(NationalDayKind.Off, "春节"), spring.On(Date("2020-02-01")));
        Assert.Equal(NationalDayKind.Ordinary, spring.On(Date("2020-02-03")).Kind);
        var festival = spring.Festivals.Single(one => one.Name == "劳动节");
        Assert.Equal("国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）", festival.Source);
        Assert.Equal(("年度通知", 1), (festival.Was!.Source, festival.Was.Off.Count));
        Assert.Equal([Date("2020-01-19"), Date("2020-02-01")], spring.Festivals.Single(one => one.Name == "春节").Was!.Work);

        var again = NationalDays.Read(spring.Write(), "again.yaml");
        Assert.Equal(spring.Version, again.Version);
        Assert.Equal(spring.Write(), again.Write());
    }

    [Fact]
    public void An_amendment_must_not_collide_with_other_festivals_and_needs_its_years_notice()
    {
        Assert.Contains("2026-10-01 在国庆节和中秋节里写了两次放假", HolidayNotice.Read("调整2026年中秋节假期：9月25日至10月1日放假。", 2026, China).Problems.Select(problem => problem.Reason).First());
        Assert.Contains("先录入年度通知", Assert.Single(HolidayNotice.Read("一、春节：2月6日放假。", 2027, China).Problems).Reason);
        Assert.True(HolidayNotice.Read("一、国庆节：10月1日至8日放假。10月10日（周六）上班。", 2026, China).Ok);
    }

    [Fact]
    public void Next_years_notice_makes_the_year_known()
    {
        var reading = HolidayNotice.Read("""
            国务院办公厅关于2027年部分节假日安排的通知
            一、元旦：2027年1月1日（周五）至3日（周日）放假，共3天。
            二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月14日（周日）上班。
            三、清明节：4月3日（周六）至5日（周一）放假，共3天。
            四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
            五、端午节：6月9日（周三）放假1天，不调休。
            六、中秋节：9月15日（周三）放假1天，不调休。
            七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。
            """, null, China);
        Assert.Equal("", string.Join('\n', reading.Problems));
        var china = China.With(reading);
        Assert.True(china.Knows(2027));
        Assert.NotEqual(China.Version, china.Version);
        Assert.Equal(china.Version, NationalDays.Read(china.Write(), "cn.yaml").Version);
    }
}

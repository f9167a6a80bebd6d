using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Cases;

public class ShowTests : IClassFixture<WorldSite>
{
    private const string Phone = "13912345678";
    private readonly WorldSite site;

    public ShowTests(WorldSite site)
    {
        this.site = site;
        site.Clock.Now = new DateTimeOffset(2026, 3, 4, 10, 30, 0, TimeSpan.FromHours(8));
    }

    [Fact]
    public async Task The_page_says_first_what_it_is_who_answers_and_what_falls_due_next()
    {
        var number = (await site.Registered(content: "燃气表不走字，请来看看", phone: Phone)).Number;
        var li = await site.As("li");
        await li.Open($"/cases/{number}");
        Assert.Equal("燃气表不走字，请来看看", li.Title);
        var facts = string.Join(' ', li.All(".answers > div"));
        Assert.Contains("首问责任人李娟 服务大厅", facts);
        Assert.Contains("下一时限 今天 14:00 还有 2 小时", facts);
        Assert.Contains("填好工作單，轉交承辦部門", facts);
        // Half past ten to noon, and from half past one: the lunch break does not count.
        Assert.Contains("今天 10:30–12:00 上班时间，计 1 小时 30 分", li.Text);
        Assert.Contains("今天 12:00–13:30 两班之间，不计", li.Text);
        Assert.Contains("第 3 个工作日", li.Text);
        Assert.Contains("工作單上班時間2小時內轉交", string.Join(' ', li.All(".clock .clause p")));
        Assert.NotEmpty(li.All(".month td.counts"));
    }

    [Fact]
    public async Task From_hand_over_to_closing_by_the_people_concerned()
    {
        var number = (await site.Registered(content: "热水器打不着火", phone: Phone)).Number;
        var (li, sun) = (await site.As("li"), await site.As("qian"));
        await Do(li, number, "transfer", ("移交给哪个部门", "ops"), ("原因", "属于运行部维修"));
        Assert.Contains("等运行部接手；接手之前仍由李娟负责。", li.Flash);
        Assert.Contains("运行部", string.Join(' ', li.All(".link.flight")));
        Assert.Contains("李娟 把工单移交给运行部，用时 不到 1 分钟（限 2 个工作小时内）", li.Text);

        await Do(sun, number, "take-over");
        await Do(sun, number, "contact", ("联系情况", "约好下午上门"));
        await Do(sun, number, "resolve", ("处理结果", "更换了点火针"));
        await Do(li, number, "inform", ("告知客户的结果", "师傅已换好点火针，可以正常使用"));
        Assert.Equal("seen act", li.Page.QuerySelectorAll(".story > li").Last(line => line.TextContent.Contains("把结果告知了客户")).ClassName);
        await Do(li, number, "callback", ("客户满意吗", "satisfied"));
        await Do(li, number, "close");
        Assert.Contains("这件诉求已经办结。", li.Flash);
        Assert.Equal(["李娟", "钱伟"], li.All(".link > b"));
        Assert.Equal("closed", await site.Db(db => db.Cases.Where(row => row.Number == number).Select(row => row.Status).SingleAsync()));
        Assert.Contains("li", await site.Db(db => db.Cases.Where(row => row.Number == number).Select(row => row.FirstContactId).SingleAsync()));
        Assert.Contains("归档", string.Join(' ', li.All(".act > summary")));
    }

    [Fact]
    public async Task A_refusal_stands_at_the_form_with_its_clause_and_what_was_typed()
    {
        var number = (await site.Registered(content: "想知道过户要带什么", phone: Phone)).Number;
        var li = await site.As("li");
        await Do(li, number, "answer", ("答复内容", "这个我不清楚，您问别人吧"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        var form = li.Page.QuerySelector("#act-answer")!;
        Assert.True(form.HasAttribute("open"));
        Assert.Contains("禁用语“不清楚”", form.TextContent);
        Assert.Equal("第六條", form.QuerySelector(".problems .chip")!.TextContent);
        Assert.Equal("这个我不清楚，您问别人吧", ((IHtmlTextAreaElement)form.QuerySelector("textarea")!).Value);
        Assert.Empty(li.All("#act-contact .problems"));

        ((IHtmlInputElement)form.QuerySelector("[name=confirmed]")!).IsChecked = true;
        await li.Submit((IHtmlFormElement)form.QuerySelector("form")!);
        Assert.Contains("答复：已记录", li.Flash);
    }

    [Fact]
    public async Task A_field_left_out_is_asked_for_beside_it()
    {
        var number = (await site.Registered(content: "表前阀漏水", phone: Phone)).Number;
        var li = await site.As("li");
        await Do(li, number, "promise");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        Assert.Contains("请填写“承诺在什么时候之前答复”", li.All("#promise-until-error").Single());
        Assert.Equal("true", li.Page.GetElementById("promise-until")!.GetAttribute("aria-invalid"));

        await Do(li, number, "amend");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        Assert.Contains("请填写要更正的内容，至少一项。", li.All("#act-amend .problems").Single());
    }

    [Fact]
    public async Task What_only_the_pack_asks_for_stands_on_the_form_and_is_refused_with_its_clause()
    {
        var number = (await site.Registered(content: "夜里打来的", phone: Phone)).Number;
        site.Clock.Now = new DateTimeOffset(2026, 3, 4, 20, 0, 0, TimeSpan.FromHours(8));
        var li = await site.As("li");
        await Do(li, number, "transfer", ("移交给哪个部门", "ops"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        Assert.Contains("还缺：已向客户说明", li.All("#act-transfer .problems").Single());
        Assert.Equal("第八條(二)3", li.All("#act-transfer .problems .chip").Single());
        Assert.Equal("ops", ((IHtmlSelectElement)li.Page.GetElementById("transfer-unit")!).Value);

        ((IHtmlInputElement)li.Page.GetElementById("transfer-explained-to-customer")!).IsChecked = true;
        await li.Submit(li.Page.QuerySelector<IHtmlFormElement>("#act-transfer form")!);
        Assert.Contains("移交：已记录", li.Flash);
    }

    [Fact]
    public async Task What_may_not_be_done_is_shown_with_the_reason()
    {
        var number = (await site.Registered(content: "抄表数不对", phone: Phone)).Number;
        var li = await site.As("li");
        await li.Open($"/cases/{number}");
        var barred = string.Join(' ', li.All(".barred li"));
        Assert.Contains("办结 客户还没有得到答复，不能办结", barred);
        Assert.Contains("免予告知", barred);
        // Nothing was handed over, so taking over is no matter here at all.
        Assert.DoesNotContain("接手", barred);
        await Do(li, number, "close", force: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, li.Status);
        Assert.Contains("第五條(五)", li.All("#act-close .problems .chip"));
    }

    [Fact]
    public async Task A_stale_form_says_what_others_did_keeps_the_text_and_goes_through_when_pressed_again()
    {
        var number = (await site.Registered(content: "管道有异响", phone: Phone)).Number;
        var li = await site.As("li");
        await li.Open($"/cases/{number}");
        await site.Done(await Row(number), "progress", "deng", new { text = "客户又来电催问" });
        await Press(li, "progress", ("进展", "已请运行部安排"));
        Assert.Equal(HttpStatusCode.Conflict, li.Status);
        var form = li.Page.QuerySelector("#act-progress")!;
        Assert.Contains("邓洁 记录了进展", form.QuerySelector(".problems")!.TextContent);
        Assert.Equal("已请运行部安排", ((IHtmlTextAreaElement)form.QuerySelector("textarea")!).Value);
        await li.Submit((IHtmlFormElement)form.QuerySelector("form")!);
        Assert.Contains("记录进展：已记录", li.Flash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/print")]
    [InlineData("/files/0190a000-0000-7000-8000-000000000000")]
    public async Task Somebody_outside_finds_nothing(string rest)
    {
        var number = (await site.Registered(content: "只有经手人能看", phone: Phone)).Number;
        var wu = await site.As("wu");
        await wu.Open($"/cases/{number}{rest}");
        Assert.Equal(HttpStatusCode.NotFound, wu.Status);
    }

    [Fact]
    public async Task The_customer_s_number_is_masked_until_asked_for_and_the_asking_is_kept()
    {
        var number = (await site.Registered(content: "请回电", phone: Phone)).Number;
        var li = await site.As("li");
        await li.Open($"/cases/{number}");
        Assert.DoesNotContain("13912345678", li.Text);
        Assert.Contains("139****5678", li.Text);
        await li.Press("显示");
        Assert.Contains("13912345678", li.Text);
        await li.Open($"/cases/{number}");
        Assert.DoesNotContain("13912345678", li.Text);
        Assert.DoesNotContain("客户电话被查看", li.Text);

        var qiu = await site.As("qiu");
        await qiu.Open($"/cases/{number}");
        Assert.Contains("客户电话被查看 1 次 李娟（服务大厅）", qiu.Text);
    }

    [Fact]
    public async Task A_breach_is_told_to_everybody_the_finding_only_to_those_concerned()
    {
        var number = (await site.Registered(content: "没人转交的单子", phone: Phone)).Number;
        var before = site.Clock.Now;
        try
        {
            site.Clock.Now = before.AddHours(6);
            await site.Done(await Row(number), "progress", "li", new { text = "还在找部门" });
            var (li, deng) = (await site.As("li"), await site.As("deng"));
            foreach (var visitor in new[] { li, deng })
            {
                await visitor.Open($"/cases/{number}");
                Assert.Contains("“填好工作單，轉交承辦部門”已逾期，由李娟负责，依据第八條(二)3", visitor.Text);
            }
            Assert.Contains("问责事项 1 项", li.Text);
            Assert.DoesNotContain("问责事项", deng.Text);
        }
        finally
        {
            site.Clock.Now = before;
        }
    }

    [Fact]
    public async Task Attachments_come_back_as_they_were_and_only_with_the_case()
    {
        var number = (await site.Registered(content: "附照片", phone: Phone)).Number;
        var li = await site.As("li");
        await li.Open($"/cases/{number}");
        await li.Attach("添加附件", "表.png", [0x89, 0x50, 0x4E, 0x47, 1, 2, 3, 4, 5]).Press("上传");
        Assert.Contains("已上传 1 个附件", li.Flash);
        var link = li.Page.QuerySelector<IHtmlAnchorElement>(".files a")!.GetAttribute("href")!;
        await li.Open(link);
        Assert.Equal(HttpStatusCode.OK, li.Status);
        Assert.StartsWith("attachment; ", li.Disposition);
        var wu = await site.As("wu");
        await wu.Open(link);
        Assert.Equal(HttpStatusCode.NotFound, wu.Status);
    }

    [Theory]
    [InlineData(20, HttpStatusCode.UnprocessableEntity, "有 20 MB，每个附件最大 10 MB")]
    [InlineData(41, HttpStatusCode.RequestEntityTooLarge, "文件太大")]
    public async Task Too_large_a_file_is_refused_in_a_sentence(int megabytes, HttpStatusCode status, string sentence)
    {
        var number = (await site.Registered(content: $"附 {megabytes} MB", phone: Phone)).Number;
        var li = await site.As("li");
        await li.Open($"/cases/{number}");
        var content = new byte[megabytes * 1024 * 1024];
        "%PDF-"u8.CopyTo(content);
        await li.Attach("添加附件", "图纸.pdf", content).Press("上传");
        Assert.Equal(status, li.Status);
        Assert.Contains(sentence, li.Text);
    }

    [Fact]
    public async Task The_printed_order_carries_number_form_name_and_a_code_back_to_the_case()
    {
        var number = (await site.Registered(content: "打印一张", phone: Phone)).Number;
        var li = await site.As("li");
        await li.Open($"/cases/{number}");
        await li.Follow("打印工作单");
        Assert.Equal("首問責任業務工作單", li.Title);
        Assert.Contains(number, li.Text);
        Assert.NotNull(li.Page.QuerySelector(".qr svg"));
        Assert.Contains("2026年3月4日 14:00", li.Text);
        Assert.Contains("139****5678", li.Text);
        await li.Press("带完整电话");
        Assert.EndsWith("/print", li.Path);
        Assert.Contains("13912345678", li.Text);
    }

    private Task<CaseRow> Row(string number) => site.Db(db => db.Cases.AsNoTracking().SingleAsync(row => row.Number == number));

    /// <summary>Opens the case and does an act by its form, fields named by their labels; with force, a form that is not offered.</summary>
    private static async Task Do(Visitor visitor, string number, string act, params (string Label, string Value)[] fields)
    {
        await visitor.Open($"/cases/{number}");
        await Press(visitor, act, fields);
    }

    private static async Task Do(Visitor visitor, string number, string act, bool force)
    {
        await visitor.Open($"/cases/{number}");
        Assert.True(force && visitor.Page.QuerySelector($"#act-{act}") is null);
        // As a form that was open before it was barred.
        var form = visitor.Page.QuerySelector<IHtmlFormElement>(".act form")!;
        ((IHtmlInputElement)form.QuerySelector("[name=act]")!).Value = act;
        await visitor.Submit(form);
    }

    private static async Task Press(Visitor visitor, string act, params (string Label, string Value)[] fields)
    {
        var form = visitor.Page.QuerySelector<IHtmlFormElement>($"#act-{act} form");
        Assert.True(form is not null, $"“{act}” is not offered: {string.Join(" | ", visitor.All(".act > summary"))}; {string.Join(" | ", visitor.All(".barred li"))}");
        foreach (var (label, value) in fields)
        {
            var found = form.QuerySelectorAll<IHtmlLabelElement>("label").Single(one => one.TextContent.StartsWith(label, StringComparison.Ordinal));
            switch (form.QuerySelector("#" + found.HtmlFor)!)
            {
                case IHtmlSelectElement select: select.Value = value; Assert.Equal(value, select.Value); break;
                case IHtmlTextAreaElement area: area.Value = value; break;
                case IElement input: ((IHtmlInputElement)input).Value = value; break;
            }
        }
        await visitor.Submit(form);
    }
}

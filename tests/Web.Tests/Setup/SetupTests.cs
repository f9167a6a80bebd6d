using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Setup;

/// <summary>An empty installation with two packs to choose from.</summary>
public sealed class FreshSite : EmptySite
{
    protected override void PreparePacks()
    {
        foreach (var (id, title) in new[] { ("first-contact", "首问责任制"), ("slips", "投诉单办法") })
        {
            System.IO.Directory.CreateDirectory(Path.Combine(Packs, id));
            File.WriteAllText(Path.Combine(Packs, id, "pack.yaml"), $"pack: {id}\ntitle: {title}\nclauses: {{}}\n");
        }
    }
}

/// <summary>One story a site, so each test sets up an installation of its own.</summary>
public sealed class SetupTests : IAsyncLifetime
{
    private readonly FreshSite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task<Visitor> Filled()
    {
        var visitor = await site.Visitor().Open("/");
        return visitor.Fill("单位名称", "清河燃气").Fill("姓名", "王芳").Fill("账号", "wang").Fill("密码", "long-enough")
            .Fill("一行一人", "前台,李娟,li,138 0000 0001,前台接待,\n运行部,钱伟,qian,13800000003,主任,部门负责人、分管领导").Fill("大家的初始密码", "first-password");
    }

    [Fact]
    public async Task The_first_visit_leads_to_set_up_and_afterwards_it_is_gone()
    {
        var visitor = await Filled();
        Assert.Equal("/setup", visitor.Path);
        await visitor.Tick("首问责任制").Press("完成设置");
        Assert.Equal("/sign-in", visitor.Path);
        Assert.Contains("设置完成", visitor.Flash);

        await visitor.Open("/setup");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);

        await visitor.SignIn("wang", "long-enough");
        Assert.Equal("/desk", visitor.Path);
        await visitor.Open("/units");
        Assert.Equal(["综合办公室", "前台", "运行部"], visitor.All(".list-row .main b"));
        Assert.Contains("负责人 钱伟", visitor.Text);
        Assert.Equal(["first-contact"], await site.Db(db => db.PackAdoptions.Select(p => p.PackId).ToListAsync()));
        Assert.Equal(["08:30-12:00", "13:30-17:30"], await site.Db(async db => (await db.Organisations.SingleAsync()).Shifts));

        await visitor.Press("退出登录");
        await visitor.SignIn("li", "first-password");
        Assert.Equal("/password", visitor.Path);
    }

    [Fact]
    public async Task Bad_input_is_named_and_what_was_typed_stays()
    {
        var visitor = await Filled();
        visitor.Fill("单位名称", "").Fill("工作班次", "8:30-12:00 11:00-17:30").Fill("密码", "short").Fill("大家的初始密码", "");
        visitor.Fill("一行一人", "前台,李娟,li\n前台,,李,13800000001,,总裁\n运行部,钱伟,LI").Tick("投诉单办法");
        await visitor.Press("完成设置");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Equal("请填写单位名称", visitor.Error("单位名称"));
        Assert.Contains("11:00-17:30", visitor.Error("工作班次"));
        Assert.Equal("密码至少 8 位", visitor.Error("密码"));
        Assert.Equal("有人员名单，请定一个初始密码", visitor.Error("大家的初始密码"));
        var people = visitor.Error("一行一人");
        foreach (var expected in new[] { "第 2 行：缺姓名", "第 2 行：账号“李”", "没有“总裁”这种角色", "第 1、3 行：账号“li”重复" }) Assert.Contains(expected, people);
        Assert.Equal(("王芳", "8:30-12:00 11:00-17:30"), (visitor.Value("姓名"), visitor.Value("工作班次")));
        Assert.StartsWith("前台,李娟,li", visitor.Value("一行一人"));
        Assert.NotNull(visitor.Page.QuerySelector("input[value=slips][checked]"));
        Assert.False(await site.Db(db => db.Organisations.AnyAsync()));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("GB18030")]
    public async Task A_table_may_be_uploaded_in_the_coding_that_excel_writes(string coding)
    {
        var visitor = await Filled();
        var table = "姓名,部门,账号,角色,手机\r\n\"孙强\",安检部,sun,监督,13900000001\r\n";
        visitor.Attach("或上传表格", "人员.csv", CodePagesEncodingProvider.Instance.GetEncoding(coding)?.GetBytes(table) ?? Encoding.UTF8.GetBytes(table));
        await visitor.Press("完成设置");
        Assert.Equal("/sign-in", visitor.Path);
        var sun = await site.Db(db => db.People.Include(p => p.Unit).SingleAsync(p => p.Id == "sun"));
        Assert.Equal(("孙强", "安检部", "supervision"), (sun.DisplayName, sun.Unit!.Name, sun.Unit.Role));
        Assert.True(await site.Db(db => db.Appointments.AnyAsync(a => a.PersonId == "sun" && a.Role == Roles.Supervision)));
    }

    [Fact]
    public async Task Of_two_who_set_up_at_the_same_moment_one_does_and_the_other_is_told()
    {
        var founders = new[] { await Filled(), await Filled(), await Filled() };
        await Task.WhenAll(founders.Select(founder => founder.Press("完成设置")));
        Assert.Single(founders, founder => founder.Flash?.StartsWith("设置完成", StringComparison.Ordinal) == true);
        // Whoever comes when it is all over finds no such page any more.
        Assert.All(founders, founder => Assert.True(founder.Flash is not null || founder.Status == HttpStatusCode.NotFound, $"{founder.Status} {founder.Text}"));
        Assert.Equal(3, await site.Db(db => db.People.CountAsync()));
    }

    [Fact]
    public async Task A_workbook_may_be_uploaded()
    {
        var visitor = await Filled();
        visitor.Attach("或上传表格", "人员.xlsx", Workbooks.Of(("A1", "部门"), ("B1", "姓名"), ("C1", "账号"), ("A2", "安检部"), ("B2", "孙强"), ("C2", "sun")));
        await visitor.Press("完成设置");
        Assert.Equal("/sign-in", visitor.Path);
        Assert.Equal("安检部", await site.Db(db => db.People.Where(p => p.Id == "sun").Select(p => p.Unit!.Name).SingleAsync()));
    }

    [Fact]
    public async Task The_same_phone_in_both_lists_is_said()
    {
        var visitor = await Filled();
        visitor.Attach("或上传表格", "人员.csv", Encoding.UTF8.GetBytes("安检部,孙强,sun,13800000001"));
        await visitor.Press("完成设置");
        Assert.Equal("表格和上面的名单里有相同的账号或手机", visitor.Error("或上传表格"));
    }

    [Theory]
    [InlineData("人员.pdf", "只能读 .xlsx 或 .csv 文件")]
    [InlineData("人员.xlsx", "文件打不开，可能已损坏或不是 .xlsx 格式")]
    public async Task A_file_that_is_no_table_is_refused_with_a_sentence(string name, string sentence)
    {
        var visitor = await Filled();
        visitor.Attach("或上传表格", name, Encoding.UTF8.GetBytes("not a table"));
        await visitor.Press("完成设置");
        Assert.Equal(sentence, visitor.Error("或上传表格"));
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Tests.Cases;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Settings;

public class SettingsTests(WorldSite site) : IClassFixture<WorldSite>
{
    [Fact]
    public async Task Every_setting_of_the_house_is_shown_and_can_be_changed_with_its_ground()
    {
        var admin = await site.As("fang");
        await admin.Open("/settings");
        foreach (var set in House.Settings) Assert.Contains(set.Ask!, admin.Text);

        await admin.Open("/packs/house/parameters/urge-daily");
        await admin.Fill("数字", "一").Fill("依据", "办公会").Press("从现在起照此");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        Assert.Contains("办公会", admin.Page.DocumentElement.OuterHtml);
        await admin.Fill("数字", "1").Press("从现在起照此");
        Assert.Equal("/settings", admin.Path);
        var row = await site.Called();
        await site.Did(row, "transfer", "li", new { unit = Requests.Ops, reason = "需检修" });
        await site.Did(row, "urge", "li", new { text = "客户又来电了" });
        Assert.Contains("一天最多 1 次", Assert.IsType<Outcome.Refused>(await site.Try(row, "urge", "li", new { text = "再催" })).Refusals[0].Sentence);

        await admin.Open("/packs/house/parameters/urge-daily");
        await admin.Fill("依据", "改回去").Press("改回平台默认");
        await admin.Open("/settings");
        Assert.Contains("改回平台默认（改回去）", admin.Text);
    }

    [Fact]
    public async Task Causes_that_need_consent_are_ticked()
    {
        var admin = await site.As("fang");
        await admin.Open("/packs/house/parameters/pause-consent");
        await admin.Tick("天气原因").Fill("依据", "安全例会").Press("从现在起照此");
        Assert.Equal("/settings", admin.Path);
        Assert.Contains("天气", admin.Text);
        Assert.Equal("[weather]", (await site.Db(db => db.PackParameters.SingleAsync(one => one.Name == "pause-consent"))).Value);
    }

    [Fact]
    public async Task Only_an_administrator_opens_them()
    {
        var clerk = await site.As("wu");
        await clerk.Open("/settings");
        Assert.Equal(HttpStatusCode.Forbidden, clerk.Status);
        Assert.DoesNotContain("本单位设置", clerk.All("nav a"));
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Shouwen.Tests.Ui;

public class ErrorTests(TownSite site) : IClassFixture<TownSite>
{
    [Fact]
    public async Task When_the_database_fails_people_get_a_sentence_and_no_trace()
    {
        var visitor = await site.SignedIn("li");
        await site.Db(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE duties RENAME TO duties_elsewhere"));
        await visitor.Open("/desk");
        Assert.Equal((HttpStatusCode.InternalServerError, "系统出了问题"), (visitor.Status, visitor.Title));
        Assert.DoesNotContain("Exception", visitor.Page.DocumentElement.OuterHtml);
        Assert.DoesNotContain("duties", visitor.Text);
    }
}

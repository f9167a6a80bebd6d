using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Accountability;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>The figures that are kept say what the rows say, whatever is done in whatever order.</summary>
public sealed class CaseloadTests(WorldSite site) : IClassFixture<WorldSite>
{
    private static readonly string[] People = ["li", "sun", "qian", "zhao", "hu", "deng", "wu"];
    private static readonly string[] Acts = ["transfer", "transfer", "take-over", "take-over", "return", "resolve", "inform", "close", "designate", "contact", "pause", "resume", "declare-unsolvable", "urge", "take-over", "resolve", "inform", "close", "callback"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_random_acts_they_are_what_counting_gives(int seed)
    {
        var (chance, rows, done) = (new Random(seed), new List<CaseRow>(), new Dictionary<string, int>());
        for (var step = 0; step < 160; step++)
        {
            site.Clock.Now = site.Clock.Now.AddMinutes(chance.Next(1, 240));
            if (rows.Count < 4 || chance.Next(6) == 0) rows.Add(await site.Registered(by: Pick(People[..3]), content: $"第 {seed}-{step} 件"));
            else
            {
                var (act, row) = (Pick(Acts), Pick(rows));
                object with = act switch
                {
                    "transfer" => new { unit = Pick(["ops", "market", "admin"]), reason = "需要专业处理", explained_to_customer = true },
                    "designate" => new { person = Pick(People) },
                    "pause" => new { cause = "customer", reason = "客户不在家" },
                    "resolve" => new { result = "已更换", reply = "表已经更换，请再看看" },
                    "callback" => new { rating = Pick(["satisfied", "basic", "dissatisfied"]), text = "回访过", cause = "service" },
                    "urge" => new { to = Pick(People) },
                    _ => new { opinion = "不属于本部门", reason = "核实过", reply = "已经处理好了，燃气可以用了", text = "已联系" },
                };
                var outcome = await site.Try(row, act, Pick(People), with);
                for (var more = 0; more < 6 && outcome is Outcome.Refused; more++) outcome = await site.Try(row, act, Pick(People), with);
                if (outcome is Outcome.Done) done[act] = done.GetValueOrDefault(act) + 1;
            }
            if (chance.Next(8) == 0) await Watch.Look(site.Services.GetRequiredService<IServiceScopeFactory>(), TestContext.Current.CancellationToken);
            if (chance.Next(12) == 0) await site.Db(async db => { await KeptFigures.Gather<Caseload>(db, 1); await KeptFigures.Gather<KeptMarks>(db, 1); return true; });
        }
        // Nothing is shown by acts that were all refused.
        Assert.True(done.GetValueOrDefault("transfer") > 3 && done.GetValueOrDefault("take-over") > 0, string.Join(", ", done));
        Assert.Equal([], await site.Db(db => Differences(db)));
        Assert.NotEmpty(await site.Db(db => db.Caseloads.Where(row => row.Late > 0).ToListAsync()));
        await site.Db(async db => { await KeptFigures.Gather<Caseload>(db, 1); await KeptFigures.Gather<KeptMarks>(db, 1); return true; });
        Assert.All(await site.Db(db => db.Caseloads.ToListAsync()), row => Assert.True(row is { Kept: true, Open: > 0, Late: >= 0, Waiting: >= 0 }, row.Id));
        Assert.All(await site.Db(db => db.Marks.ToListAsync()), row => Assert.True(row.Kept && !row.IsNothing(), row.Id));
        Assert.Equal([], await site.Db(db => Differences(db)));
        foreach (var account in new[] { "zhao", "qian", "deng" }) await Lists(await site.As(account));

        T Pick<T>(IReadOnlyList<T> from) => from[chance.Next(from.Count)];
    }

    private static async Task<IReadOnlyList<string>> Differences(AppDb db) => [.. await Caseload.Differences(db), .. await KeptMarks.Differences(db, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))];

    /// <summary>Each figure of the board says how many its list has, page after page.</summary>
    private static async Task Lists(Visitor head)
    {
        await head.Open("/board");
        var figures = head.Page.QuerySelectorAll(".figure, .bars a, .compare a").Select(link => (Path: link.GetAttribute("href")!, Said: int.Parse(new string([.. (link.QuerySelector(".num") ?? link).TextContent.Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture))).ToList();
        Assert.True(figures.Count > 10, $"{figures.Count} figures");
        foreach (var (path, said) in figures.Where(figure => figure.Path.StartsWith("/cases", StringComparison.Ordinal)))
        {
            var listed = 0;
            for (var next = path; next is not null; next = head.Page.QuerySelectorAll("nav.pages a").FirstOrDefault(link => link.TextContent.Contains("更早的", StringComparison.Ordinal))?.GetAttribute("href"))
            {
                await head.Open(next);
                listed += head.All(".case-line").Count;
            }
            Assert.True(said == listed, $"{path} says {said} and lists {listed}");
        }
    }

    [Fact]
    public async Task A_row_that_was_changed_by_hand_is_told_of_in_a_sentence()
    {
        await site.Registered(content: "不在账上的一件");
        await site.Db(async db => { await KeptFigures.Gather<Caseload>(db, 1); await KeptFigures.Gather<KeptMarks>(db, 1); return true; });
        var first = await site.Db(db => db.Caseloads.OrderBy(row => row.Id).FirstAsync());
        await site.Db(db => db.Caseloads.Where(row => row.Id == first.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Open, row => row.Open + 1)));
        Assert.StartsWith($"在手件数 {first.Id} 不符", Assert.Single(await site.Db(db => Differences(db))), StringComparison.Ordinal);
        await site.Db(async db => { await Caseload.Make(db); return true; });
        Assert.Equal([], await site.Db(db => Differences(db)));
    }
}

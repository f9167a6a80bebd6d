using Microsoft.EntityFrameworkCore;
using Shouwen.Packs;
using Shouwen.Web;
using Shouwen.Web.Demo;
using Xunit;

namespace Shouwen.Tests.Demo;

/// <summary>The story that opens by default: played through the real acts, a case in every state, the same each time.</summary>
public sealed class DemoTests
{
    private sealed class Stage : EmptySite
    {
        protected override string Packs => Folders.Packs;
        protected override void PreparePacks() { }

        public async Task<IReadOnlyList<string>> Told()
        {
            Clock.Now = new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
            Assert.True(await Demonstration.Fill(Services, Clock.Now));
            Assert.False(await Demonstration.Fill(Services, Clock.Now));
            return await Db(db => db.Cases.OrderBy(row => row.Key).Select(row => $"{row.Number} {row.Status} {row.FirstContactId} {row.HandlerId} {row.Content} {row.CustomerPhone}").ToListAsync());
        }
    }

    [Fact]
    public async Task It_tells_a_case_in_every_state_and_the_same_story_each_time()
    {
        var stages = new[] { new Stage(), new Stage() };
        var told = new List<IReadOnlyList<string>>();
        foreach (var stage in stages)
        {
            await stage.InitializeAsync();
            told.Add(await stage.Told());
            Assert.Equal([], Vocabulary.Facts["status"].Except(await stage.Db(db => db.Cases.Select(row => row.Status).Distinct().ToListAsync())));
            Assert.True(await stage.Db(db => db.Findings.AnyAsync()));
            // A verdict that gave way to another has left its finding to be verified anew.
            Assert.Equal(["opened"], await stage.Db(db => db.Findings.Where(row => row.Overruled).Select(row => row.Status).ToListAsync()));
            // A complaint about an outside crew waits to be passed on to whoever answers for it.
            Assert.Equal(1, await stage.Db(db => db.DirectoryEntries.CountAsync(entry => entry.IsVendor)));
            // The organisation's own 45 working days reach into 2027, which is not announced.
            Assert.Equal([true], await stage.Db(db => db.Duties.Where(duty => duty.Pack == "qingchuan-connection").Select(duty => duty.Provisional).ToListAsync()));
            Assert.Contains("管网检修", await stage.Db(db => db.CalendarVersions.OrderByDescending(row => row.Id).Select(row => row.Own).FirstAsync()));
            await stage.DisposeAsync();
        }
        Assert.Equal(told[0], told[1]);
    }
}

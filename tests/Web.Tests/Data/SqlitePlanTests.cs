using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web;
using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Data;

/// <summary>The same pages as on a server, over a file: SQLite has no figures about what a table holds here, so a plan is the same however much there is.</summary>
public sealed partial class SqlitePlanTests(SqlitePlanTests.WatchedSite site) : IClassFixture<SqlitePlanTests.WatchedSite>
{
    private sealed class Statements : DbCommandInterceptor
    {
        public ConcurrentDictionary<string, List<(string Name, object? Value)>> Seen { get; } = [];

        public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData data, DbDataReader result, CancellationToken cancel = default)
        {
            if (command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)) Seen.TryAdd(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(one => (one.ParameterName, one.Value))]);
            return new(result);
        }
    }

    /// <summary>A small gas company on a file, also where the other tests run on a server.</summary>
    public sealed class WatchedSite : WorldSite
    {
        private readonly Statements statements = new();

        public string Number { get; private set; } = "";

        protected override Task<string?> NewDatabase() => Task.FromResult<string?>(null);

        protected override void Adjust(WebApplicationBuilder builder) => builder.Services.ConfigureDbContext<SqliteDb>(db => db.AddInterceptors(statements));

        protected override async Task Seed()
        {
            await base.Seed();
            var row = await Registered();
            await Done(row, "transfer", "li", new { unit = "ops", explained_to_customer = true });
            Number = row.Number;
        }

        /// <summary>How each statement of these pages is carried out.</summary>
        public async Task<IReadOnlyList<(string Statement, string Plan)>> Plans(string account, params string[] paths)
        {
            var visitor = await As(account);
            statements.Seen.Clear();
            foreach (var path in paths)
            {
                await visitor.Open(path);
                Assert.Equal((path, HttpStatusCode.OK), (visitor.Path, visitor.Status));
            }
            var plans = new List<(string, string)>();
            await using var connection = new SqliteConnection(SqliteDb.Connection(new SiteOptions { Data = Data }.Database));
            await connection.OpenAsync();
            foreach (var (text, values) in statements.Seen.ToList())
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "EXPLAIN QUERY PLAN " + text;
                foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
                var lines = new List<string>();
                await using (var reader = await command.ExecuteReaderAsync())
                    while (await reader.ReadAsync()) lines.Add(reader.GetString(3));
                plans.Add((text, string.Join('\n', lines)));
            }
            return plans;
        }
    }

    /// <summary>To go along an index from its end is to read as much as a page needs; a whole table is read by SCAN alone.</summary>
    [GeneratedRegex("""ORDER BY "\w+"\."(id|number)" DESC\s+LIMIT @p""")]
    private static partial Regex FromTheEnd();

    /// <summary>A table whose key is its place is gone along like an index, where nothing has to be sorted.</summary>
    private static bool Ordered(string statement, string plan) => FromTheEnd().IsMatch(statement) && !plan.Contains("TEMP B-TREE", StringComparison.Ordinal);

    [GeneratedRegex(@"SCAN (?<name>\w+)\b(?! USING| VIRTUAL)")]
    private static partial Regex Scan();

    private static readonly string[] Growing = ["journal", "cases", "duties", "sights", "findings", "notices", "outbox", "attachments", "reveals", "case_signs", "sealed_heads", "seals", "ledger", "rewards", "orders", "order_cases", "projects", "announcements", "marks", "absences", "roster_shifts", "hand_overs", "hand_over_items", "callback_calls"];

    [Theory]
    [InlineData("li", "/desk", "/cases", "/cases?whose=mine", "/cases?whose=mine&status=open", "/cases?whose=unit&status=open", "/cases?q=gas7", "/cases?q=gas7&status=open", "/cases/new?phone=13000000007", "/whereabouts", "/roster")]
    [InlineData("sun", "/desk", "/cases", "/cases?whose=mine&status=open")]
    [InlineData("qian", "/desk", "/board", "/cases?whose=unit&status=open", "/cases?due=late", "/cases?expired=true", "/hand-overs?whose=waiting", "/announcements", "/orders", "/board/batches", "/reminders", "/people/sun/hand-over")]
    [InlineData("xie", "/board", "/cases", "/cases?due=late", "/cases?due=soon", "/cases?status=archived&kind=complaint", "/cases?first=li", "/cases?holder=sun&status=open", "/cases?returned=true", "/cases?ownerless=true", "/cases?expired=true", "/callbacks", "/callbacks/draws", "/cases?before=20260301000001")]
    [InlineData("jian", "/findings", "/findings?state=opened", "/findings?unit=ops", "/findings?before=1740000000000~x", "/findings/wages", "/findings/deductions", "/findings/fund", "/findings/rewards", "/findings/rewards?month=2026-03", "/findings/ranking", "/findings/ranking?by=person", "/findings/ranking?reason=unrated", "/findings/ranking?reason=gathered", "/findings/ranking?reason=nobody", "/findings/performance", "/findings/ledger", "/findings?state=overruled")]
    [InlineData("xie", "/complaints", "/complaints?state=all", "/complaints?state=all&verdict=major", "/complaints?state=closed&verdict=valid", "/orders?grade=red", "/projects", "/projects/list?state=late", "/projects/list?state=paused", "/projects/list?state=key", "/projects/list?state=closed", "/projects/list?column=leads", "/projects/list?find=user")]
    [InlineData("qian", "/findings", "/findings?unit=ops", "/findings/rewards", "/orders?unit=ops", "/projects/list", "/projects/list?state=mine", "/standing", "/standing/list?month=all", "/standing/list?month=2026-03", "/standing/list?month=none", "/standing/list?mine=true&month=all", "/standing/contacts", "/announcements?when=coming", "/announcements?when=over", "/whereabouts", "/roster", "/people?after=market~x")]
    [InlineData("fang", "/sending", "/sending?state=sent", "/seals", "/people", "/people/sun/leave")]
    public async Task Every_page_over_what_grows_reads_by_index(string account, params string[] paths)
    {
        var plans = await site.Plans(account, [.. paths, .. account == "sun" ? [$"/cases/{site.Number}"] : Array.Empty<string>()]);
        Assert.True(plans.Count > 5, "The pages' statements were not seen.");
        // A plan names a table as its statement does.
        string Table(string statement, string name) => Regex.Match(statement, $"(?:FROM|JOIN) \"(\\w+)\" AS \"{Regex.Escape(name)}\"").Groups[1] is { Success: true } table ? table.Value : name;
        var whole = plans.Where(one => !one.Statement.EndsWith("WHERE 0", StringComparison.Ordinal) && !Ordered(one.Statement, one.Plan)).SelectMany(one => Scan().Matches(one.Plan).Select(scan => Table(one.Statement, scan.Groups["name"].Value)).Where(Growing.Contains).Select(table => $"{table} is read whole by\n{one.Statement}\n{one.Plan}")).ToList();
        Assert.True(whole.Count == 0, string.Join("\n\n", whole));
    }
}

using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Postgres;

/// <summary>The pages people open all day read no table that grows from end to end.</summary>
public sealed partial class PlanTests(PlanTests.FullSite site) : IClassFixture<PlanTests.FullSite>
{
    /// <summary>Remembers the statements of the pages, with their values, to be explained afterwards.</summary>
    private sealed class Statements : DbCommandInterceptor
    {
        public ConcurrentDictionary<string, NpgsqlCommand> Seen { get; } = [];

        public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData data, DbDataReader result, CancellationToken cancel = default)
        {
            if (command is NpgsqlCommand asked && asked.CommandText.StartsWith("SELECT", StringComparison.Ordinal)) Seen.TryAdd(asked.CommandText, asked.Clone());
            return new(result);
        }
    }

    /// <summary>The gas company with twenty thousand cases, one in forty of them open.</summary>
    public sealed class FullSite : WorldSite
    {
        private readonly Statements statements = new();

        protected override async Task<string?> NewDatabase() => await TestDatabases.NewPostgres();

        protected override void Adjust(WebApplicationBuilder builder) => builder.Services.ConfigureDbContext<PostgresDb>(db => db.AddInterceptors(statements));

        /// <summary>The plans of what these pages ask for, by statement.</summary>
        public async Task<IReadOnlyList<(string Statement, string Plan)>> Plans(string account, params string[] paths)
        {
            var visitor = await As(account);
            statements.Seen.Clear();
            foreach (var path in paths)
            {
                await visitor.Open(path);
                Assert.Equal(path, visitor.Path);
            }
            var plans = new List<(string, string)>();
            await using var connection = new NpgsqlConnection(Postgres);
            await connection.OpenAsync();
            foreach (var command in statements.Seen.Values.ToList())
            {
                (command.Connection, command.CommandText) = (connection, "EXPLAIN " + command.CommandText);
                var lines = new List<string>();
                await using (var reader = await command.ExecuteReaderAsync())
                    while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
                plans.Add((command.CommandText, string.Join('\n', lines)));
            }
            return plans;
        }

        public string Number { get; private set; } = "";

        protected override async Task Seed()
        {
            await base.Seed();
            var row = await Registered();
            await Done(row, "transfer", "li", new { unit = "ops", explained_to_customer = true });
            Number = row.Number;
            await Db(db => db.Database.ExecuteSqlRawAsync(Fill.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)));
            await Db(async db =>
            {
                await db.MakeMonths(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), Clock.Now);
                return await db.Database.ExecuteSqlRawAsync("SELECT gin_clean_pending_list('ix_case_words_grams'); ANALYZE;");
            });
        }

        /// <summary>Copies of the one case that was told, with everything that belongs to it, spread over people, units and months.</summary>
        private const string Fill = """
            CREATE TEMP TABLE one AS SELECT * FROM cases;
            CREATE TEMP TABLE many AS SELECT i, md5(i::text) AS mid, timestamptz '2025-01-01' + i * interval '30 minutes' AS mat, i % 40 <> 0 AS closed,
                (ARRAY['li','wu','ma','xu','sun','feng','luo','pan'])[1 + i % 8] AS person, (ARRAY['front','hotline','ops','safety','market'])[1 + i % 5] AS unit FROM generate_series(1, 20000) i;
            INSERT INTO cases SELECT made.* FROM one, many, LATERAL jsonb_populate_record(one, jsonb_build_object('id', mid, 'number', 'n' || i, 'key', i, 'customer_phone', 13000000000 + i, 'registered_at', mat, 'changed_at', mat, 'imported_as', 'x:' || i,
                'first_contact_id', person, 'first_contact_unit_id', unit, 'handler_id', person, 'handler_unit_id', unit, 'pending_unit_id', CASE WHEN i % 400 = 0 THEN unit END, 'pending_person_id', null,
                'status', CASE WHEN closed THEN 'closed' WHEN i % 400 = 0 THEN 'awaiting-takeover' ELSE 'in-progress' END, 'closed_at', CASE WHEN closed THEN mat END,
                'next_due', CASE WHEN closed THEN null ELSE mat END, 'next_near', CASE WHEN closed THEN null ELSE mat END, 'breached', CASE WHEN closed OR i % 160 = 0 THEN 0 ELSE 1 END, 'returned_at', CASE WHEN i % 100 = 0 THEN mat END)) made;
            INSERT INTO case_words SELECT key, ARRAY[number, 'gas ' || (key % 900), '编 号', 'n' || key], ' words ' FROM cases ON CONFLICT DO NOTHING;
            CREATE TEMP TABLE duty AS SELECT * FROM duties WHERE case_id IS NOT NULL ORDER BY no LIMIT 3;
            INSERT INTO duties SELECT made.* FROM duty, many, LATERAL jsonb_populate_record(duty, jsonb_build_object('matter', 'case:' || mid, 'case_id', mid, 'bearer_person_id', person, 'bearer_unit_id', null, 'owed_person_id', CASE WHEN i % 3 = 0 THEN person END,
                'raised_at', mat, 'due', mat, 'stands', NOT closed, 'state', CASE WHEN closed THEN 'met' ELSE 'breached' END)) made;
            INSERT INTO sights (case_id, no, case_key, person_id, unit_id, why) SELECT mid, no, i, CASE WHEN no < 3 THEN person END, unit, 'link' FROM many, generate_series(1, 4) no;
            INSERT INTO journal SELECT made.* FROM journal entry, many, LATERAL jsonb_populate_record(entry, jsonb_build_object('matter', 'case:' || mid, 'recorded_at', mat)) made WHERE entry.matter LIKE 'case:%' AND entry.seq <= 3;
            INSERT INTO notices (id, person_id, case_id, text, at, read_at) SELECT gen_random_uuid(), person, mid, 'told', mat, CASE WHEN closed THEN mat END FROM many, generate_series(1, 2);
            INSERT INTO findings (id, version, case_id, kind, pack, clause, against_person_id, status, opened_at) SELECT mid, 1, mid, 'breach', 'p', 'c', person, 'opened', mat FROM many WHERE i % 4 = 0;
            INSERT INTO attachments (id, case_id, name, type, size, hash, by_id, at) SELECT gen_random_uuid(), mid, 'a.png', 'image/png', 1, mid, person, mat FROM many;
            INSERT INTO reveals (case_id, person_id, at) SELECT mid, person, mat FROM many;
            INSERT INTO outbox (id, channel, "to", about, subject, body, created_at, next_try_at, tries, state, case_id) SELECT gen_random_uuid(), 'mail', 'a@b', 'notice', 's', 'b', mat, mat, 1, 'sent', mid FROM many;
            ANALYZE;
            """;
    }

    /// <summary>The journal's months after the copies hold next to nothing, where reading all is the quickest.</summary>
    [GeneratedRegex(@"Seq Scan on (journal_(?!2026_0[3-9])\w+|cases|duties|sights|findings|notices|outbox|attachments|reveals|case_words)\b")]
    private static partial Regex WholeTable();

    [Fact]
    public async Task A_case_is_read_without_looking_into_the_months_before_it()
    {
        var plans = (await site.Plans("li", $"/cases/{site.Number}")).Where(one => one.Statement.Contains("FROM journal", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(plans);
        Assert.All(plans, one => Assert.DoesNotContain("journal_2025", one.Plan, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("li")]
    [InlineData("sun")]
    [InlineData("qian")]
    [InlineData("xie")]
    public async Task Desk_lists_search_and_case_read_by_index(string account)
    {
        var plans = await site.Plans(account, "/desk", "/cases", "/cases?status=open", "/cases?whose=mine&status=open", "/cases?whose=unit&status=open", "/cases?due=late", "/cases?q=gas7", "/cases?q=%E7%BC%96%E5%8F%B7", "/cases/" + site.Number);
        Reads(plans);
    }

    [Theory]
    [InlineData("qian")]
    [InlineData("xie")]
    public async Task The_board_reads_by_index(string account) => Reads(await site.Plans(account, "/board"));

    [Theory]
    [InlineData("xie", "/cases?due=late&kind=repair", "/cases?status=archived&kind=complaint", "/cases?first=li", "/cases?holder=sun&status=open", "/cases?unit=ops", "/cases?q=gas7&status=open", "/cases?returned=true", "/cases?disputed=true", "/cases?ownerless=true", "/cases?due=soon", "/cases?from=2026-01-01&to=2026-01-02")]
    [InlineData("li", "/cases?whose=mine", "/cases?whose=unit", "/cases?q=gas7&status=open", "/cases?kind=repair", "/cases/new", "/cases/new?phone=13000000007", "/cases/known?phone=13000000007", "/directory?q=%E7%87%83%E6%B0%94", "/whereabouts", "/roster")]
    [InlineData("qian", "/hand-overs", "/hand-overs?whose=waiting", "/hand-overs?whose=given", "/hand-overs?whose=taken", "/announcements", "/announcements?when=over", "/orders", "/orders?state=open", "/board/batches", "/reminders", "/people/sun/hand-over")]
    [InlineData("xie", "/callbacks", "/callbacks/draws", "/board/batches", "/orders?state=late", "/cases?before=20260301000001", "/cases?after=5", "/portal")]
    [InlineData("fang", "/sending", "/sending?state=sent", "/sending?state=waiting", "/seals", "/people", "/people/sun/leave", "/units")]
    public async Task Every_page_over_what_grows_reads_by_index(string account, params string[] paths) => Reads(await site.Plans(account, paths));

    private static void Reads(IReadOnlyList<(string Statement, string Plan)> plans)
    {
        Assert.True(plans.Count > 5, "The pages' statements were not seen.");
        var whole = plans.Where(one => WholeTable().IsMatch(one.Plan)).Select(one => $"{one.Statement}\n{one.Plan}").ToList();
        Assert.True(whole.Count == 0, string.Join("\n\n", whole));
    }
}

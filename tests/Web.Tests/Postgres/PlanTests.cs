using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouwen.Tests.Accountability;
using Shouwen.Web.Cases;
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
            if (command is not NpgsqlCommand given) return new(result);
            var asked = given.Clone();
            asked.CommandText = asked.CommandText.Replace(SearchPlans.Before, "").Replace(SearchPlans.After, "");
            if (asked.CommandText.StartsWith("SELECT", StringComparison.Ordinal)) Seen.TryAdd(asked.CommandText, asked);
            return new(result);
        }
    }

    /// <summary>The gas company with twenty thousand cases, one in forty of them open.</summary>
    public sealed class FullSite : MoneySite
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
                Assert.Equal((path, HttpStatusCode.OK), (visitor.Path, visitor.Status));
            }
            var plans = new List<(string, string)>();
            await using var connection = new NpgsqlConnection(PostgresDb.Connection(Postgres!));
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
                'kind', CASE WHEN i % 10 = 0 THEN 'complaint' ELSE 'repair' END, 'complaint', CASE WHEN i % 10 = 0 THEN CASE WHEN closed THEN 'closed' ELSE 'registered' END END, 'verdict', CASE WHEN i % 10 = 0 AND closed THEN CASE WHEN i % 50 = 0 THEN 'major' ELSE 'unsubstantiated' END END,
                'parent_id', CASE WHEN i % 50 = 1 THEN md5((i - 1)::text) END, 'satisfied', CASE WHEN i % 3 = 0 THEN null ELSE i % 5 > 0 END, 'next_due', CASE WHEN closed THEN null ELSE mat END, 'next_near', CASE WHEN closed THEN null ELSE mat END, 'breached', CASE WHEN closed OR i % 160 = 0 THEN 0 ELSE 1 END, 'returned_at', CASE WHEN i % 100 = 0 THEN mat END, 'kept_until', CASE WHEN closed THEN 20250101 END, 'disposable', i % 400 = 7)) made;
            INSERT INTO case_words SELECT key, ARRAY[number, 'gas ' || (key % 900), '编 号', 'n' || key, CASE WHEN key % 14 = 0 THEN '漏 水' ELSE '停 气' END], ' words ' FROM cases ON CONFLICT DO NOTHING;
            CREATE TEMP TABLE duty AS SELECT * FROM duties WHERE case_id IS NOT NULL ORDER BY no LIMIT 3;
            INSERT INTO duties SELECT made.* FROM duty, many, LATERAL jsonb_populate_record(duty, jsonb_build_object('matter', 'case:' || mid, 'case_id', mid, 'bearer_person_id', person, 'bearer_unit_id', null, 'owed_person_id', CASE WHEN i % 3 = 0 THEN person END,
                'raised_at', mat, 'due', mat, 'stands', NOT closed, 'state', CASE WHEN closed THEN 'met' ELSE 'breached' END)) made;
            INSERT INTO duties SELECT made.* FROM duty, many, LATERAL jsonb_populate_record(duty, jsonb_build_object('matter', 'organisation:organisation', 'no', duty.no * 100000 + i, 'case_id', null, 'bearer_person_id', person, 'bearer_unit_id', null,
                'raised_at', mat, 'due', CASE WHEN i % 100 > 0 THEN mat END, 'ended_at', CASE WHEN closed THEN mat END, 'stands', NOT closed, 'state', CASE WHEN closed THEN 'met' ELSE 'breached' END)) made;
            INSERT INTO sights (case_id, no, case_key, person_id, unit_id, why) SELECT mid, no, i, CASE WHEN no < 3 THEN person END, unit, 'link' FROM many, generate_series(1, 4) no;
            INSERT INTO journal SELECT made.* FROM journal entry, many, LATERAL jsonb_populate_record(entry, jsonb_build_object('matter', 'case:' || mid, 'recorded_at', mat)) made WHERE entry.matter LIKE 'case:%' AND entry.seq <= 3;
            INSERT INTO notices (id, person_id, case_id, text, at, read_at) SELECT gen_random_uuid(), person, mid, 'told', mat, CASE WHEN closed THEN mat END FROM many, generate_series(1, 2);
            INSERT INTO findings (id, version, case_id, kind, pack, clause, against_person_id, status, opened_at) SELECT mid, 1, mid, 'breach', CASE WHEN i % 8 = 0 THEN 'p' ELSE 'q' END, 'c', person, CASE WHEN closed THEN 'closed' ELSE 'opened' END, mat FROM many WHERE i % 4 = 0;
            INSERT INTO ledger (matter, seq, pack, ledger, no, entry, person_id, unit_id, amount, balance, period, clause, reverses, at) SELECT 'finding:' || mid, 5, 'qingchuan-rewards', (ARRAY['fund','wages','deductions'])[1 + i % 3], i, 'cash-fine', person, null, 100, i,
                to_char(mat, CASE WHEN i % 3 = 2 THEN 'YYYY' ELSE 'YYYY-MM' END), 'c', false, mat FROM many;
            INSERT INTO rewards (id, version, status, person_id, kind, deed, amount, by_id, approver_id, at) SELECT i, 1, CASE WHEN closed THEN 'paid' ELSE 'submitted' END, person, 'performance-reward', 'd', 100, CASE WHEN i % 100 = 0 THEN 'qian' ELSE person END, CASE WHEN closed THEN null ELSE 'qian' END, mat FROM many;
            INSERT INTO orders (id, number, key, version, grade, status, unit_id, issuer_id, issuer_unit_id, text, due, issued_at, ended_at) SELECT mid, '2025-' || i, 20250000 + i, 1, CASE WHEN i % 40 = 0 THEN 'red' ELSE 'ordinary' END, CASE WHEN closed THEN 'closed' ELSE 'issued' END, unit, person, 'safety', 't', mat, mat, CASE WHEN closed THEN mat END FROM many;
            INSERT INTO order_cases (order_id, case_id) SELECT mid, mid FROM many;
            INSERT INTO projects (matter, number, key, version, name, stage, is_key, paused, lead_id, lead_unit_id, opened_at, changed_at, next_due, breached, closed_at) SELECT 'project:' || mid, 'P' || i, i, 1, 'user ' || i, CASE WHEN closed THEN 'closed' ELSE (ARRAY['lead','visited','design'])[1 + i / 40 % 3] END, i % 200 = 0, i % 400 = 0,
                person, unit, mat, mat, CASE WHEN closed THEN null ELSE mat END, CASE WHEN i % 160 = 0 THEN 1 ELSE 0 END, CASE WHEN closed THEN mat END FROM many;
            INSERT INTO sights (case_id, no, case_key, person_id, unit_id, why) SELECT 'project:' || mid, 1, 0, person, unit, 'link' FROM many;
            INSERT INTO announcements (id, emergency, title, areas, keywords, units, "from", until, edition, by_id, at, changed_at, ended_at, version) SELECT i, false, 't', '{}', '{}', ARRAY[unit], mat, CASE WHEN i % 3 > 0 THEN mat + interval '1 day' END, 1, person, mat, mat, CASE WHEN i % 3 = 0 THEN mat END, 1 FROM many;
            INSERT INTO marks (id, kept, month, unit_id, person_id, asked, satisfied, unrated, gathered) SELECT i::text, true, (2006 + i % 20) * 100 + 1 + i % 12, unit, person || i, 10, 8, 1, 0 FROM many;
            INSERT INTO absences (person_id, "from", "to", reason, returned) SELECT person, mat, mat + interval '4 hours', 'trip', true FROM many;
            INSERT INTO roster_shifts (channel, person_id, "from", "to") SELECT 'hotline', person, mat, mat + interval '8 hours' FROM many;
            INSERT INTO seals (number, from_at, to_at, count, root, previous, made_at, hash) SELECT i, mat, mat, 1, mid, mid, mat, mid FROM many;
            INSERT INTO sealed_heads (matter, seal, seq, hash) SELECT 'case:' || mid, i, 1, mid FROM many;
            INSERT INTO attachments (id, case_id, name, type, size, hash, by_id, at) SELECT gen_random_uuid(), mid, 'a.png', 'image/png', 1, mid, person, mat FROM many;
            INSERT INTO reveals (case_id, person_id, at) SELECT mid, person, mat FROM many;
            INSERT INTO outbox (id, channel, "to", about, subject, body, created_at, next_try_at, ended_at, tries, state, case_id) SELECT gen_random_uuid(), 'mail', 'a@b', 'notice', 's', 'b', mat, mat, mat, 1, 'sent', mid FROM many;
            ANALYZE;
            """;
    }

    /// <summary>The journal's months after the copies hold next to nothing, where reading all is the quickest.</summary>
    [GeneratedRegex(@"Seq Scan on (journal_(?!2026_0[3-9])\w+|cases|duties|sights|findings|notices|outbox|attachments|reveals|case_words|ledger|rewards|orders|order_cases|projects|announcements|marks|absences|roster_shifts|seals|sealed_heads)\b")]
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
    [InlineData("xie", "/cases?due=late&kind=repair", "/cases?status=archived&kind=complaint", "/cases?first=li", "/cases?holder=sun&status=open", "/cases?unit=ops", "/cases?q=gas7&status=open", "/cases?returned=true", "/cases?disputed=true", "/cases?ownerless=true", "/cases?expired=true", "/cases?due=soon", "/cases?from=2026-01-01&to=2026-01-02")]
    [InlineData("li", "/cases?whose=mine", "/cases?whose=unit", "/cases?q=gas7&status=open", "/cases?kind=repair", "/cases/new", "/cases/new?phone=13000000007", "/cases/known?phone=13000000007", "/directory?q=%E7%87%83%E6%B0%94", "/whereabouts", "/roster")]
    [InlineData("qian", "/hand-overs", "/hand-overs?whose=waiting", "/hand-overs?whose=given", "/hand-overs?whose=taken", "/announcements", "/announcements?when=over", "/orders", "/orders?state=open", "/board/batches", "/reminders", "/people/sun/hand-over")]
    [InlineData("xie", "/callbacks", "/callbacks/draws", "/board/batches", "/orders?state=late", "/cases?before=20260301000001", "/cases?after=5", "/portal")]
    [InlineData("fang", "/sending", "/sending?state=sent", "/sending?state=waiting", "/seals", "/seals?before=900&hash=0123456789012345678901234567890123456789012345678901234567890123", "/people", "/people/sun/leave", "/units")]
    [InlineData("jian", "/findings", "/findings?state=opened", "/findings?unit=ops", "/findings?before=1740000000000~x", "/findings/wages?month=2025-03", "/findings/deductions?year=2025", "/findings/fund", "/findings/fund?before=900", "/findings/rewards", "/findings/rewards?month=2025-03")]
    [InlineData("jian", "/findings/ranking?year=2025", "/findings/ranking?year=2025&by=person", "/findings/ranking?year=2025&reason=unrated", "/findings/ranking?year=2025&reason=gathered", "/findings/ranking?year=2025&reason=nobody", "/findings/performance?period=2025-03", "/findings/ledger", "/findings?state=overruled")]
    [InlineData("qian", "/findings", "/findings?state=opened", "/findings?unit=ops", "/findings/rewards", "/orders?grade=red", "/orders?unit=ops&state=closed", "/projects", "/projects/list", "/projects/list?state=mine", "/standing/list?mine=true&month=all", "/people?after=market~x")]
    [InlineData("xie", "/complaints", "/complaints?state=all", "/complaints?state=closed", "/complaints?state=all&verdict=major", "/complaints?state=closed&verdict=valid&before=9000", "/orders?grade=red", "/orders?state=open&before=20260000")]
    [InlineData("xie", "/projects", "/projects/list?state=late", "/projects/list?state=paused", "/projects/list?state=key", "/projects/list?state=closed&before=900", "/projects/list?column=leads", "/projects/list?find=user%2017")]
    [InlineData("xie", "/standing", "/standing?year=2025", "/standing/list?month=all", "/standing/list?month=2025-03", "/standing/list?month=none", "/standing/list?month=all&state=late", "/standing/list?month=all&after=1740000000000~5~organisation:organisation", "/standing/contacts", "/announcements?when=coming", "/announcements?when=over&before=900")]
    public async Task Every_page_over_what_grows_reads_by_index(string account, params string[] paths) => Reads(await site.Plans(account, paths));

    [Fact]
    public async Task A_search_is_planned_for_what_is_searched_each_time()
    {
        var (plans, setting) = await site.Db(async db =>
        {
            await db.Database.OpenConnectionAsync();
            // Of what is open one in fourteen has it: a plan for any word would gather them all, and is what the server comes to when it is let.
            for (var (i, match) = (0, CaseWords.Match(db, "漏水")!); i < 20; i++)
                Assert.Equal(20, (await db.Cases.Where(one => one.ClosedAt == null && match.Contains(one.Key)).OrderByDescending(one => one.Key).Select(one => one.Key).Take(20).ToListAsync()).Count);
            return (await db.Database.SqlQuery<long>($"SELECT sum(generic_plans)::bigint AS \"Value\" FROM pg_prepared_statements WHERE statement LIKE '%grams @>%' AND custom_plans + generic_plans > 5").SingleAsync(),
                await db.Database.SqlQuery<string>($"SELECT current_setting('plan_cache_mode') AS \"Value\"").SingleAsync());
        });
        Assert.Equal((0, "auto"), (plans, setting));
    }

    private static void Reads(IReadOnlyList<(string Statement, string Plan)> plans)
    {
        Assert.True(plans.Count > 5, "The pages' statements were not seen.");
        var whole = plans.Where(one => WholeTable().IsMatch(one.Plan)).Select(one => $"{one.Statement}\n{one.Plan}").ToList();
        Assert.True(whole.Count == 0, string.Join("\n\n", whole));
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Seals;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;
using Shouwen.Web.Seals;
using Xunit;

namespace Shouwen.Tests.Seals;

/// <summary>A small history with everything in it: two cases one below the other, one that was closed, a breach with its finding and what it cost, a reward, a grade, a project, files, three sealed days.</summary>
public sealed class TamperedSite : WorldSite
{
    protected override async Task Seed()
    {
        await base.Seed();
        var (parent, child) = (await Registered(content: "小区停气"), await Registered(by: "sun", content: "也停气了"));
        await Done(child, "gather", "sun", new { parent = parent.Id, number = parent.Number });
        foreach (var (row, content) in new[] { (parent, "图一"), (child, "图二") })
        {
            var (hash, path) = (Fingerprints.Of(content), Services.GetRequiredService<Files>().PathOf(Fingerprints.Of(content)));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, content);
            await Acting(async acting =>
            {
                await acting.Attach(Web.Cases.Acting.Case(row.Id), "li", [new Kept($"{content}.png", "image/png", 6, hash)]);
                return true;
            });
        }
        var closed = await Registered(content: "换电池");
        await Done(closed, "transfer", "li", new { unit = "ops", explained_to_customer = true });
        await Done(closed, "take-over", "sun", new { });
        await Done(closed, "resolve", "sun", new { result = "已换", reply = "电池已经换好" });
        await Done(closed, "inform", "li", new { reply = "电池已经换好，可以用了" });
        await Done(closed, "callback", "deng", new { rating = "satisfied", text = "很好" });
        await Done(closed, "close", "li", new { });
        Clock.Now = Clock.Now.AddDays(9);
        await Watch.Look(Services.GetRequiredService<IServiceScopeFactory>(), default);
        var finding = new MatterKey(MatterKind.Finding, await Db(db => db.Findings.Where(one => one.AgainstPersonId == "li").OrderBy(one => one.Id).Select(one => one.Id).FirstAsync()));
        await Did(finding, "verify", "jian", new { ok = true });
        await Did(finding, "approve", "zhao", new { sanctions = new object[] { "ordered-correction", new Dictionary<string, int> { ["performance-pay-deduction"] = 50 } } });
        await Did(finding, "execute", "yao", new { });
        var reward = Assert.IsType<Outcome.Done>(await Acting(acting => acting.Begin("reward", Rewarding.Key, "submit-reward", "zhao", Fields.Of(new { person = "wu", amount = 20, deed = "陪老人办过户" })))).Matter.Key;
        await Did(reward, "approve-reward", "song", new { });
        await Did(reward, "reward", "yao", new { });
        await Did(Grading.Key("li", Shouwen.Duties.Period.Of("month", new(2026, 3, 1))), "rate", "zhao", new { person = "li", period = "2026-03", grade = "B", reason = "有一次逾期" });
        Assert.IsType<Outcome.Done>(await Acting(acting => acting.Lead("hu", With(new { user = "北苑物流园", source = "other", flow = 12.5, customer = new { name = "黎先生", phone = "13900007007", address = "北苑大道" } }))));
        Clock.Now = Clock.Now.AddDays(1);
        await Acting(async acting => await Db(async db => await Services.GetRequiredService<Sealing>().Make(db, (await acting.Regime()).Calendar, Clock.Now, 1000)));
    }

    private Task Did(MatterKey key, string act, string by, object with) => Acting(async acting => await acting.Do(key, null, act, by, Fields.Of(with)) is Outcome.Done done ? done : throw new Xunit.Sdk.XunitException($"{act} by {by} is refused"));
}

/// <summary>
/// Spoils, one at a time, every column of every row of the journal, the seals and the state, every file, and what rows there are; each is found, and named where it is; then it is put back.
/// On SQLite and on PostgreSQL.
/// </summary>
public class TamperTests(TamperedSite site) : IClassFixture<TamperedSite>
{
    /// <summary>What no history tells: the directory's part of a row, secrets, what only says when, and what the settings of the day make of it.</summary>
    private static readonly Dictionary<string, string[]> Untold = new()
    {
        ["cases"] = ["first_contact_unit_id", "handler_unit_id", "pending_unit_id", "meant_unit_id", "changed_at", "code", "imported_as", "return_by", "next_near"],
        ["rewards"] = ["approver_id"], ["projects"] = ["lead_unit_id", "changed_at", "next_near", "imported_as"],
        ["caseloads"] = ["id", "kept"],
        ["marks"] = ["id", "kept"],
        ["duties"] = ["bearer_person_id", "bearer_unit_id", "owed_person_id", "owed_unit_id", "owed_customer", "near", "alarm"],
    };

    private static readonly Dictionary<string, string[]> Keys = new()
    {
        ["journal"] = ["matter", "seq"], ["seals"] = ["number"], ["sealed_heads"] = ["matter", "seal"], ["cases"] = ["id"], ["duties"] = ["matter", "no"], ["findings"] = ["id"], ["attachments"] = ["id"], ["ledger"] = ["matter", "seq"], ["rewards"] = ["id"], ["grades"] = ["person_id", "period"], ["projects"] = ["matter"],
        ["caseloads"] = ["id"], ["marks"] = ["id"],
    };

    public static TheoryData<string> Tables => [.. Keys.Keys];

    private Task<IReadOnlyList<Breakage>> Look() => site.Db(async db => (await Inspection.Of(db, site.Services.GetRequiredService<Files>(), [], (_, work) => work(() => { }), TestContext.Current.CancellationToken)).Found);

    [Fact]
    public async Task Untouched_it_is_whole_and_has_a_bit_of_everything()
    {
        Assert.Empty(await Look());
        foreach (var table in Keys.Keys) Assert.NotEmpty(await Rows(table));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Any_column_of_any_row_that_is_changed_is_found(string table)
    {
        var (rows, blind) = (await Rows(table), new List<string>());
        foreach (var row in rows)
            foreach (var (column, value) in row.Where(one => !Untold.GetValueOrDefault(table, []).Contains(one.Key)))
            {
                await Set(table, row, column, Other(value, column));
                var found = await Look();
                if (found.Count == 0) blind.Add($"{table}.{column} = {value}");
                else if (table is "journal" && column is not ("matter" or "recorded_at")) Assert.Contains(found, one => one.Matter == (string)row["matter"]!);
                else if (table is "seals" && column != "number") Assert.Contains(found, one => one.Matter == $"seal:{row["number"]}");
                await Set(table, Keys[table].Contains(column) ? With(row, column, Other(value, column)) : row, column, value);
            }
        Assert.Empty(blind);
        Assert.Empty(await Look());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Any_row_that_is_gone_is_found(string table)
    {
        foreach (var row in await Rows(table))
        {
            await Execute($"DELETE FROM {table} WHERE {Where(table)}", [.. Keys[table].Select(key => row[key])]);
            Assert.NotEmpty(await Look());
            await Execute($"INSERT INTO {table} ({string.Join(", ", row.Keys.Select(Quoted))}) VALUES ({string.Join(", ", row.Keys.Select((_, i) => $"@p{i}"))})", [.. row.Values]);
        }
        Assert.Empty(await Look());
    }

    [Fact]
    public async Task Two_entries_that_change_places_are_found()
    {
        var journal = await Rows("journal");
        foreach (var (one, other) in journal.Zip(journal.Skip(1)).Where(pair => Equals(pair.First["matter"], pair.Second["matter"])))
        {
            await Swap(one, other);
            Assert.Contains(await Look(), found => found.Matter == (string)one["matter"]!);
            await Swap(one, other);
        }
        Assert.Empty(await Look());

        async Task Swap(Dictionary<string, object?> one, Dictionary<string, object?> other)
        {
            await Execute("UPDATE journal SET seq = -1 WHERE matter = @p0 AND seq = @p1", [one["matter"], one["seq"]]);
            await Execute("UPDATE journal SET seq = @p2 WHERE matter = @p0 AND seq = @p1", [one["matter"], other["seq"], one["seq"]]);
            await Execute("UPDATE journal SET seq = @p1 WHERE matter = @p0 AND seq = -1", [one["matter"], other["seq"]]);
        }
    }

    [Fact]
    public async Task Any_file_that_is_changed_or_gone_is_found_with_its_case()
    {
        foreach (var row in await Rows("attachments"))
        {
            var path = site.Services.GetRequiredService<Files>().PathOf((string)row["hash"]!);
            var content = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            foreach (var other in (byte[]?[])[[.. content, 0], content[1..], [(byte)(content[0] ^ 1), .. content[1..]], null])
            {
                if (other is null) File.Delete(path);
                else await File.WriteAllBytesAsync(path, other, TestContext.Current.CancellationToken);
                Assert.Contains(await Look(), one => one.Matter == $"case:{row["case_id"]}" && one.What.Contains((string)row["name"]!));
            }
            await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        }
        Assert.Empty(await Look());
    }

    private static Dictionary<string, object?> With(Dictionary<string, object?> row, string column, object? value) => new(row) { [column] = value };

    /// <summary>Another value of its kind.</summary>
    private static object Other(object? value, string column) => value switch
    {
        null => column is "due" or "ended_at" or "next_due" or "returned_at" or "closed_at" or "disputed_at" ? TestDatabases.OnPostgres ? DateTime.UnixEpoch : 1L : column is "satisfied" ? TestDatabases.OnPostgres ? true : 1L : column is "kept_until" ? 20310331L : "x",
        long number => number is 0 or 1 && column is not ("seq" or "number" or "no" or "seal" or "count" or "version") ? 1 - number : number + 1000,
        int number => number + 1000,
        bool truth => !truth,
        DateTime moment => moment.AddSeconds(1),
        Guid => Guid.Parse("11111111-1111-1111-1111-111111111111"),
        string text => text.StartsWith("{\"event\"", StringComparison.Ordinal) ? text[..^1] + ",\"x\":1}" : Guid.TryParse(text, out _) && text.Contains('-') ? "11111111-1111-1111-1111-111111111111" : text + "x",
        _ => throw new InvalidOperationException($"{column}: {value.GetType().Name}"),
    };

    private static string Quoted(string column) => $"\"{column}\"";
    private static string Where(string table) => string.Join(" AND ", Keys[table].Select((key, i) => $"{Quoted(key)} = @p{i}"));

    private async Task Set(string table, Dictionary<string, object?> row, string column, object? value) =>
        Assert.Equal(1, await Execute($"UPDATE {table} SET {Quoted(column)} = @p{Keys[table].Length} WHERE {Where(table)}", [.. Keys[table].Select(key => row[key]), value]));

    private Task<int> Execute(string sql, IReadOnlyList<object?> values) => site.Db(async db =>
    {
        await using var command = await Command(db, sql);
        foreach (var (i, value) in values.Index())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        return await command.ExecuteNonQueryAsync();
    });

    private Task<List<Dictionary<string, object?>>> Rows(string table) => site.Db(async db =>
    {
        await using var command = await Command(db, $"SELECT * FROM {table} ORDER BY {string.Join(", ", Keys[table].Select(Quoted))}");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync()) rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    });

    private static async Task<DbCommand> Command(AppDb db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return command;
    }
}

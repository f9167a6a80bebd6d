using System.Buffers.Binary;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Shouwen.Search;

namespace Shouwen.Web.Data;

/// <summary>The words of a row for searching, to be put into their table.</summary>
public sealed record WordsOf(WordTable Table, long Key, string Text);

/// <summary>
/// Puts very many new rows into tables within the transaction that runs: a server takes them as a copy, a file one by one. The indexes of those tables are taken away before and made
/// anew behind it; interrupted, the transaction leaves everything as it was.
/// </summary>
public abstract class Bulk(AppDb db, IReadOnlyList<string> tables)
{
    private List<string> _indexes = [];

    protected AppDb Db { get; } = db;

    public static Bulk Of(AppDb db, params Type[] rows)
    {
        List<string> tables = [.. rows.Select(row => db.Model.FindEntityType(row)!.GetTableName()!), Cases.CaseWords.Table.Name];
        return db is PostgresDb ? new Copied(db, tables) : new Inserted(db, tables);
    }

    /// <summary>The definitions of the indexes that are no constraint, and how each is dropped.</summary>
    protected abstract Task<IReadOnlyList<(string Name, string Sql)>> Indexes(IReadOnlyList<string> tables);

    public virtual async Task Begin()
    {
        // Making an index of many million rows takes minutes.
        Db.Database.SetCommandTimeout(0);
        var indexes = await Indexes(tables);
        _indexes = [.. indexes.Select(index => index.Sql)];
        foreach (var (name, _) in indexes) await Run($"DROP INDEX \"{name}\"");
    }

    /// <summary>What <see cref="Put"/> takes; made on any thread.</summary>
    public abstract object Pack(IEnumerable<object> rows);

    /// <summary>In the order in which it is asked.</summary>
    public abstract Task Put(object packed);

    /// <summary>Makes the indexes anew; <paramref name="step"/> is told before each.</summary>
    public async Task End(Action<int, int> step)
    {
        for (var i = 0; i < _indexes.Count; i++)
        {
            step(i + 1, _indexes.Count);
            await Run(_indexes[i]);
        }
    }

    /// <summary>After the commit: what the database should know of what it holds now.</summary>
    public virtual Task Settle() => Task.CompletedTask;

    /// <summary>The text is made here or read from the database's own catalogue.</summary>
    protected async Task Run(string sql) => await Db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    private sealed class Inserted(AppDb db, IReadOnlyList<string> tables) : Bulk(db, tables)
    {
        protected override async Task<IReadOnlyList<(string, string)>> Indexes(IReadOnlyList<string> tables)
        {
            var found = await Db.Database.SqlQuery<string>($"SELECT tbl_name || ' ' || name || ' ' || sql AS \"Value\" FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").ToListAsync();
            return [.. found.Select(one => one.Split(' ', 3)).Where(one => tables.Contains(one[0])).Select(one => (one[1], one[2]))];
        }

        public override object Pack(IEnumerable<object> rows) => rows.ToList();

        public override async Task Put(object packed)
        {
            foreach (var row in (List<object>)packed)
                if (row is WordsOf words) words.Table.Append(Db, words.Key, words.Text);
                else Db.Appended.Add(row);
            await Db.SaveChangesAsync();
        }
    }

    private sealed class Copied(AppDb db, IReadOnlyList<string> tables) : Bulk(db, tables)
    {
        private readonly Dictionary<Type, IReadOnlyList<IProperty>> columns = db.Model.GetEntityTypes().ToDictionary(type => type.ClrType, type => (IReadOnlyList<IProperty>)[.. type.GetProperties()]);

        public override async Task Begin()
        {
            await Run("SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '512MB'");
            await base.Begin();
        }

        /// <summary>Those of the journal's months stay: what comes in the order of time makes them grow at their end.</summary>
        protected override async Task<IReadOnlyList<(string, string)>> Indexes(IReadOnlyList<string> tables)
        {
            var found = await Db.Database.SqlQuery<string>($"SELECT tablename || ' ' || indexname || ' ' || indexdef AS \"Value\" FROM pg_indexes JOIN pg_class ON relname = indexname WHERE schemaname = current_schema() AND relkind = 'i' AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = pg_class.oid)").ToListAsync();
            return [.. found.Select(one => one.Split(' ', 3)).Where(one => tables.Contains(one[0])).Select(one => (one[1], one[2]))];
        }

        public override async Task Settle()
        {
            Db.Database.SetCommandTimeout(0);
            await Run("VACUUM (ANALYZE)");
        }

        public override object Pack(IEnumerable<object> rows)
        {
            var packed = new Dictionary<string, Packed>();
            foreach (var row in rows)
            {
                var into = row is WordsOf words ? $"COPY {words.Table.Name} (key, grams, words) FROM STDIN (FORMAT BINARY)" : Into(row.GetType());
                if (!packed.TryGetValue(into, out var one)) packed[into] = one = new();
                one.Add(row is WordsOf of ? [of.Key, Tokens.Grams(of.Text).ToArray(), WordTable.Said(of.Text)] : [.. columns[row.GetType()].Select(column => Value(column, row))]);
            }
            return packed;
        }

        private string Into(Type type) => $"COPY {Db.Model.FindEntityType(type)!.GetTableName()} ({string.Join(", ", columns[type].Select(column => $"\"{column.GetColumnName()}\""))}) FROM STDIN (FORMAT BINARY)";

        private static object? Value(IProperty column, object row)
        {
            var value = column.GetGetter().GetClrValueUsingContainingEntity(row);
            return value is not null && column.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
        }

        public override async Task Put(object packed)
        {
            foreach (var (sql, rows) in (Dictionary<string, Packed>)packed)
            {
                await using var stream = await ((NpgsqlConnection)Db.Database.GetDbConnection()).BeginRawBinaryCopyAsync(sql);
                await rows.Write(stream);
            }
        }
    }

    /// <summary>Rows as PostgreSQL's binary copy spells them: each the number of its fields, each field its length and its bytes, all numbers with their highest byte first.</summary>
    private sealed class Packed
    {
        private static readonly byte[] Head = [.. "PGCOPY\n"u8, 0xff, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];
        private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private const int TextType = 25;

        private readonly MemoryStream _bytes = new();
        private readonly byte[] _number = new byte[16];

        public Packed() => _bytes.Write(Head);

        public async Task Write(Stream into)
        {
            await into.WriteAsync(_bytes.GetBuffer().AsMemory(0, (int)_bytes.Length));
            await into.WriteAsync(new byte[] { 0xff, 0xff });
        }

        public void Add(IReadOnlyList<object?> fields)
        {
            BinaryPrimitives.WriteInt16BigEndian(_number, (short)fields.Count);
            _bytes.Write(_number, 0, 2);
            foreach (var field in fields) Add(field);
        }

        private void Add(object? field)
        {
            switch (field)
            {
                case null: Int(-1); break;
                case string text: Text(text); break;
                case int number: Int(4); Int(number); break;
                case long number: Int(8); Long(number); break;
                case bool yes: Int(1); _bytes.WriteByte(yes ? (byte)1 : (byte)0); break;
                case DateTimeOffset moment: Int(8); Long((moment - Epoch).Ticks / TimeSpan.TicksPerMicrosecond); break;
                case Guid id: Int(16); id.TryWriteBytes(_number, bigEndian: true, out _); _bytes.Write(_number, 0, 16); break;
                case IReadOnlyCollection<string> texts: Texts(texts); break;
                default: throw new NotSupportedException($"{field.GetType()} is not copied.");
            }
        }

        private void Text(string text)
        {
            var length = Encoding.UTF8.GetByteCount(text);
            Int(length);
            var at = (int)_bytes.Length;
            _bytes.SetLength(at + length);
            Encoding.UTF8.GetBytes(text, _bytes.GetBuffer().AsSpan(at, length));
            _bytes.Position = at + length;
        }

        /// <summary>One dimension, nothing null in it, counted from 1.</summary>
        private void Texts(IReadOnlyCollection<string> texts)
        {
            var start = (int)_bytes.Length;
            Int(0);
            Int(texts.Count == 0 ? 0 : 1);
            Int(0);
            Int(TextType);
            if (texts.Count > 0)
            {
                Int(texts.Count);
                Int(1);
            }
            foreach (var text in texts) Text(text);
            BinaryPrimitives.WriteInt32BigEndian(_bytes.GetBuffer().AsSpan(start, 4), (int)_bytes.Length - start - 4);
        }

        private void Int(int number)
        {
            BinaryPrimitives.WriteInt32BigEndian(_number, number);
            _bytes.Write(_number, 0, 4);
        }

        private void Long(long number)
        {
            BinaryPrimitives.WriteInt64BigEndian(_number, number);
            _bytes.Write(_number, 0, 8);
        }
    }
}

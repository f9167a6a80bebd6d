// Writes the next migration of the model, for every database: dotnet run --project tools/Migrations -- NAME
// The tests say when one is due (a model that has pending changes fails).
#nullable enable
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Internal;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Data;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: dotnet run --project tools/Migrations -- NAME");
    return 2;
}
using var sqlite = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:", one => one.MigrationsHistoryTable("migrations")).Options);
using var postgres = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=none", one => one.MigrationsHistoryTable("migrations")).Options);
(AppDb Db, string Engine, IDesignTimeServices Services)[] engines =
[
    (sqlite, "Sqlite", new Microsoft.EntityFrameworkCore.Sqlite.Design.Internal.SqliteDesignTimeServices()),
    (postgres, "Postgres", new Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal.NpgsqlDesignTimeServices()),
];
// Without any change of the model it is meant for SQL by hand, on each.
var due = engines.Where(one => one.Db.Database.HasPendingModelChanges()).ToList();
foreach (var (db, engine, services) in due.Count > 0 ? due : [.. engines]) Write(db, engine, services);
return 0;

void Write(AppDb db, string engine, IDesignTimeServices own)
{
    var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
    own.ConfigureDesignTimeServices(services);
    services.AddSingleton<ISnapshotModelProcessor, Snapshots>();
    using var provider = services.BuildServiceProvider();
    using var scope = provider.CreateScope();
    var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
    var web = Path.Combine(Environment.CurrentDirectory, "src", "Web");
    var migration = scaffolder.ScaffoldMigration(args[0], "Shouwen.Web", $"Data.Migrations.{engine}", "C#");
    var files = scaffolder.Save(web, migration, Path.Combine(web, "Data", "Migrations", engine));
    Console.WriteLine($"{files.MigrationFile}\n{files.MetadataFile}\n{files.SnapshotFile}");
}

/// <summary>The model as the last migration left it. The design package's own reader gives none here, and every table would be created once more.</summary>
internal sealed class Snapshots(IModelRuntimeInitializer initializer) : ISnapshotModelProcessor
{
    public IModel? Process(IReadOnlyModel? model, bool resetVersion = false) =>
        model is null ? null : initializer.Initialize(model is Model { IsReadOnly: false } open ? open.FinalizeModel() : (IModel)model, designTime: true, validationLogger: null);
}

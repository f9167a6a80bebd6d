// Writes the next migration of the model: dotnet run --project tools/Migrations -- NAME
// The tests say when one is due (a model that has pending changes fails).
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Data;


if (args.Length != 1)
{
    Console.Error.WriteLine("usage: dotnet run --project tools/Migrations -- NAME");
    return 2;
}
var options = new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:", sqlite => sqlite.MigrationsHistoryTable("migrations")).Options;
using var db = new SqliteDb(options);
var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
new Microsoft.EntityFrameworkCore.Sqlite.Design.Internal.SqliteDesignTimeServices().ConfigureDesignTimeServices(services);
using var provider = services.BuildServiceProvider();
using var scope = provider.CreateScope();
var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
var web = Path.Combine(Environment.CurrentDirectory, "src", "Web");
var migration = scaffolder.ScaffoldMigration(args[0], "Shouwen.Web", "Data.Migrations.Sqlite", "C#");
var files = scaffolder.Save(web, migration, Path.Combine(web, "Data", "Migrations", "Sqlite"));
Console.WriteLine($"{files.MigrationFile}\n{files.MetadataFile}\n{files.SnapshotFile}");
return 0;

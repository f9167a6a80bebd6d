using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Shouwen.Web.Data;

/// <summary>Names in the database are plain snake_case, so that SQL by hand needs no quotes on either engine.</summary>
public static class SnakeCase
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table) entity.SetTableName(Of(table.Replace("AspNet", "")));
            foreach (var property in entity.GetProperties()) property.SetColumnName(Of(property.GetColumnName()));
        }
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var key in entity.GetKeys()) key.SetName(Of(key.GetDefaultName()!));
            foreach (var foreign in entity.GetForeignKeys()) foreign.SetConstraintName(Of(foreign.GetDefaultName()!));
            foreach (var index in entity.GetIndexes()) index.SetDatabaseName(index.Name ?? Of(index.GetDefaultDatabaseName()!));
        }
    }

    /// <summary><c>DirectoryEntries</c> → <c>directory_entries</c>, <c>PK_Units</c> → <c>pk_units</c>.</summary>
    public static string Of(string name)
    {
        var snake = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var starts = char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (starts) snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }
}

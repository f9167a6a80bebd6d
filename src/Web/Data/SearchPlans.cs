using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Shouwen.Web.Data;

/// <summary>
/// On PostgreSQL a search is planned for what is searched. A plan made for any word expects few hits, gathers all of them and sorts them; of a word that stands in every fifteenth row the newest fifty
/// are found sooner by looking from the newest on. All other statements keep the plan that was made for them once.
/// </summary>
public sealed class SearchPlans : DbCommandInterceptor
{
    public const string Before = "SET plan_cache_mode = force_custom_plan; ";
    public const string After = "; RESET plan_cache_mode";

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken cancel = default)
    {
        // One way to the server and back; what fails between takes the setting with it, for the three are one transaction.
        if (command.CommandText.Contains(WordTable.Asked, StringComparison.Ordinal)) command.CommandText = Before + command.CommandText + After;
        return new(result);
    }
}

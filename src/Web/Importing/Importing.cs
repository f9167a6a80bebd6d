using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Importing;

/// <summary>
/// What is the same for every row: the name of the source, under which rows are known again; who registers; channel and kind where the row says none;
/// and the scope, which stays open unless it is given, so that no clock starts before somebody has judged whose business it is.
/// </summary>
public sealed record ImportPlan(string Source, string By, string Channel, string Kind, string? Scope);

/// <summary>A row that did not become a case, and why.</summary>
public sealed record RowError(Sheet.Row Row, string Reason);

public sealed record ImportReport(int Rows, int Imported, int Already, int Repeated, IReadOnlyList<RowError> Errors);

/// <summary>
/// 导入: requests of another system are registered here by the real act, at the time of the import, once: a second run, or one that goes on after an interruption,
/// brings only what is not here yet.
/// </summary>
public sealed class Importer(IServiceScopeFactory scopes)
{
    /// <summary>Reads and checks every row without writing; what remains is what a run would register.</summary>
    public async Task<(IReadOnlyList<Incoming> Fresh, ImportReport Report)> Look(IReadOnlyList<Sheet.Row> rows, Mapping mapping, ImportPlan plan)
    {
        var here = await Here(plan.Source);
        var seen = new Dictionary<string, Incoming>();
        var (fresh, errors) = (new List<Incoming>(), new List<RowError>());
        var (already, repeated) = (0, 0);
        foreach (var incoming in rows.Select(row => Incoming.Read(row, mapping, plan)))
        {
            if (incoming.Problem is { } problem) errors.Add(new(incoming.Row, problem));
            else if (!seen.TryAdd(incoming.Mark, incoming))
            {
                if (seen[incoming.Mark].Fields!.Equals(incoming.Fields)) repeated++;
                else errors.Add(new(incoming.Row, $"编号与第 {seen[incoming.Mark].Row.Number} 行相同，内容不同"));
            }
            else if (here.Contains(incoming.Mark)) already++;
            else fresh.Add(incoming);
        }
        return (fresh, new(rows.Count, 0, already, repeated, errors));
    }

    /// <summary>Registers what is fresh, one transaction a row; <paramref name="step"/> is told after each.</summary>
    public async Task<ImportReport> Run(IReadOnlyList<Incoming> fresh, ImportReport looked, ImportPlan plan, Action step, CancellationToken cancel)
    {
        var errors = looked.Errors.ToList();
        var imported = 0;
        foreach (var incoming in fresh)
        {
            cancel.ThrowIfCancellationRequested();
            await using var scope = scopes.CreateAsyncScope();
            switch (await scope.ServiceProvider.GetRequiredService<Acting>().Register(plan.By, incoming.Fields!, incoming.Mark))
            {
                case Outcome.Done: imported++; break;
                case Outcome.Refused refused: errors.Add(new(incoming.Row, string.Join(' ', refused.Refusals.Select(refusal => refusal.Sentence)))); break;
            }
            step();
        }
        return looked with { Imported = imported, Errors = [.. errors.OrderBy(error => error.Row.Number)] };
    }

    private async Task<HashSet<string>> Here(string source)
    {
        await using var scope = scopes.CreateAsyncScope();
        var begins = source + ":";
        return [.. await scope.ServiceProvider.GetRequiredService<AppDb>().Cases.Where(row => row.ImportedAs != null && row.ImportedAs.StartsWith(begins)).Select(row => row.ImportedAs!).ToListAsync()];
    }
}

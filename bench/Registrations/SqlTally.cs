using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Shouwen.Bench.Registrations;

/// <summary>Counts what the database is asked and how long it takes to answer.</summary>
internal sealed class SqlTally : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentBag<IDisposable> listening = [];
    private readonly IDisposable all;
    private readonly ConcurrentDictionary<string, (int Count, double Milliseconds)> asked = [];

    public SqlTally() => all = DiagnosticListener.AllListeners.Subscribe(this);

    public void Clear() => asked.Clear();

    /// <summary>Each statement by its first words, the most time first.</summary>
    public void Print(int cases)
    {
        Console.WriteLine($"  {asked.Values.Sum(one => one.Count) / (double)cases:0.0} statements and {asked.Values.Sum(one => one.Milliseconds) / cases:0.000} ms in SQL a registration:");
        foreach (var (sql, (count, milliseconds)) in asked.OrderByDescending(one => one.Value.Milliseconds).Take(40)) Console.WriteLine($"  {count / (double)cases,6:0.00} × {milliseconds / cases,7:0.000} ms  {sql}");
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.EntityFrameworkCore") listening.Add(listener.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> happened)
    {
        var (sql, took) = happened.Value switch
        {
            CommandExecutedEventData command => (command.Command.CommandText, command.Duration),
            TransactionEndEventData end when happened.Key.EndsWith("TransactionCommitted", StringComparison.Ordinal) => ("COMMIT", end.Duration),
            _ => ("", default),
        };
        if (sql.Length == 0) return;
        var short_ = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        short_ = short_.Length > 150 ? short_[..90] + " … " + short_[^57..] : short_;
        asked.AddOrUpdate(short_, (1, took.TotalMilliseconds), (_, old) => (old.Count + 1, old.Milliseconds + took.TotalMilliseconds));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        all.Dispose();
        foreach (var one in listening) one.Dispose();
    }
}

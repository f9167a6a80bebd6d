using Spectre.Console;

namespace Shouwen.Web.Commands;

/// <summary>A progress bar on a terminal, nothing where the output goes into a file.</summary>
public static class Bar
{
    public static async Task<T> Over<T>(string label, int total, Func<Action, Task<T>> work)
    {
        if (Console.IsOutputRedirected || total == 0) return await work(() => { });
        return await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var bar = progress.AddTask(label, maxValue: total);
            return await work(() => bar.Increment(1));
        });
    }
}

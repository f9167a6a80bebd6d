using Spectre.Console;

namespace Shouwen.Web.Commands;

/// <summary>A progress bar beside the output: on a terminal, or where it is asked for.</summary>
public static class Bar
{
    public static async Task<T> Over<T>(string label, int total, Func<Action, Task<T>> work, bool asked = false)
    {
        if (total == 0 || Console.IsErrorRedirected && !asked) return await work(() => { });
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await terminal.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var bar = progress.AddTask(label, maxValue: total);
            return await work(() => bar.Increment(1));
        });
    }
}

using Spectre.Console;

namespace AmiTools.Demo;

/// <summary>What the rehearsal shows: the PowerShell line of each step and what it gives, as a console would.</summary>
internal sealed class Screen
{
    private const int PipedWidth = 120;

    private readonly IAnsiConsole _console = AnsiConsole.Console;
    private int _step;

    public Screen()
    {
        if (!Console.IsOutputRedirected) return;
        // Into a file or a pipe: plain text, and as wide as it needs.
        _console.Profile.Capabilities.Ansi = false;
        _console.Profile.Capabilities.Interactive = false;
        _console.Profile.Width = PipedWidth;
    }

    public void Title(string title, string text)
    {
        _console.Write(new Rule($"[bold]{Markup.Escape(title)}[/]").LeftJustified());
        Say(text);
    }

    public void Step(string title, string line)
    {
        _console.WriteLine();
        _console.Write(new Rule($"[bold]{++_step}. {Markup.Escape(title)}[/]").LeftJustified().RuleStyle("grey"));
        _console.MarkupLine($"[grey]PS>[/] [yellow]{Markup.Escape(line)}[/]");
        _console.WriteLine();
    }

    public void Say(string text) => _console.WriteLine(text);

    public void Warn(string text) => _console.MarkupLine($"[yellow]WARNING: {Markup.Escape(text)}[/]");

    public void Error(AmiException failure)
    {
        _console.MarkupLine($"[red]{Markup.Escape($"{failure.Code}: {failure.Message}")}[/]");
        if (failure.Remedy is { } remedy) _console.MarkupLine($"[red]  {Markup.Escape(remedy)}[/]");
    }

    public void Good(string text) => _console.MarkupLine($"[green]{Markup.Escape(text)}[/]");

    /// <summary>A table as PowerShell shows one: each column as wide as its widest cell.</summary>
    public void Table(string[] columns, IEnumerable<object?[]> rows)
    {
        string[][] cells = [columns, .. rows.Select(row => row.Select(cell => cell?.ToString() ?? "").ToArray())];
        int[] widths = [.. columns.Select((_, column) => cells.Max(row => row[column].Length))];
        for (int row = 0; row < cells.Length; row++)
        {
            string line = string.Join("  ", cells[row].Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
            _console.Write(new Text($"{line}\n", row == 0 ? new Style(Color.Green) : Style.Plain) { Overflow = Overflow.Crop });
        }
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines) _console.WriteLine(line);
    }

    /// <summary>Plans by reading, shows what the plan has to say, and carries it out under live progress bars.</summary>
    public Task<List<TResult>> RunAsync<TPlan, TResult>(Func<DemoEvents, Task<TPlan>> plan, Func<TPlan, DemoEvents, IAsyncEnumerable<TResult>> run) where TPlan : IPlan => WithProgressAsync(async events =>
    {
        TPlan made = await plan(events);
        foreach (AmiException problem in made.Problems) await events.FailAsync(problem);
        foreach (PlanStep step in made.Steps)
        {
            await events.TellAsync($"{step}");
            foreach (string warning in step.Warnings) await events.WarnAsync(warning);
        }
        return await ListAsync(run(made, events));
    });

    /// <summary>Reads a list.</summary>
    public Task<List<T>> CollectAsync<T>(Func<IEngineEvents, IAsyncEnumerable<T>> read) => ListAsync(read(new DemoEvents(this, null)));

    /// <summary>Runs a step under live progress bars. Where the console is not interactive each bar's end is a line.</summary>
    private async Task<T> WithProgressAsync<T>(Func<DemoEvents, Task<T>> step)
    {
        if (!_console.Profile.Capabilities.Interactive) return await step(new DemoEvents(this, null));
        DemoEvents? events = null;
        T result = await _console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => step(events = new DemoEvents(this, context)));
        events?.Flush();
        return result;
    }

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> results)
    {
        List<T> all = [];
        await foreach (T result in results) all.Add(result);
        return all;
    }
}

using System.Collections.Concurrent;
using Spectre.Console;

namespace AmiTools.Demo;

/// <summary>What the engine says, on the screen: progress at once, warnings and failures when the bars are gone.</summary>
internal sealed class DemoEvents(Screen screen, ProgressContext? bars) : IEngineEvents
{
    private readonly ConcurrentDictionary<string, ProgressTask> _tasks = [];
    private readonly ConcurrentQueue<Action> _later = [];

    public ValueTask FailAsync(AmiException failure) => Show(() => screen.Error(failure));

    /// <summary>Something for the screen that is neither a warning nor a failure.</summary>
    public ValueTask TellAsync(string message) => Show(() => screen.Say(message));

    public ValueTask WarnAsync(string message) => Show(() => screen.Warn(message));

    public ValueTask SayAsync(string message) => ValueTask.CompletedTask;

    public void Progress(ProgressReport report)
    {
        if (bars is null)
        {
            if (report.Completed) screen.Say($"{report.Activity}: {report.Status}");
            return;
        }
        ProgressTask task = _tasks.GetOrAdd(report.Key, _ => bars.AddTask(Markup.Escape(report.Activity)));
        task.Value = report.Completed ? 100 : Math.Max(task.Value, report.Percent ?? 0);
        if (report.Completed) task.StopTask();
    }

    /// <summary>Shows what had to wait for the bars to end.</summary>
    public void Flush()
    {
        while (_later.TryDequeue(out Action? show)) show();
    }

    private ValueTask Show(Action show)
    {
        if (bars is null) show();
        else _later.Enqueue(show);
        return ValueTask.CompletedTask;
    }
}

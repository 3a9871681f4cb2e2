using System.Collections.Concurrent;

namespace AmiTools.Engine.Tests.Harness;

/// <summary>Everything that the engine said in one command.</summary>
internal sealed class RecordedEvents : IEngineEvents
{
    private readonly ConcurrentQueue<AmiException> _failures = [];
    private readonly ConcurrentQueue<string> _warnings = [];
    private readonly ConcurrentQueue<string> _said = [];
    private readonly ConcurrentQueue<ProgressReport> _progress = [];

    public IReadOnlyList<AmiException> Failures => [.. _failures];

    public IReadOnlyList<string> Warnings => [.. _warnings];

    public IReadOnlyList<string> Said => [.. _said];

    public IReadOnlyList<ProgressReport> Progress => [.. _progress];

    /// <summary>Set: the first failure stops everything, as <c>-ErrorAction Stop</c> does.</summary>
    public bool StopsAtFailure { get; init; }

    public ValueTask FailAsync(AmiException failure)
    {
        _failures.Enqueue(failure);
        return StopsAtFailure ? throw new StoppedByReceiver() : ValueTask.CompletedTask;
    }

    public ValueTask WarnAsync(string message)
    {
        _warnings.Enqueue(message);
        return ValueTask.CompletedTask;
    }

    public ValueTask SayAsync(string message)
    {
        _said.Enqueue(message);
        return ValueTask.CompletedTask;
    }

    void IEngineEvents.Progress(ProgressReport report) => _progress.Enqueue(report);
}

internal sealed class StoppedByReceiver : Exception;

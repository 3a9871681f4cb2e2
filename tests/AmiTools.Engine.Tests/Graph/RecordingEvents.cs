using System.Collections.Concurrent;

namespace AmiTools.Engine.Tests.Graph;

internal sealed class RecordingEvents : IEngineEvents
{
    private readonly ConcurrentQueue<AmiException> _failures = [];
    public IReadOnlyList<AmiException> Failures => [.. _failures];
    public ConcurrentQueue<string> Warnings { get; } = [];
    public ConcurrentQueue<ProgressReport> Reports { get; } = [];
    public ValueTask FailAsync(AmiException failure) { _failures.Enqueue(failure); return ValueTask.CompletedTask; }
    public ValueTask WarnAsync(string message) { Warnings.Enqueue(message); return ValueTask.CompletedTask; }
    public ValueTask SayAsync(string message) => ValueTask.CompletedTask;
    public void Progress(ProgressReport report) => Reports.Enqueue(report);
}

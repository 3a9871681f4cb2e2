namespace AmiTools.Benchmarks;

/// <summary>A benchmark that fails measures nothing: a failure ends it.</summary>
internal sealed class QuietEvents : IEngineEvents
{
    public ValueTask FailAsync(AmiException failure) => throw failure;

    public ValueTask WarnAsync(string message) => ValueTask.CompletedTask;

    public ValueTask SayAsync(string message) => ValueTask.CompletedTask;

    public void Progress(ProgressReport report)
    {
    }
}

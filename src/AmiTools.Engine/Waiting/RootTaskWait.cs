using Amazon.EC2.Model;
using AmiTools.Engine.RootRestore;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>One wait for the replacement of one root volume.</summary>
internal sealed class RootTaskWait(RegionSession region, string instanceId, string taskId) : ResourceWait<RootTaskObservation>(region, region.RootTaskWatch, RootTaskWatch.NameOf(instanceId, taskId))
{
    private readonly RootTaskProgress _progress = new($"{region.Name}/{instanceId}/{taskId}", $"Replace the root volume of {instanceId}");

    /// <summary>Waits until the task has ended, well or not.</summary>
    /// <exception cref="AmiException">It cannot be looked at, or the time is over.</exception>
    public async Task<ReplaceRootVolumeTask> RunAsync(IEngineEvents events, CancellationToken cancellationToken)
    {
        RootTaskObservation last = await LookAsync(IsOver, Region.Time.GetUtcNow() + Region.Settings.RootReplacementWindow, events, cancellationToken).ConfigureAwait(false);
        return last.Task ?? throw last.Failure ?? new AmiException(AmiErrorCodes.InvalidAnswer, AmiErrorKind.InvalidAnswer, $"AWS accepted the task {taskId} for {instanceId} in {Region.Name} and does not show it.")
        {
            ResourceId = Given ?? instanceId, Region = Region.Name, Remedy = "Run the same command again: it finds the task, or the root volume that it made.",
        };
    }

    protected override bool IsEnded(RootTaskObservation look) => !look.Task!.IsRunning();

    protected override ProgressReport Report(RootTaskObservation look) => _progress.Report(look);

    protected override ProgressReport End(string status) => _progress.End(status);

    protected override AmiException TimedOut() => new(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"The root volume of {instanceId} in {Region.Name} is not replaced after {Region.Settings.RootReplacementWindow.TotalHours:0.#} hours ({taskId}). Nothing was undone: AWS goes on with it.")
    {
        ResourceId = Given ?? instanceId, Region = Region.Name, Remedy = "Run the same command again: it goes on following the task.",
    };
}

/// <summary>How far the replacement of a root volume is: AWS tells a word and no number.</summary>
internal sealed class RootTaskProgress(string key, string activity) : WaitProgress(key, null, activity)
{
    /// <summary>The report of one look.</summary>
    public ProgressReport Report(RootTaskObservation look) => Report(look.Task?.TaskState?.Value ?? (look.Failure is null ? "AWS does not show the task yet" : "the last look failed; looking again"));
}

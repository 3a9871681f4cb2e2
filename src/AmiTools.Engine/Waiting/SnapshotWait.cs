using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.Waiting;

/// <summary>One wait for one snapshot.</summary>
internal sealed class SnapshotWait(RegionSession region, string snapshotId, string activity) : ResourceWait<SnapshotObservation>(region, region.SnapshotWatch, snapshotId)
{
    private readonly SnapshotProgress _progress = new($"{region.Name}/{snapshotId}", null, activity);

    /// <summary>The code of the failure where the snapshot ends badly.</summary>
    public string FailureCode { get; init; } = AmiErrorCodes.SnapshotFailed;

    /// <summary>Waits until the snapshot is completed.</summary>
    /// <exception cref="AmiException">It ended badly, is not there, cannot be looked at, or the time is over.</exception>
    public async Task<Snapshot> RunAsync(DateTimeOffset deadline, IEngineEvents events, CancellationToken cancellationToken)
    {
        SnapshotObservation last = await LookAsync(IsOver, deadline, events, cancellationToken).ConfigureAwait(false);
        if (last.Snapshot is { } snapshot) return snapshot.IsCompleted() ? snapshot : throw Ended(snapshot);
        throw last.Failure ?? Missing();
    }

    /// <summary>Waits until the snapshot can be seen at all, and returns it in whatever state it is.</summary>
    /// <exception cref="AmiException">It is not there, or cannot be looked at.</exception>
    public async Task<Snapshot> SeeAsync(IEngineEvents events, CancellationToken cancellationToken)
    {
        SnapshotObservation last = await LookAsync(look => look.IsThere || IsOver(look), Region.Time.GetUtcNow() + MissingWindow + Region.Settings.VisibilityWindow, events, cancellationToken).ConfigureAwait(false);
        return last.Snapshot ?? throw last.Failure ?? Missing();
    }

    // One that is restored from the Recycle Bin is "recovering" for a while and then what it was.
    protected override bool IsEnded(SnapshotObservation look) => look.Snapshot!.State?.Value is not ("pending" or "recovering");

    protected override ProgressReport Report(SnapshotObservation look) => _progress.Report(look);

    protected override ProgressReport End(string status) => _progress.End(status);

    protected override AmiException TimedOut() => new(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"{Id} in {Region.Name} is not completed yet, and the time given for waiting is over. Nothing was undone: AWS goes on with it.")
    {
        ResourceId = Given ?? Id, Region = Region.Name, Remedy = $"Wait on with: Wait-EbsSnapshot -SnapshotId {Id} -Region {Region.Name}.",
    };

    private AmiException Missing() => new(AmiErrorCodes.SnapshotNotFound, AmiErrorKind.NotFound, WasThere
        ? $"{Id} in {Region.Name} went away while it was waited for: somebody deleted it."
        : $"There is no snapshot {Id} in {Region.Name}.")
    {
        ResourceId = Given ?? Id, Region = Region.Name, Remedy = "Check the id and the region: a snapshot is only seen in its own region, by its owner and those it is shared with.",
    };

    private AmiException Ended(Snapshot snapshot) => snapshot.IsDead()
        ? new AmiException(FailureCode, AmiErrorKind.Failed, $"{Id} in {Region.Name} ended in error: {(snapshot.StateMessage is { Length: > 0 } reason ? reason.TrimEnd('.') : "AWS gives no reason")}.")
        {
            ResourceId = Given ?? Id, Region = Region.Name, Remedy = "Mend what AWS names, and run the command that makes it again; waiting does not help.",
        }
        : new AmiException(AmiErrorCodes.SnapshotNotReady, AmiErrorKind.InvalidState, $"{Id} in {Region.Name} is {snapshot.State?.Value} and will not be completed by waiting.")
        {
            ResourceId = Given ?? Id, Region = Region.Name, Remedy = snapshot.State?.Value == "recoverable" ? $"Restore it from the Recycle Bin first: Restore-FromRecycleBin {Id} -Region {Region.Name}." : "Get-EbsSnapshot shows what AWS says of it.",
        };
}

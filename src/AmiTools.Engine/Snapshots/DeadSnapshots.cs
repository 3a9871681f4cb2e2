using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots;

/// <summary>Removes snapshots that ended in error. They hold nothing, and AWS lists them for ever.</summary>
internal static class DeadSnapshots
{
    /// <summary>Removes one.</summary>
    /// <exception cref="AmiException"><c>LeftoverNotRemoved</c>.</exception>
    public static async Task RemoveAsync(RegionSession region, string snapshotId, CancellationToken cancellationToken)
    {
        try
        {
            await region.CallAsync("DeleteSnapshot", snapshotId, ec2 => ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = snapshotId }, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.IsNotFound())
        {
            // Gone already.
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            throw failure.As(AmiErrorCodes.LeftoverNotRemoved, failure.Kind, $"The failed snapshot {snapshotId} in {region.Name} could not be removed: {failure.Message}", snapshotId, failure.Remedy ?? $"Remove it later: Remove-EbsSnapshot {snapshotId} -Region {region.Name}.");
        }
    }

    /// <summary>Removes what this command made and what failed, under a time of its own; what cannot be removed is told.</summary>
    public static async Task CleanUpAsync(RegionSession region, string snapshotId, IEngineEvents events)
    {
        if (await CleanUp.RunAsync(region.Settings.CleanUpWindow, token => RemoveAsync(region, snapshotId, token)).ConfigureAwait(false) is { } failure) await events.FailAsync(failure).ConfigureAwait(false);
    }
}

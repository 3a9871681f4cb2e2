using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage.Snapshots;

/// <summary>The one list of places that are asked about snapshots, for everybody who asks.</summary>
internal static class SnapshotUsage
{
    /// <summary>The check of snapshots in one region.</summary>
    public static UsageCheck<Snapshot> Check(RegionSession region) => new(snapshot => snapshot.SnapshotId!,
    [
        new SnapshotOwnershipProbe(), new SnapshotNeedsProbe(region), new SnapshotSharingProbe(region), new FastRestoreProbe(region), new SnapshotVolumeProbe(region),
    ]);
}

using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>The one poller of a region's snapshots: the caller's own, and those of others that he may use.</summary>
internal sealed class SnapshotWatch(RegionSession region) : RegionWatch<SnapshotObservation>(region)
{
    protected override async Task<Func<string, SnapshotObservation>> LookAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        (Dictionary<string, Snapshot> snapshots, AmiException? failure) = await TryAsync(() => Region.Snapshots.UsableAsync(ids, cancellationToken), []).ConfigureAwait(false);
        DateTimeOffset now = Region.Time.GetUtcNow();
        return id => new SnapshotObservation(now, snapshots.GetValueOrDefault(id), failure);
    }
}

using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.SnapshotTaking;

/// <summary>The snapshots that an earlier run took under the same idempotency key.</summary>
internal sealed class ExistingSnapshots(IReadOnlyList<Snapshot> snapshots)
{
    /// <summary>Reads them; none without a key.</summary>
    public static async Task<ExistingSnapshots> ReadAsync(RegionSession region, string? key, CancellationToken cancellationToken)
    {
        if (key is null) return new ExistingSnapshots([]);
        List<Snapshot> found = await region.Snapshots.OwnAsync([Query.Filter($"tag:{AmiToolsTags.IdempotencyKey}", Query.Literal(key))], cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false);
        // An image's snapshots have the key of its backup.
        return new ExistingSnapshots([.. found.Where(snapshot => SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId).ImageId is null)]);
    }

    /// <summary>What bears on a step. Of an instance's volumes only a set that was taken at one moment and has all of them counts.</summary>
    public TakingMatch Of(EbsSnapshotStep step) => Of(step.InstanceId, step.Volumes);

    /// <summary>What bears on these volumes, taken by themselves or with the instance's.</summary>
    public TakingMatch Of(string? instanceId, IReadOnlyList<EbsSnapshotSource> volumes)
    {
        HashSet<string> wanted = [.. volumes.Select(volume => volume.VolumeId)];
        Snapshot[] same = [.. snapshots.Where(snapshot => wanted.Contains(snapshot.VolumeId ?? "") && (instanceId is null || snapshot.Tag(AmiToolsTags.Instance) == instanceId))];
        Snapshot[] live = [.. same.Where(snapshot => !snapshot.IsDead())];
        Snapshot[]? complete = live.GroupBy(snapshot => snapshot.Tag(AmiToolsTags.Attempt)).Select(set => set.DistinctBy(snapshot => snapshot.VolumeId).ToArray())
            .Where(set => set.Length == wanted.Count).MaxBy(set => set[0].StartTime);
        return new TakingMatch(complete ?? [], [.. same.Where(snapshot => snapshot.IsDead())], complete is null ? live : []);
    }
}

/// <summary>What is there already of one step.</summary>
/// <param name="Live">The snapshots themselves; none where they are to be taken.</param>
/// <param name="Dead">Failed remnants of them.</param>
/// <param name="Partial">Parts of a set that is not complete: they stay, and do not count.</param>
internal sealed record TakingMatch(IReadOnlyList<Snapshot> Live, IReadOnlyList<Snapshot> Dead, IReadOnlyList<Snapshot> Partial);

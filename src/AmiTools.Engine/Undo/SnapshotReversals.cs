using Amazon.EC2.Model;
using AmiTools.Engine.Access;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Undo;

/// <summary>How a snapshot differs from what it was.</summary>
internal sealed class SnapshotReversals(RegionSession region)
{
    /// <summary>Reads what differs. What the former state does not know is not read.</summary>
    public async Task<Reversals> FindAsync(FormerResource former, Snapshot snapshot, CancellationToken cancellationToken)
    {
        List<Reversal> steps = [];
        if (former.State.SharedWith is { } wanted) steps.AddRange(await SharingAsync(snapshot.SnapshotId!, snapshot.OwnerId, wanted, AmiChangeKind.SnapshotAccess, cancellationToken).ConfigureAwait(false));
        if (TagReversal.Find(region, snapshot.SnapshotId!, former.State.Tags, snapshot.Tags.ToDictionary()) is { } tags) steps.Add(tags);
        return new Reversals(steps, []);
    }

    /// <summary>Who could make volumes of it and cannot now, and the other way round.</summary>
    public async Task<IEnumerable<Reversal>> SharingAsync(string snapshotId, string? ownerId, IReadOnlyList<string> wanted, AmiChangeKind kind, CancellationToken cancellationToken)
    {
        string[] current = await Permissions.OfSnapshotAsync(region, snapshotId, ownerId, cancellationToken).ConfigureAwait(false);
        string[] missing = [.. wanted.Except(current)];
        string[] added = [.. current.Except(wanted)];
        if (missing.Length + added.Length == 0) return [];
        AmiFormerState before = kind == AmiChangeKind.SnapshotAccess ? new() { SharedWith = current } : new() { SnapshotsSharedWith = new Dictionary<string, IReadOnlyList<string>> { [snapshotId] = current } };
        return [new Reversal($"{snapshotId} {Words(missing, added)}", kind, before, token => VolumePermissions.ChangeAsync(region, snapshotId, missing, added, token))];
    }

    /// <summary>Who has it again, and who no longer.</summary>
    public static string Words(string[] missing, string[] added) => string.Join(" and ", new[]
    {
        missing.Length > 0 ? $"shared with {Principals.Show(missing)} again" : null,
        added.Length > 0 ? $"no longer shared with {Principals.Show(added)}" : null,
    }.OfType<string>());
}

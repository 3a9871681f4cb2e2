namespace AmiTools;

/// <summary>What copies of snapshots are to be.</summary>
public sealed class EbsSnapshotCopyOptions : RegionCopyOptions
{
    /// <summary>The snapshots to copy: the caller's own, and those that others share with him.</summary>
    public required IReadOnlyList<ResourceReference> SnapshotId { get; init; }

    /// <summary>
    /// The description's template: <c>{Description}</c>, <c>{SnapshotId}</c>, <c>{SourceRegion}</c>, <c>{Region}</c>, <c>{Date}</c> (when the source was begun, UTC).
    /// Null: as the console of AWS writes it, <c>[Copied snap-0abc from eu-west-1]</c> and the source's own, cut to what AWS takes.
    /// </summary>
    public string? Description { get; init; }
}

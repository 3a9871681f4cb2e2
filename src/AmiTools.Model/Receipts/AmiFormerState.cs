namespace AmiTools;

/// <summary>What was there before a change. What is null was not a part of the change, or could not be read; it is never brought back.</summary>
public sealed class AmiFormerState
{
    /// <summary>AWS's word for the state: <c>available</c>, <c>disabled</c>; of a snapshot's tier <c>standard</c>, <c>archive</c>; of a lock <c>governance</c>, ...</summary>
    public string? State { get; init; }

    /// <summary>The deprecation date, UTC; null where there was none.</summary>
    public DateTime? DeprecationTime { get; init; }

    /// <summary>AWS's words for deregistration protection: <c>disabled</c>, <c>enabled-with-cooldown</c>, ...</summary>
    public string? DeregistrationProtection { get; init; }

    /// <summary>Who could launch an image, or make volumes of a snapshot, besides its owner: accounts, <c>all</c>, ARNs of organisations and organisational units.</summary>
    public IReadOnlyList<string>? SharedWith { get; init; }

    /// <summary>Who could make volumes of each snapshot behind an image: accounts and <c>all</c>, by the snapshot's id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? SnapshotsSharedWith { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The description.</summary>
    public string? Description { get; init; }

    /// <summary>The devices of an image, with the snapshots behind them.</summary>
    public IReadOnlyList<AmiBlockDevice>? BlockDevices { get; init; }

    /// <summary>The snapshots that went with an image, or the one that was deleted.</summary>
    public IReadOnlyList<AmiSnapshotRecord>? Snapshots { get; init; }

    /// <summary>The volume that was at an instance's device; null where there was none.</summary>
    public string? VolumeId { get; init; }

    /// <summary>The device of an instance that got another volume.</summary>
    public string? Device { get; init; }

    /// <summary>Whether <see cref="VolumeId"/> was to go with its instance.</summary>
    public bool? DeleteOnTermination { get; init; }

    /// <summary>Until when it was to be restorable from the Recycle Bin, UTC, by the rules as they were read before the change.</summary>
    public DateTime? RecycleBinExitTime { get; init; }

    /// <summary>The rule of the Recycle Bin.</summary>
    public RecycleBinRule? Rule { get; init; }

    /// <summary>The lock of a snapshot.</summary>
    public EbsSnapshotLock? SnapshotLock { get; init; }
}

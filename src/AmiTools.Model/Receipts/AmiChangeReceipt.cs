namespace AmiTools;

/// <summary>One change to one resource, and what was there before it: plain data, which Undo-AmiChange takes in this process or another one.</summary>
public sealed class AmiChangeReceipt : AmiResource
{
    /// <summary>What this receipt is called in a journal; unique.</summary>
    public required string ReceiptId { get; init; }

    /// <summary>When the change was begun, UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>What sort of change it is.</summary>
    public required AmiChangeKind Kind { get; init; }

    /// <summary>What was changed: the id of an image, a snapshot, a volume, an instance; the identifier of a rule. Of what is being made it is empty until AWS has named it.</summary>
    public required string ResourceId { get; set; }

    /// <summary>The name of an image; otherwise empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The change as a part of a sentence, as the plan showed it: <c>Deprecate from 2027-01-01 00:00 UTC</c>.</summary>
    public string Detail { get; init; } = "";

    /// <summary>What was there before.</summary>
    public AmiFormerState Before { get; init; } = new();

    /// <summary>How the change ended.</summary>
    public ReceiptOutcome Outcome { get; set; }

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Error { get; set; }

    /// <summary>The resource and what was done to it.</summary>
    public override string ToString() => $"{(ResourceId.Length > 0 ? ResourceId : Detail)}: {Kind}";
}

/// <summary>What a change does. The numbers are fixed.</summary>
public enum AmiChangeKind
{
    /// <summary>Something was made that was not there.</summary>
    Created = 0,

    /// <summary>An image's deprecation date was set or cleared.</summary>
    Deprecation = 1,

    /// <summary>An image was disabled, which takes its sharing away.</summary>
    Disabled = 2,

    /// <summary>An image was enabled.</summary>
    Enabled = 3,

    /// <summary>An image's protection against deregistration was switched.</summary>
    Protection = 4,

    /// <summary>Who may use an image and its snapshots was changed.</summary>
    Access = 5,

    /// <summary>An image was deregistered, with or without its snapshots.</summary>
    Removed = 6,

    /// <summary>A snapshot was deleted by itself.</summary>
    SnapshotRemoved = 7,

    /// <summary>Who may make volumes of a snapshot was changed.</summary>
    SnapshotAccess = 8,

    /// <summary>A snapshot was locked or unlocked.</summary>
    SnapshotLock = 9,

    /// <summary>A snapshot was archived or restored from the archive.</summary>
    SnapshotTier = 10,

    /// <summary>Tags were changed.</summary>
    Tags = 11,

    /// <summary>Something came back from the Recycle Bin.</summary>
    Restored = 12,

    /// <summary>A rule of the Recycle Bin was changed, locked, unlocked or deleted.</summary>
    Rule = 13,

    /// <summary>A volume of an instance was replaced by another one.</summary>
    VolumeReplaced = 14,
}

/// <summary>How a change ended. The numbers are fixed.</summary>
public enum ReceiptOutcome
{
    /// <summary>It was about to be made. A receipt that stays so in a journal is of a process that died, or of a change that was stopped, was not waited for any longer, or whose answer was lost: AWS may have carried it out, or still be at it.</summary>
    Begun = 0,

    /// <summary>It was made.</summary>
    Done = 1,

    /// <summary>It failed; <see cref="AmiChangeReceipt.Error"/> says why. A part of it may have been made.</summary>
    Failed = 2,
}

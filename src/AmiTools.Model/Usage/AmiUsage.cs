namespace AmiTools;

/// <summary>Whether anything uses an image or a snapshot, as far as could be read.</summary>
public sealed class AmiUsage : AmiResource
{
    /// <summary>The id of the image or the snapshot.</summary>
    public string ResourceId => ImageId ?? SnapshotId ?? "";

    /// <summary>The image; null for a snapshot.</summary>
    public string? ImageId { get; init; }

    /// <summary>The snapshot; null for an image.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>The image's name, or the snapshot's tag <c>Name</c>; empty where there is none.</summary>
    public string Name { get; init; } = "";

    /// <summary><see cref="UsageVerdict.InUse"/> where one reason says so; else <see cref="UsageVerdict.Unknown"/> where something could not be read; else <see cref="UsageVerdict.Unused"/>.</summary>
    public UsageVerdict Verdict => Reasons.Any(reason => reason.Verdict == UsageVerdict.InUse) ? UsageVerdict.InUse : Reasons.Count > 0 ? UsageVerdict.Unknown : UsageVerdict.Unused;

    /// <summary>What uses it, and what could not be read. Empty where nothing does.</summary>
    public IReadOnlyList<UsageReason> Reasons { get; init => field = Indexable.List(value); } = [];

    /// <summary>What was seen and is no use: volumes made of a snapshot, the billing codes of a backup, a report that names no other account. Each with the verdict <see cref="UsageVerdict.Unused"/>.</summary>
    public IReadOnlyList<UsageReason> Remarks { get; init => field = Indexable.List(value); } = [];

    /// <summary>The reasons in one sentence; where there is none, that nothing uses it.</summary>
    public string Because => Reasons.Count == 0 ? "everything was read, and nothing uses it" : string.Join("; ", Reasons.Select(reason => reason.Detail));

    /// <summary>When an instance was last launched of the image, UTC, about a day late; null where AWS does not tell, and for a snapshot.</summary>
    public DateTime? LastLaunchedTime { get; init; }

    /// <summary>The id and the verdict.</summary>
    public override string ToString() => $"{ResourceId}: {Verdict}";
}

/// <summary>Whether something is used. The numbers are fixed.</summary>
public enum UsageVerdict
{
    /// <summary>Something that could tell could not be read: a denied call, a missing operation, an unread page, a timeout. Whoever destroys things treats it as used.</summary>
    Unknown = 0,

    /// <summary>Something uses it.</summary>
    InUse = 1,

    /// <summary>Everything was read, and nothing uses it.</summary>
    Unused = 2,
}

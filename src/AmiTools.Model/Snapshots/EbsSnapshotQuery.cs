namespace AmiTools;

/// <summary>Which snapshots are asked for. Everything given must hold; nothing given asks for all own snapshots of the region. The public ones of everybody are never listed.</summary>
public sealed class EbsSnapshotQuery
{
    /// <summary>Who asks, and in which regions.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>
    /// Snapshots by their own id (also those of others, where they are shared or public), by the id of their volume, or by that of their image; one of them must hold.
    /// What is not there is a failure of its own and does not stop the others. A volume may be gone.
    /// </summary>
    public IReadOnlyList<ResourceReference> Id { get; init; } = [];

    /// <summary>Tags that must be there. A value may have wildcards; null asks only for the key.</summary>
    public IReadOnlyDictionary<string, string?> Tag { get; init; } = new Dictionary<string, string?>();

    /// <summary>Descriptions with the wildcards <c>*</c> and <c>?</c>; one of them must match.</summary>
    public IReadOnlyList<string> Description { get; init; } = [];

    /// <summary>Owners: <c>self</c>, <c>amazon</c>, or account ids, of which those snapshots are listed that the caller may use. Empty: the caller's own; with <see cref="Id"/>: anybody's.</summary>
    public IReadOnlyList<string> Owner { get; init; } = [];

    /// <summary>Only those of other accounts that are shared with the caller's account by name.</summary>
    public bool SharedWithMe { get; init; }

    /// <summary>AWS's states; one of them must be the snapshot's.</summary>
    public IReadOnlyList<string> State { get; init; } = [];

    /// <summary>AWS's storage tier: <c>standard</c> or <c>archive</c>.</summary>
    public string? StorageTier { get; init; }

    /// <summary>Whether it must be encrypted, or must not be; null for either.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>Only snapshots begun before this time, UTC.</summary>
    public DateTime? StartedBefore { get; init; }

    /// <summary>Only snapshots begun after this time, UTC.</summary>
    public DateTime? StartedAfter { get; init; }
}

namespace AmiTools;

/// <summary>Of which instances the root volume is replaced, and with what.</summary>
public sealed class RootRestoreOptions
{
    /// <summary>Who asks; its regions are searched for instances that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The instances.</summary>
    public required IReadOnlyList<ResourceReference> InstanceId { get; init; }

    /// <summary>What the new root volume is made of.</summary>
    public RootRestoreSource Source { get; init; }

    /// <summary>The snapshot or the image; null for the state at launch.</summary>
    public ResourceReference? From { get; init; }

    /// <summary>Whether AWS deletes the old root volume when the new one is in its place.</summary>
    public bool DeleteReplacedRootVolume { get; init; }

    /// <summary>MiB/s, 100 to 300, at which AWS brings the blocks before anybody reads them. Null: when they are read.</summary>
    public int? InitializationRate { get; init; }

    /// <summary>Whether the new root volume gets the tags of the old one.</summary>
    public bool CopyVolumeTag { get; init; }

    /// <summary>Tags for the new root volume.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>Tells this replacement from an earlier one with the same source. Null: those are the same.</summary>
    public string? IdempotencyKey { get; init; }
}

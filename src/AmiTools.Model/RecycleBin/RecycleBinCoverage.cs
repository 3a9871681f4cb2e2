namespace AmiTools;

/// <summary>Whether an image and each of its snapshots would come back from the Recycle Bin if the image were removed now.</summary>
public sealed class RecycleBinCoverage : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether all of it would come back. Unknown where rules or snapshots could not be read, and where no one can say yet whether a rule acts.</summary>
    public required RecycleBinVerdict Restorable { get; init; }

    /// <summary>Whether all of it would certainly come back.</summary>
    public bool IsCovered => Restorable == RecycleBinVerdict.Yes;

    /// <summary>Until when it could be restored with all its snapshots, UTC; null where it could not, or nobody knows.</summary>
    public DateTime? RestorableUntil { get; init; }

    /// <summary>Why it would not come back, or may not; of one that would, what remains to be known about the rules. Empty where everything is known.</summary>
    public string Because { get; init; } = "";

    /// <summary>What the bin would do with the image itself.</summary>
    public required BinForecast Image { get; init; }

    /// <summary>What would happen to each of its snapshots.</summary>
    public IReadOnlyList<SnapshotCoverage> Snapshots { get; init => field = Indexable.List(value); } = [];

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}

/// <summary>What would happen to a snapshot if its image were removed now.</summary>
public sealed class SnapshotCoverage
{
    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>The size of its volume in GiB; 0 where it could not be read.</summary>
    public int SizeGiB { get; init; }

    /// <summary>What the bin would do with it; null for one that would stay.</summary>
    public BinForecast? Bin { get; init; }

    /// <summary>Why it would stay where it is; empty for one that would be deleted.</summary>
    public string KeptBecause { get; init; } = "";

    /// <summary>The id and what would happen.</summary>
    public override string ToString() => $"{SnapshotId}: {Bin?.ToString() ?? $"stays, because {KeptBecause}"}";
}

/// <summary>Of which images it is asked whether they would come back.</summary>
public sealed class CoverageQuery
{
    /// <summary>Who asks; its regions are used for images that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The caller's own images. One that is not there is a failure of its own.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }
}

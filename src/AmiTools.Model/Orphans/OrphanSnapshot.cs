namespace AmiTools;

/// <summary>A snapshot that was made for images which are there no more.</summary>
public sealed class OrphanSnapshot : AmiResource
{
    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Its <c>Name</c> tag; empty where it has none.</summary>
    public string Name => Tags.TryGetValue("Name", out string? name) ? name : "";

    /// <summary>How sure it is that nothing will ever come of it any more.</summary>
    public required OrphanConfidence Confidence { get; init; }

    /// <summary>Why it counts as an orphan, and what keeps that from being surer, in a sentence without its full stop.</summary>
    public required string Because { get; init; }

    /// <summary>The images that it was made for. All of them are gone, as far as could be read.</summary>
    public IReadOnlyList<string> MadeFor { get; init => field = Indexable.List(value); } = [];

    /// <summary>The description; empty where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was begun, UTC.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>The size of its volume in GiB.</summary>
    public int SizeGiB { get; init; }

    /// <summary>The data in it, in bytes, however much of it is shared with earlier snapshots; null where AWS does not tell.</summary>
    public long? FullSnapshotSizeInBytes { get; init; }

    /// <summary>AWS's word: <c>standard</c> or <c>archive</c>; empty where the endpoint does not tell.</summary>
    public string StorageTier { get; init; } = "";

    /// <summary>What it costs a month at the most, in US dollars by the list prices of us-east-1: as if it shared no block with another one.</summary>
    public decimal? EstimatedMonthlyCost { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The snapshot's id.</summary>
    public override string ToString() => SnapshotId;
}

/// <summary>How sure it is that a snapshot is an orphan. The numbers are fixed.</summary>
public enum OrphanConfidence
{
    /// <summary>It looks like one: it is a copy that carries the words of another snapshot, it is very new, a service of AWS may count on it, or something could not be read.</summary>
    Possible = 0,

    /// <summary>Tags of this module name its images, and all of them are gone. Tags can be changed, and the snapshot may have been taken for itself before images were made of it.</summary>
    Likely = 1,

    /// <summary>AWS itself wrote into its description for which image it made it, and that image is neither registered nor in the Recycle Bin.</summary>
    Certain = 2,
}

/// <summary>Which orphans are asked for.</summary>
public sealed class OrphanQuery
{
    /// <summary>Who asks, and in which regions.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>Only those that were begun before this, UTC.</summary>
    public DateTime? StartedBefore { get; init; }

    /// <summary>Only those that are at least as sure.</summary>
    public OrphanConfidence MinimumConfidence { get; init; }
}

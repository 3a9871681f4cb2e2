namespace AmiTools;

/// <summary>What is to come back from the Recycle Bin.</summary>
public sealed class RestoreOptions
{
    /// <summary>Who asks; its region is used for items that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images, snapshots and volumes.</summary>
    public required IReadOnlyList<RestoreItem> Item { get; init => field = Indexable.List(value); }

    /// <summary>How long the snapshots and images may take to be ready again.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(2);
}

/// <summary>One thing that is to come back, with what the piped object knew of it.</summary>
public sealed class RestoreItem(ResourceReference reference)
{
    /// <summary>What it is and where.</summary>
    public ResourceReference Reference { get; } = reference;

    /// <summary>Of an image: the snapshots behind it, where the piped object knew them. Empty: their descriptions are asked.</summary>
    public IReadOnlyList<string> SnapshotIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>Until when it could be restored, UTC, where the piped object knew it. AWS keeps no record of what has expired.</summary>
    public DateTime? ExitTime { get; init; }

    /// <summary>The name that an image had, where the piped object knew it.</summary>
    public string? Name { get; init; }

    /// <summary>The id.</summary>
    public override string ToString() => Reference.Id;
}

/// <summary>What a restore would do.</summary>
public sealed class RestorePlan : Plan<RestoreStep>
{
    /// <summary>What was asked for.</summary>
    public required RestoreOptions Options { get; init; }
}

/// <summary>One image with its snapshots, one snapshot, or one volume to be restored.</summary>
public sealed class RestoreStep : PlanStep
{
    /// <summary>The image, the snapshot or the volume.</summary>
    public required string Id { get; init; }

    /// <summary>Its region.</summary>
    public required string Region { get; init; }

    /// <summary>AWS's word: <c>EC2_IMAGE</c>, <c>EBS_SNAPSHOT</c>, <c>EBS_VOLUME</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The name of an image; otherwise empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it is in the bin. Where it is not, it is there already, and only what belongs to it is restored.</summary>
    public bool IsInBin { get; init; } = true;

    /// <summary>Of an image: the snapshots behind it, as far as they are known.</summary>
    public IReadOnlyList<RecycleBinSnapshot> Snapshots { get; init => field = Indexable.List(value); } = [];

    /// <summary>When it is gone for good, UTC.</summary>
    public DateTime? ExitTime { get; init; }
}

/// <summary>Something that came back from the Recycle Bin.</summary>
public sealed class RestoredResource : AmiResource
{
    /// <summary>The image, the snapshot or the volume.</summary>
    public required string Id { get; init; }

    /// <summary>AWS's word: <c>EC2_IMAGE</c>, <c>EBS_SNAPSHOT</c>, <c>EBS_VOLUME</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The id of an image; otherwise null.</summary>
    public string? ImageId => ResourceType == RecycleBinResourceType.Image ? Id : null;

    /// <summary>The id of a snapshot; otherwise null.</summary>
    public string? SnapshotId => ResourceType == RecycleBinResourceType.Snapshot ? Id : null;

    /// <summary>The id of a volume; otherwise null.</summary>
    public string? VolumeId => ResourceType == RecycleBinResourceType.Volume ? Id : null;

    /// <summary>The name of an image; otherwise empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>AWS's word for its state when this was returned: <c>available</c>, <c>completed</c>, <c>disabled</c>.</summary>
    public required string State { get; init; }

    /// <summary>Of an image: the snapshots behind it, each of them seen <c>completed</c>.</summary>
    public IReadOnlyList<string> SnapshotIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>Of these, the ones that this command brought back.</summary>
    public IReadOnlyList<string> RestoredSnapshotIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>What was seen to be back with it: <c>2 snapshots</c>, <c>3 tags</c>, <c>deprecation on 2027-01-01</c>, ...</summary>
    public IReadOnlyList<string> Back { get; init => field = Indexable.List(value); } = [];

    /// <summary>What does not come back, or could not be looked at.</summary>
    public IReadOnlyList<string> NotBack { get; init => field = Indexable.List(value); } = [];

    /// <summary>Whether everything was there before this command.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>The change, for a journal and Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}

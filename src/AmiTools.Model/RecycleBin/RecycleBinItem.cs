namespace AmiTools;

/// <summary>An image, a snapshot or a volume in the Recycle Bin.</summary>
public sealed class RecycleBinItem : AmiResource
{
    /// <summary>The id of the image, the snapshot or the volume.</summary>
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

    /// <summary>The description of an image or a snapshot; otherwise empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was deleted, UTC.</summary>
    public required DateTime EnterTime { get; init; }

    /// <summary>When it is gone for good, UTC.</summary>
    public required DateTime ExitTime { get; init; }

    /// <summary>How long it could still be restored when it was read; never negative.</summary>
    public required TimeSpan TimeLeft { get; init; }

    /// <summary>Of an image: the snapshots that belong to it, in the bin or out of it, as far as their descriptions tell.</summary>
    public IReadOnlyList<RecycleBinSnapshot> Snapshots { get; init => field = Indexable.List(value); } = [];

    /// <summary>The ids of <see cref="Snapshots"/>.</summary>
    public IReadOnlyList<string> SnapshotIds => Snapshots.Select(snapshot => snapshot.SnapshotId).ToArray();

    /// <summary>Whether it can be restored now. AWS keeps no list of a binned image's snapshots: where none is known to belong to it, the answer is <see cref="RecycleBinVerdict.Unknown"/>.</summary>
    public RecycleBinVerdict Restorable { get; init; }

    /// <summary>Why <see cref="Restorable"/> is what it is.</summary>
    public string Because { get; init; } = "";

    /// <summary>The size in GiB, where AWS tells it: of a volume, or of an image whose snapshots are out of the bin. AWS lists no sizes of binned snapshots.</summary>
    public int? SizeGiB { get; init; }

    /// <summary>What lying there costs a month at the most, in US dollars, estimated from list prices; 0 for an image itself, null where the size is not known.</summary>
    public decimal? EstimatedMonthlyCost { get; init; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}

/// <summary>A snapshot that belongs to an image in the bin.</summary>
public sealed class RecycleBinSnapshot
{
    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Whether it lies in the bin too.</summary>
    public required bool IsInBin { get; init; }

    /// <summary>When it is gone for good, UTC; null for one that is not in the bin.</summary>
    public DateTime? ExitTime { get; init; }

    /// <summary>The id, with an asterisk where it is in the bin.</summary>
    public override string ToString() => IsInBin ? $"{SnapshotId}*" : SnapshotId;
}

/// <summary>Whether something can be restored. The numbers are fixed.</summary>
public enum RecycleBinVerdict
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>As far as can be seen, yes.</summary>
    Yes = 1,

    /// <summary>No.</summary>
    No = 2,
}

/// <summary>AWS's words for what the Recycle Bin takes.</summary>
public static class RecycleBinResourceType
{
    /// <summary>Images.</summary>
    public const string Image = "EC2_IMAGE";

    /// <summary>Snapshots.</summary>
    public const string Snapshot = "EBS_SNAPSHOT";

    /// <summary>Volumes.</summary>
    public const string Volume = "EBS_VOLUME";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Image, Snapshot, Volume];

    /// <summary>The longest retention in days: 365 for images and snapshots, 7 for volumes (EBS documentation; the service model allows more and the service does not).</summary>
    public static int LongestRetention(string resourceType) => resourceType == Volume ? 7 : 365;
}

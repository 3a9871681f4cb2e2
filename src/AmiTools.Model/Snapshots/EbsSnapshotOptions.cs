namespace AmiTools;

/// <summary>Which snapshots are to be taken.</summary>
public sealed class EbsSnapshotOptions
{
    /// <summary>Who asks; its region is used for volumes and instances that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>Volumes, each of which is taken by itself.</summary>
    public IReadOnlyList<ResourceReference> VolumeId { get; init; } = [];

    /// <summary>Instances, of each of which all volumes are taken at one moment, as after a power cut.</summary>
    public IReadOnlyList<ResourceReference> InstanceId { get; init; } = [];

    /// <summary>Whether the root volumes of <see cref="InstanceId"/> are left out.</summary>
    public bool ExcludeRoot { get; init; }

    /// <summary>Device names or volume ids of <see cref="InstanceId"/> that are left out; 40 data volumes of an instance at the most (AWS).</summary>
    public IReadOnlyList<string> ExcludeVolume { get; init; } = [];

    /// <summary>The description, up to 255 characters; null: the device and the machine.</summary>
    public string? Description { get; init; }

    /// <summary>Tags for the snapshots.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether each volume's own tags are put on its snapshot too; <c>aws:</c> tags never are.</summary>
    public bool CopyVolumeTag { get; init; }

    /// <summary>What makes two runs the same one: the second one takes no snapshot of what the first one has. Null: every run takes new ones.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether to wait until the snapshots are completed.</summary>
    public bool Wait { get; init; }

    /// <summary>How long to wait at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(24);
}

namespace AmiTools;

/// <summary>What a backup is to be.</summary>
public sealed class BackupOptions
{
    /// <summary>The template of a name that says what the machine is and is a new one every minute.</summary>
    public const string DefaultName = "{InstanceName}-{InstanceId}-{Date:yyyy-MM-dd-HHmm}";

    /// <summary>Who asks, and in which regions.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The instances.</summary>
    public IReadOnlyList<ResourceReference> InstanceId { get; init; } = [];

    /// <summary>Selects instances by tag where none is named; a value may have wildcards, null asks only for the key.</summary>
    public IReadOnlyDictionary<string, string?> InstanceTag { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// The name's template: <c>{InstanceName}</c> (nothing where the instance has no <c>Name</c> tag and the template has the id, else the id), <c>{InstanceId}</c>,
    /// <c>{Date}</c> (or <c>{Date:yyyy-MM-dd}</c>, UTC), <c>{Counter}</c> (the first number that makes the name a new one).
    /// </summary>
    public string Name { get; init; } = DefaultName;

    /// <summary>The description's template, with the same placeholders.</summary>
    public string? Description { get; init; }

    /// <summary>How the instance is treated while the image is made.</summary>
    public BackupConsistency Consistency { get; init; } = BackupConsistency.NoReboot;

    /// <summary>New sizes in GiB by device name. Bigger only.</summary>
    public IReadOnlyDictionary<string, int> GrowVolume { get; init; } = new Dictionary<string, int>();

    /// <summary>Further devices: empty EBS volumes and instance store.</summary>
    public IReadOnlyList<AmiBlockDevice> AddVolume { get; init; } = [];

    /// <summary>Device names or volume ids that are left out. Never the root device.</summary>
    public IReadOnlyList<string> ExcludeVolume { get; init; } = [];

    /// <summary>Tags for the image and its snapshots.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the instance's own tags are put on the image and the snapshots too; <c>aws:</c> tags never are.</summary>
    public bool CopyTag { get; init; }

    /// <summary>What makes two backups the same one, in place of name and instance.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether to wait until the image is available.</summary>
    public bool Wait { get; init; }

    /// <summary>How long to wait at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Stop the instance although that destroys or changes something.</summary>
    public bool Force { get; init; }
}

/// <summary>How an instance is treated while its image is made. The numbers are fixed.</summary>
public enum BackupConsistency
{
    /// <summary>It runs on; the volumes are taken at one moment, as after a power cut.</summary>
    NoReboot = 0,

    /// <summary>AWS restarts it, so that file systems are flushed.</summary>
    Reboot = 1,

    /// <summary>It is stopped first and started again afterwards.</summary>
    Stop = 2,
}

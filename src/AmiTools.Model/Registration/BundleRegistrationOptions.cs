namespace AmiTools;

/// <summary>Which image is to be registered from a bundle in S3: one that boots from instance store.</summary>
public sealed class BundleRegistrationOptions
{
    /// <summary>Who asks; its region is used where the bundle's is not said.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The bundle's manifest: <c>bucket/path/image.manifest.xml</c>, also with <c>s3://</c> before it.</summary>
    public required ResourceReference ImageLocation { get; init; }

    /// <summary>The image's name.</summary>
    public required string Name { get; init; }

    /// <summary>The description; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The devices besides the root: instance store (<c>ephemeral0</c> to <c>ephemeral23</c>), volumes of snapshots, empty volumes.</summary>
    public IReadOnlyList<AmiBlockDevice> BlockDevice { get; init; } = [];

    /// <summary>What is said about the machine. The architecture, where none is given, is the manifest's.</summary>
    public AmiMachine Machine { get; init; } = new();

    /// <summary>Tags for the image.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether to wait until the image is available.</summary>
    public bool Wait { get; init; }

    /// <summary>How long to wait at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>For which bundle the steps are to be told that make, upload and register it.</summary>
public sealed class BundleStepOptions
{
    /// <summary>What is to be registered in the end.</summary>
    public required BundleRegistrationOptions Registration { get; init; }

    /// <summary>The instance that is bundled; null for steps with placeholders.</summary>
    public ResourceReference? InstanceId { get; init; }
}

namespace AmiTools;

/// <summary>Which images would be registered, and with what.</summary>
public sealed class RegistrationPlan : Plan<RegistrationStep>
{
    /// <summary>Who asks.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>Whether the run waits until the images are available.</summary>
    public bool Wait { get; init; }

    /// <summary>How long it waits at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>One image that is registered.</summary>
public sealed class RegistrationStep : PlanStep
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>What the user named the snapshot or the bundle by.</summary>
    public required string Given { get; init; }

    /// <summary>The snapshot of the root volume; null where the image is registered from a bundle.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>The bundle's manifest in S3, <c>bucket/path/image.manifest.xml</c>; null where the image is registered from a snapshot.</summary>
    public string? ImageLocation { get; init; }

    /// <summary>The image's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its description; empty for none.</summary>
    public string Description { get; init; } = "";

    /// <summary>What it says about the machine.</summary>
    public required AmiMachine Machine { get; init; }

    /// <summary>What the machine is known from: <c>the image ami-0abc</c>. Empty where all of it was given.</summary>
    public string KnownFrom { get; init; } = "";

    /// <summary>Its devices, the root first.</summary>
    public IReadOnlyList<AmiBlockDevice> BlockDevices { get; init => field = Indexable.List(value); } = [];

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The image where it is there already; else null.</summary>
    public AmiRegistration? Existing { get; init; }
}

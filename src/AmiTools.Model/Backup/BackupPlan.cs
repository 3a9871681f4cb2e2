namespace AmiTools;

/// <summary>What a backup would do.</summary>
public sealed class BackupPlan : Plan<BackupStep>
{
    /// <summary>What was asked for.</summary>
    public required BackupOptions Options { get; init; }
}

/// <summary>One image to be made of one instance.</summary>
public sealed class BackupStep : PlanStep
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Its region.</summary>
    public required string Region { get; init; }

    /// <summary>The image's name, expanded.</summary>
    public required string Name { get; init; }

    /// <summary>The image's description, expanded.</summary>
    public string Description { get; init; } = "";

    /// <summary>The devices that the image will have.</summary>
    public IReadOnlyList<AmiBlockDevice> BlockDevices { get; init; } = [];

    /// <summary>The backup that is there already and makes this step do nothing but return it; null where one is made.</summary>
    public AmiBackup? Existing { get; init; }

    /// <summary>True where no image is made: the step only starts the instance that an earlier, broken-off backup left stopped.</summary>
    public bool OnlyRestarts { get; init; }
}

namespace AmiTools;

/// <summary>Which launch template is made of a backup.</summary>
public sealed class BackupTemplateOptions
{
    /// <summary>What is launched, and where.</summary>
    public required LaunchOptions Launch { get; init; }

    /// <summary>The template's name. One that is there gets a new version.</summary>
    public required string Name { get; init; }
}

/// <summary>What making launch templates of backups would do.</summary>
public sealed class BackupTemplatePlan : Plan<BackupTemplateStep>
{
    /// <summary>What was asked for.</summary>
    public required BackupTemplateOptions Options { get; init; }
}

/// <summary>The launch template of one backup.</summary>
public sealed class BackupTemplateStep : PlanStep
{
    /// <summary>What the user gave.</summary>
    public required string Given { get; init; }

    /// <summary>What the template launches.</summary>
    public required LaunchSpecification Launch { get; init; }

    /// <summary>What marks the version of this step: the same for a second run of the same command.</summary>
    public required string SetId { get; init; }

    /// <summary>The version that an earlier run made; null where one is made.</summary>
    public AmiLaunchTemplate? Existing { get; init; }
}

/// <summary>A launch template that launches a backup.</summary>
public sealed class AmiLaunchTemplate : AmiResource
{
    /// <summary>The template.</summary>
    public required string LaunchTemplateId { get; init; }

    /// <summary>Its name.</summary>
    public required string LaunchTemplateName { get; init; }

    /// <summary>The version that launches the backup.</summary>
    public required long VersionNumber { get; init; }

    /// <summary>The version that is launched where none is named. Never changed by this module.</summary>
    public required long DefaultVersionNumber { get; init; }

    /// <summary>The image that the version launches.</summary>
    public required string ImageId { get; init; }

    /// <summary>The instance type of the version.</summary>
    public string InstanceType { get; init; } = "";

    /// <summary>The subnet of the version.</summary>
    public string SubnetId { get; init; } = "";

    /// <summary>The change, for a journal and Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>Whether the version was there before this command.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>The template's id.</summary>
    public override string ToString() => LaunchTemplateId;
}

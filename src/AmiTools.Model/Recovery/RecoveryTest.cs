namespace AmiTools;

/// <summary>Which backups are launched to see whether they come up.</summary>
public sealed class RecoveryTestOptions
{
    /// <summary>Who asks; its regions are where images are looked for that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The backups.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }

    /// <summary>The region to launch in, from the backup's copy there; null for the region that the image is in.</summary>
    public string? DestinationRegion { get; init; }

    /// <summary>The zone: <c>eu-west-1b</c>; null for that of the subnet.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>The subnet; null for that of the backup.</summary>
    public string? SubnetId { get; init; }

    /// <summary>The instance type; null for that of the backup.</summary>
    public string? InstanceType { get; init; }

    /// <summary>What stands in the place of what: ids of subnets, instance types, zones.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>The user data, as bytes, not as base64; null launches without any.</summary>
    public byte[]? UserData { get; init; }

    /// <summary>Take the user data although it is not what the backed up instance had.</summary>
    public bool AllowOtherUserData { get; init; }

    /// <summary>Tags for all that is made.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>A text that the console of a machine shows that has come up; null where AWS's status checks are enough.</summary>
    public string? ConsoleMarker { get; init; }

    /// <summary>How long a machine may take to come up.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>What testing backups would do.</summary>
public sealed class RecoveryTestPlan : Plan<RecoveryTestStep>
{
    /// <summary>What was asked for.</summary>
    public required RecoveryTestOptions Options { get; init; }
}

/// <summary>A test, or the removal of what one left that was broken off.</summary>
public abstract class RecoveryTestStep : PlanStep
{
    /// <summary>Where.</summary>
    public required string Region { get; init; }
}

/// <summary>The test of one backup.</summary>
public sealed class RecoveryDrillStep : RecoveryTestStep
{
    /// <summary>What the user gave.</summary>
    public required string Given { get; init; }

    /// <summary>What is launched.</summary>
    public required LaunchSpecification Launch { get; init; }

    /// <summary>The image's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The image's EBS devices: their volumes go with the machine, whatever the image says.</summary>
    public IReadOnlyList<string> VolumeDevices { get; init; } = [];
}

/// <summary>What a test left whose process died.</summary>
public sealed class DrillLeftoverStep : RecoveryTestStep
{
    /// <summary>The test, as the tag <c>AmiTools:drill</c> names it.</summary>
    public required string DrillId { get; init; }

    /// <summary>What is left: instances, volumes and security groups.</summary>
    public required IReadOnlyList<string> ResourceIds { get; init; }
}

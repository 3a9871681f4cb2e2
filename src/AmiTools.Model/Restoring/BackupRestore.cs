namespace AmiTools;

/// <summary>Which instances are launched from backups.</summary>
public sealed class BackupRestoreOptions
{
    /// <summary>What is launched, and where.</summary>
    public required LaunchOptions Launch { get; init; }

    /// <summary>How many instances of each backup there are to be.</summary>
    public int Count { get; init; } = 1;

    /// <summary>What tells these instances from others that were launched from the same backup in the same way; null where nothing does.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether to wait until the instances pass AWS's status checks.</summary>
    public bool Wait { get; init; }

    /// <summary>How long to wait at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>What launching backups would do.</summary>
public sealed class BackupRestorePlan : Plan<BackupRestoreStep>
{
    /// <summary>What was asked for.</summary>
    public required BackupRestoreOptions Options { get; init; }
}

/// <summary>The instances of one backup.</summary>
public sealed class BackupRestoreStep : PlanStep
{
    /// <summary>What the user gave.</summary>
    public required string Given { get; init; }

    /// <summary>What the instances are launched with.</summary>
    public required LaunchSpecification Launch { get; init; }

    /// <summary>What marks the instances of this step: the same for a second run of the same command.</summary>
    public required string SetId { get; init; }

    /// <summary>The instances that an earlier run launched and that are still there.</summary>
    public IReadOnlyList<string> Existing { get; init; } = [];

    /// <summary>How many are launched.</summary>
    public int Missing { get; init; }

    /// <summary>Other zones of the region that offer the instance type.</summary>
    public IReadOnlyList<string> OtherZones { get; init; } = [];
}

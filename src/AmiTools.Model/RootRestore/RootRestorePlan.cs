namespace AmiTools;

/// <summary>What replacing root volumes would do.</summary>
public sealed class RootRestorePlan : Plan<RootRestoreStep>
{
    /// <summary>What was asked for.</summary>
    public required RootRestoreOptions Options { get; init; }
}

/// <summary>One instance whose root volume is replaced.</summary>
public sealed class RootRestoreStep : PlanStep
{
    /// <summary>Where.</summary>
    public required string Region { get; init; }

    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>What the user gave for it.</summary>
    public required string Given { get; init; }

    /// <summary>What makes two replacements the same one; a tag of the task and of the new root volume.</summary>
    public required string Key { get; init; }

    /// <summary>The root device.</summary>
    public required string Device { get; init; }

    /// <summary>The root volume that is replaced; empty where that was done long ago.</summary>
    public required string ReplacedVolumeId { get; init; }

    /// <summary>Whether the root volume goes with the instance. AWS keeps that.</summary>
    public bool DeleteOnTermination { get; init; }

    /// <summary>The tags that the new root volume is to have.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The task that an earlier run has begun; null where there is none.</summary>
    public string? TaskId { get; init; }

    /// <summary>How many tasks for the same have failed: a new one must not get their answer.</summary>
    public int FailedTasks { get; init; }

    /// <summary>Whether nothing needs to be begun: it is done, or AWS is at it.</summary>
    public bool IsBegun { get; init; }
}

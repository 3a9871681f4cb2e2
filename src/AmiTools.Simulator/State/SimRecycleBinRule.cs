namespace AmiTools.Simulator;

/// <summary>A retention rule of the Recycle Bin. Its id is eleven letters and digits.</summary>
public sealed class SimRecycleBinRule : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "rule";

    /// <summary>Its full name.</summary>
    public required string Arn { get; init; }

    /// <summary><c>EBS_SNAPSHOT</c>, <c>EC2_IMAGE</c> or <c>EBS_VOLUME</c>.</summary>
    public required string Retains { get; init; }

    /// <summary>Days.</summary>
    public required int RetentionDays { get; set; }

    /// <summary>What its maker says about it.</summary>
    public string? Description { get; set; }

    /// <summary><c>pending</c> or <c>available</c>; only the latter retains anything.</summary>
    public string Status { get; set; } = "available";

    /// <summary>Tags of which a resource needs one; none for a region-level rule. An empty value is a value.</summary>
    public List<KeyValuePair<string, string?>> ResourceTags { get; } = [];

    /// <summary>Tags that take a resource out of a region-level rule.</summary>
    public List<KeyValuePair<string, string?>> ExcludeResourceTags { get; } = [];

    /// <summary><c>locked</c>, <c>pending_unlock</c>, <c>unlocked</c>; null where it never was locked.</summary>
    public string? LockState { get; set; }

    /// <summary>Days that unlocking takes, where it was locked.</summary>
    public int? UnlockDelayDays { get; set; }

    /// <summary>While it is being unlocked: when that is done.</summary>
    public DateTimeOffset? LockEndTime { get; set; }
}

namespace AmiTools.Simulator;

/// <summary>A task that gives a running instance another root volume.</summary>
public sealed class SimRootReplacement : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "replace-root-volume-task";

    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The image that the new root is made from; null where it is a snapshot, or the state at launch.</summary>
    public string? ImageId { get; init; }

    /// <summary>The snapshot that the new root is made from.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Whether the old root goes when all is well.</summary>
    public bool DeleteReplacedRootVolume { get; init; }

    /// <summary><c>pending</c>, <c>in-progress</c>, <c>failing</c>, <c>succeeded</c>, <c>failed</c> or <c>failed-detached</c>.</summary>
    public string State { get; set; } = "pending";

    /// <summary>When it ended (UTC), well or not; null until then.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Whether it still goes on.</summary>
    public bool IsRunning => State is "pending" or "in-progress" or "failing";
}

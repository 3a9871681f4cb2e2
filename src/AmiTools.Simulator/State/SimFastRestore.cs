namespace AmiTools.Simulator;

/// <summary>Fast restores of one snapshot in one zone. Its times are those at which it came into each state.</summary>
internal sealed class SimFastRestore : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "fast-snapshot-restore";

    public required string SnapshotId { get; init; }

    public required string Zone { get; init; }

    /// <summary><c>enabling</c>, <c>optimizing</c>, <c>enabled</c>, <c>disabling</c> or <c>disabled</c>.</summary>
    public string State { get; set; } = "enabling";

    public string Reason { get; set; } = "Client.UserInitiated";

    public DateTimeOffset EnablingAt { get; set; }

    public DateTimeOffset? OptimizingAt { get; set; }

    public DateTimeOffset? EnabledAt { get; set; }

    public DateTimeOffset? DisablingAt { get; set; }

    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Counts switches, so that what was scheduled before one knows that it is out of date.</summary>
    public int Version { get; set; }
}

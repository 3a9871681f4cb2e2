namespace AmiTools;

/// <summary>A change of who may make volumes and copies of snapshots.</summary>
public sealed class EbsSnapshotAccessOptions
{
    /// <summary>Who asks; its regions are searched for snapshots that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The snapshots.</summary>
    public required IReadOnlyList<ResourceReference> SnapshotId { get; init; }

    /// <summary>What is done: given, taken, or made exactly so.</summary>
    public required AccessAction Action { get; init; }

    /// <summary>Account ids of 12 digits, and <c>all</c>. Empty only to take everybody's access (<see cref="AccessAction.Set"/>).</summary>
    public required IReadOnlyList<string> Principal { get; init; }
}

/// <summary>What a change of who may use snapshots would do.</summary>
public sealed class EbsSnapshotAccessPlan : Plan<EbsSnapshotAccessStep>
{
    /// <summary>What was asked for.</summary>
    public required EbsSnapshotAccessOptions Options { get; init; }
}

/// <summary>One snapshot whose sharing changes.</summary>
public sealed class EbsSnapshotAccessStep : PlanStep
{
    /// <summary>What the run returns when it is done.</summary>
    public required EbsSnapshotAccessChange Outcome { get; init; }
}

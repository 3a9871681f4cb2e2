namespace AmiTools;

/// <summary>What a change of sharing would do.</summary>
public sealed class AccessPlan : Plan<AccessStep>
{
    /// <summary>What was asked for.</summary>
    public required AccessOptions Options { get; init; }
}

/// <summary>One image whose sharing changes, with its snapshots.</summary>
public sealed class AccessStep : PlanStep
{
    /// <summary>What the run returns when it is done.</summary>
    public required AmiAccessChange Outcome { get; init; }
}

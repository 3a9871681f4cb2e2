namespace AmiTools;

/// <summary>What setting or clearing deprecation dates would do.</summary>
public sealed class DeprecationPlan : Plan<DeprecationStep>
{
    /// <summary>What was asked for.</summary>
    public required DeprecationOptions Options { get; init; }
}

/// <summary>One image that gets a date, or loses it.</summary>
public sealed class DeprecationStep : PlanStep
{
    /// <summary>What the run returns when it is done.</summary>
    public required AmiDeprecation Outcome { get; init; }
}

namespace AmiTools;

/// <summary>What disabling images would do.</summary>
public sealed class DisablePlan : Plan<AvailabilityStep>
{
    /// <summary>What was asked for.</summary>
    public required DisableOptions Options { get; init; }
}

/// <summary>What enabling images would do.</summary>
public sealed class EnablePlan : Plan<AvailabilityStep>
{
    /// <summary>What was asked for.</summary>
    public required EnableOptions Options { get; init; }
}

/// <summary>One image that is disabled or enabled.</summary>
public sealed class AvailabilityStep : PlanStep
{
    /// <summary>The image as it was read.</summary>
    public required Ami Image { get; init; }

    /// <summary>What the run returns when it is done.</summary>
    public required AmiAvailability Outcome { get; init; }
}

namespace AmiTools;

/// <summary>What switching the protection against deregistration would do.</summary>
public sealed class ProtectionPlan : Plan<ProtectionStep>
{
    /// <summary>What was asked for.</summary>
    public required ProtectionOptions Options { get; init; }
}

/// <summary>One image whose protection is switched.</summary>
public sealed class ProtectionStep : PlanStep
{
    /// <summary>What the run returns when it is done. The end of a cooldown that the step itself begins is only known then.</summary>
    public required AmiProtection Outcome { get; init; }
}

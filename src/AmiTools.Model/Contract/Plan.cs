namespace AmiTools;

/// <summary>What a command would do, made by reads alone.</summary>
/// <typeparam name="TStep">The kind of step.</typeparam>
public abstract class Plan<TStep> : IPlan where TStep : PlanStep
{
    IReadOnlyList<PlanStep> IPlan.Steps => Steps;

    /// <summary>What would be changed, in order. A run carries out the approved ones.</summary>
    public IReadOnlyList<TStep> Steps { get; init; } = [];

    /// <summary>Everything that is known to fail, found before the first change. An item with a problem has no step.</summary>
    public IReadOnlyList<AmiException> Problems { get; init; } = [];
}

/// <summary>Any plan, for whoever shows it.</summary>
public interface IPlan
{
    /// <summary>What would be changed, in order.</summary>
    IReadOnlyList<PlanStep> Steps { get; }

    /// <summary>Everything that is known to fail.</summary>
    IReadOnlyList<AmiException> Problems { get; }
}

/// <summary>One change that a command would make.</summary>
public abstract class PlanStep
{
    /// <summary>What is changed, with its region: <c>ami-0abc (eu-west-1)</c>.</summary>
    public required string Target { get; init; }

    /// <summary>What is done to it, as a part of a sentence: <c>Copy to us-east-1 (30 GiB, about 0.60 USD transfer)</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Set where the step throws people out, loses data or spends more than one expects: the reason, asked for before the step unless forced. Otherwise null.</summary>
    public string? Caution { get; init; }

    /// <summary>What the user should know beforehand and need not be asked about.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether the run may carry it out. Whoever shows the plan sets it to false for what was declined.</summary>
    public bool Approved { get; set; } = true;

    /// <summary>The target and the action.</summary>
    public override string ToString() => $"{Target}: {Action}";
}

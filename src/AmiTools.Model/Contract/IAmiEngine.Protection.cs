namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what switching the protection against deregistration would do.</summary>
    Task<ProtectionPlan> PlanAsync(ProtectionOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Switches the protection of the approved steps' images; each result comes as it is done.</summary>
    IAsyncEnumerable<AmiProtection> RunAsync(ProtectionPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}

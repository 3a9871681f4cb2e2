namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what disabling images would do, and whether their sharing can be kept. An image of which that could not be read is a problem and has no step.</summary>
    Task<DisablePlan> PlanAsync(DisableOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Disables the images of the approved steps, each when its sharing is written down.</summary>
    IAsyncEnumerable<AmiAvailability> RunAsync(DisablePlan plan, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what enabling images would do.</summary>
    Task<EnablePlan> PlanAsync(EnableOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Enables the images of the approved steps, and shares them again where that was asked for.</summary>
    IAsyncEnumerable<AmiAvailability> RunAsync(EnablePlan plan, IEngineEvents events, CancellationToken cancellationToken);
}

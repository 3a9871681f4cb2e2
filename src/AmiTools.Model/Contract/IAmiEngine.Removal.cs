namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what setting or clearing deprecation dates would do. A date that AWS would refuse is a problem of its image, found before any change.</summary>
    Task<DeprecationPlan> PlanAsync(DeprecationOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Sets or clears the dates of the approved steps; each result comes as it is done.</summary>
    IAsyncEnumerable<AmiDeprecation> RunAsync(DeprecationPlan plan, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what removing images would do to them and to each of their snapshots, and what uses them. An image that is used, or of which that could not be read, is a problem and has no step.</summary>
    Task<RemovalPlan> PlanAsync(RemovalOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Deregisters the approved images and deletes their snapshots; each result comes when the Recycle Bin has been asked for it.</summary>
    IAsyncEnumerable<AmiRemoval> RunAsync(RemovalPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}

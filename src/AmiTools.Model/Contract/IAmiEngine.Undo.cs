namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what has to be changed for resources to be as they were. A change that cannot be undone is a problem of its receipt.</summary>
    Task<UndoPlan> PlanAsync(UndoOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Brings the approved resources back to what they were; each result comes as it is done.</summary>
    IAsyncEnumerable<AmiUndo> RunAsync(UndoPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}

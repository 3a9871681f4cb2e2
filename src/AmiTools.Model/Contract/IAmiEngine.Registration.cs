namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads which images would be registered from snapshots, and finds out what their machines need. What nothing tells is a problem of its snapshot that lists all that is to be given.</summary>
    Task<RegistrationPlan> PlanAsync(SnapshotRegistrationOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Registers the approved images; each result comes as it is done, or is available where it is waited for.</summary>
    IAsyncEnumerable<AmiRegistration> RunAsync(RegistrationPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}

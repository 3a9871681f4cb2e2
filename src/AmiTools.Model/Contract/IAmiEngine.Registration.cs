namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads which images would be registered from snapshots, and finds out what their machines need. What nothing tells is a problem of its snapshot that lists all that is to be given.</summary>
    Task<RegistrationPlan> PlanAsync(SnapshotRegistrationOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads whether an image can be registered from a bundle in S3.</summary>
    Task<RegistrationPlan> PlanAsync(BundleRegistrationOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Tells what is to be typed to bundle an instance, to upload the bundle and to register it. Changes nothing.</summary>
    Task<IReadOnlyList<AmiBundleStep>> TellAsync(BundleStepOptions options, CancellationToken cancellationToken);

    /// <summary>Registers the approved images; each result comes as it is done, or is available where it is waited for.</summary>
    IAsyncEnumerable<AmiRegistration> RunAsync(RegistrationPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}

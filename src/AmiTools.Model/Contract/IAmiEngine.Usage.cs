namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>
    /// Whether anything uses images and snapshots. Fail-closed: what could not be read leaves the verdict unknown, and is a reason of its own and no failure.
    /// </summary>
    IAsyncEnumerable<AmiUsage> FindAsync(UsageQuery query, IEngineEvents events, CancellationToken cancellationToken);
}

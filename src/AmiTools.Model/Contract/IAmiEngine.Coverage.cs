namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Whether images and each of their snapshots would come back from the Recycle Bin if they were removed now. What could not be read leaves the verdict unknown, and is no failure.</summary>
    IAsyncEnumerable<RecycleBinCoverage> FindAsync(CoverageQuery query, IEngineEvents events, CancellationToken cancellationToken);
}

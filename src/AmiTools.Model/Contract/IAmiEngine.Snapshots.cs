namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>The snapshots that the query names, page by page as AWS delivers them.</summary>
    IAsyncEnumerable<EbsSnapshot> FindAsync(EbsSnapshotQuery query, IEngineEvents events, CancellationToken cancellationToken);
}

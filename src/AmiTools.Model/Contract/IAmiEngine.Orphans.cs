namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>
    /// The caller's snapshots that were made for images which are gone. Only ever less sure than the truth: where the Recycle Bin could not be read, nothing is certain; a region whose snapshots or images could not
    /// be read is a failure and has none.
    /// </summary>
    IAsyncEnumerable<OrphanSnapshot> FindAsync(OrphanQuery query, IEngineEvents events, CancellationToken cancellationToken);
}

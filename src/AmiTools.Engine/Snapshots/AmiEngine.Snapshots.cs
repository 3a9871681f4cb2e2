using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public IAsyncEnumerable<EbsSnapshot> FindAsync(EbsSnapshotQuery query, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(query.Session, (session, token) => new SnapshotFinder(session, query, events).FindAsync(token), cancellationToken);
}

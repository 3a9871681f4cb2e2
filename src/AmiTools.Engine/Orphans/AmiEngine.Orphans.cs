using AmiTools.Engine.Orphans;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public IAsyncEnumerable<OrphanSnapshot> FindAsync(OrphanQuery query, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(query.Session, (session, token) => new OrphanFinder(session, query, events).FindAsync(token), cancellationToken);
}

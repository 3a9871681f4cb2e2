using System.Runtime.CompilerServices;
using AmiTools.Engine.Orphans;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async IAsyncEnumerable<OrphanSnapshot> FindAsync(OrphanQuery query, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(query.Session, cancellationToken).ConfigureAwait(false);
        await foreach (OrphanSnapshot orphan in new OrphanFinder(session, query, events).FindAsync(cancellationToken).ConfigureAwait(false)) yield return orphan;
    }
}

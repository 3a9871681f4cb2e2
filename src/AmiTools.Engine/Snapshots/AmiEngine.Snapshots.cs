using System.Runtime.CompilerServices;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async IAsyncEnumerable<EbsSnapshot> FindAsync(EbsSnapshotQuery query, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(query.Session, cancellationToken).ConfigureAwait(false);
        await foreach (EbsSnapshot snapshot in new SnapshotFinder(session, query, events).FindAsync(cancellationToken).ConfigureAwait(false)) yield return snapshot;
    }
}

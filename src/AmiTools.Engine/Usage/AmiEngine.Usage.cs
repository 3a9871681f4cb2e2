using System.Runtime.CompilerServices;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Usage;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async IAsyncEnumerable<AmiUsage> FindAsync(UsageQuery query, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(query.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiUsage usage in new UsageFinder(session, query, events).FindAsync(cancellationToken).ConfigureAwait(false)) yield return usage;
    }
}

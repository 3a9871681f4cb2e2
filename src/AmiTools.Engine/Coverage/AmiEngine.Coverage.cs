using System.Runtime.CompilerServices;
using AmiTools.Engine.Coverage;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async IAsyncEnumerable<RecycleBinCoverage> FindAsync(CoverageQuery query, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(query.Session, cancellationToken).ConfigureAwait(false);
        await foreach (RecycleBinCoverage coverage in new CoverageFinder(session, query, events).FindAsync(cancellationToken).ConfigureAwait(false)) yield return coverage;
    }
}

using AmiTools.Engine.Coverage;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public IAsyncEnumerable<RecycleBinCoverage> FindAsync(CoverageQuery query, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(query.Session, (session, token) => new CoverageFinder(session, query, events).FindAsync(token), cancellationToken);
}

using AmiTools.Engine.Usage;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public IAsyncEnumerable<AmiUsage> FindAsync(UsageQuery query, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(query.Session, (session, token) => new UsageFinder(session, query, events).FindAsync(token), cancellationToken);
}

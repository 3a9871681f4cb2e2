using AmiTools.Engine.Listing;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public IAsyncEnumerable<Ami> FindAsync(AmiQuery query, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(query.Session, (session, token) => new ImageFinder(session, query, events).FindAsync(token), cancellationToken);
}

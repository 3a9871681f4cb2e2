using System.Runtime.CompilerServices;
using AmiTools.Engine.Listing;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async IAsyncEnumerable<Ami> FindAsync(AmiQuery query, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(query.Session, cancellationToken).ConfigureAwait(false);
        await foreach (Ami image in new ImageFinder(session, query, events).FindAsync(cancellationToken).ConfigureAwait(false)) yield return image;
    }
}

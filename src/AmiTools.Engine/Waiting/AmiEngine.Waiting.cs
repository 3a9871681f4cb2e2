using System.Runtime.CompilerServices;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async IAsyncEnumerable<Ami> WaitAsync(WaitOptions options, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (Ami image in new WaitRunner(session, options, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return image;
    }
}

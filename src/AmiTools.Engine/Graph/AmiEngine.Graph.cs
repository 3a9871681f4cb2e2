using AmiTools.Engine.Graph;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<AmiSnapshotGraph?> MapAsync(GraphOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new GraphRunner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options, events).RunAsync(cancellationToken).ConfigureAwait(false);
}

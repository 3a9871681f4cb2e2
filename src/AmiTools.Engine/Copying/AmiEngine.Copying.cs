using AmiTools.Engine.Copying;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<CopyPlan> PlanAsync(CopyOptions options, IEngineEvents events, CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false);
        return await new CopyPlanner(session, options).PlanAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<AmiCopy> RunAsync(CopyPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new CopyRunner(session, plan, events).RunAsync(token), cancellationToken);
}

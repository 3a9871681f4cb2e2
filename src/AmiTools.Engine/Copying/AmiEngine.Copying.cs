using System.Runtime.CompilerServices;
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
    public async IAsyncEnumerable<AmiCopy> RunAsync(CopyPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiCopy copy in new CopyRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return copy;
    }
}

using System.Runtime.CompilerServices;
using AmiTools.Engine.Recovery;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<RecoveryTestPlan> PlanAsync(RecoveryTestOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new RecoveryPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options, events).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<AmiRecoveryTest> RunAsync(RecoveryTestPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiRecoveryTest result in new RecoveryRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return result;
    }
}

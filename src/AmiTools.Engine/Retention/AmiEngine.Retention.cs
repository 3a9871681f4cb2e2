using System.Runtime.CompilerServices;
using AmiTools.Engine.Retention;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<AmiRetentionPlan> PlanAsync(RetentionQuery query, CancellationToken cancellationToken) =>
        await new RetentionPlanner(await _sessions.OpenAsync(query.Session, cancellationToken).ConfigureAwait(false), query).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<RetentionRunPlan> PlanAsync(RetentionRunOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new RetentionRunPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<AmiRetentionResult> RunAsync(RetentionRunPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiRetentionResult result in new RetentionRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return result;
    }
}

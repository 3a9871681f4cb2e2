using AmiTools.Engine.Retention;

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
    public IAsyncEnumerable<AmiRetentionResult> RunAsync(RetentionRunPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new RetentionRunner(session, plan, events).RunAsync(token), cancellationToken);
}

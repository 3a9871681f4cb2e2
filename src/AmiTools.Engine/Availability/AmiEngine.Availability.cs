using AmiTools.Engine.Availability;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<DisablePlan> PlanAsync(DisableOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new DisablePlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiAvailability> RunAsync(DisablePlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new DisableRunner(session, plan, events).RunAsync(token), cancellationToken);

    /// <inheritdoc />
    public async Task<EnablePlan> PlanAsync(EnableOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new EnablePlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiAvailability> RunAsync(EnablePlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new EnableRunner(session, plan, events).RunAsync(token), cancellationToken);
}

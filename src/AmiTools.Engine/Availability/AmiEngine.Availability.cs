using System.Runtime.CompilerServices;
using AmiTools.Engine.Availability;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<DisablePlan> PlanAsync(DisableOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new DisablePlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<AmiAvailability> RunAsync(DisablePlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiAvailability result in new DisableRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return result;
    }

    /// <inheritdoc />
    public async Task<EnablePlan> PlanAsync(EnableOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new EnablePlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<AmiAvailability> RunAsync(EnablePlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiAvailability result in new EnableRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return result;
    }
}

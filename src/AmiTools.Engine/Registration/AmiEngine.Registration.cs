using AmiTools.Engine.Registration;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<RegistrationPlan> PlanAsync(SnapshotRegistrationOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new SnapshotRegistrationPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options, events).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<RegistrationPlan> PlanAsync(BundleRegistrationOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new BundleRegistrationPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<AmiBundleStep>> TellAsync(BundleStepOptions options, CancellationToken cancellationToken) =>
        await new BundleSteps(await _sessions.OpenAsync(options.Registration.Session, cancellationToken).ConfigureAwait(false), options).TellAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiRegistration> RunAsync(RegistrationPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Session, (session, token) => new RegistrationRunner(session, plan, events).RunAsync(token), cancellationToken);
}

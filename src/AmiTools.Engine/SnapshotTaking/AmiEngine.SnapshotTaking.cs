using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.SnapshotTaking;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<EbsSnapshotPlan> PlanAsync(EbsSnapshotOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new TakingPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<EbsSnapshotBackup> RunAsync(EbsSnapshotPlan plan, IEngineEvents events, CancellationToken cancellationToken) => StreamAsync(plan.Options.Session, (session, token) =>
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + plan.Options.Timeout;
        ReceiptBook receipts = new(session, plan.Options.Session);
        return plan.RunAsync<EbsSnapshotStep, EbsSnapshotBackup>(session, events, step => (step.Given, step.Region),
            (step, emit, stop) => new TakingRun(session.In(step.Region), step, plan.Options, deadline, receipts, events).RunAsync(emit, stop), token, plan.Options.Wait);
    }, cancellationToken);
}

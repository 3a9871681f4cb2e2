using System.Runtime.CompilerServices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.SnapshotTaking;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<EbsSnapshotPlan> PlanAsync(EbsSnapshotOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new TakingPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<EbsSnapshotBackup> RunAsync(EbsSnapshotPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + plan.Options.Timeout;
        ReceiptBook receipts = new(session, plan.Options.Session);
        EbsSnapshotStep[] steps = [.. plan.Steps.Where(step => step.Approved)];
        // Where it is waited for, one that takes hours must not hold back the next one's beginning.
        int degree = plan.Options.Wait ? Math.Max(1, steps.Length) : session.Settings.Parallelism;
        await foreach (EbsSnapshotBackup snapshot in ParallelStream.RunAsync<EbsSnapshotStep, EbsSnapshotBackup>(steps, degree,
            (step, emit, token) => Item.RunAsync(events, step.Given, step.Region, () => new TakingRun(session.In(step.Region), step, plan.Options, deadline, receipts, events).RunAsync(emit, token)),
            cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return snapshot;
        }
    }
}

using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Recovery;

/// <summary>Removes what is left of broken-off tests, and tests the approved backups. One that fails does not hold back the others.</summary>
internal sealed class RecoveryRunner(EngineSession session, RecoveryTestPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    /// <summary>Yields each result as the machine of its test is gone.</summary>
    public IAsyncEnumerable<AmiRecoveryTest> RunAsync(CancellationToken cancellationToken) => plan.RunAsync<RecoveryTestStep, AmiRecoveryTest>(session, events, step => ((step as RecoveryDrillStep)?.Given, step.Region),
        (step, emit, token) => step switch
        {
            RecoveryDrillStep drill => TestAsync(drill, emit, token),
            DrillLeftoverStep leftover => RemoveAsync(leftover, token),
            _ => throw new NotSupportedException($"{step.GetType().Name} is no step of a recovery test."),
        }, cancellationToken);

    private async Task TestAsync(RecoveryDrillStep step, Func<AmiRecoveryTest, ValueTask> emit, CancellationToken cancellationToken) =>
        await emit(await new Drill(session.In(step.Region), step, plan.Options, _receipts, events).RunAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

    private async Task RemoveAsync(DrillLeftoverStep step, CancellationToken cancellationToken)
    {
        DrillRemoval removal = new(session.In(step.Region), step.DrillId);
        removal.KnowLeftovers(step.ResourceIds);
        await removal.RunAsync(cancellationToken).ConfigureAwait(false);
        if (removal.Problem() is { } problem) throw problem;
        await events.WarnAsync($"{string.Join(", ", step.ResourceIds)} in {step.Region} were left by a recovery test that was broken off, and are removed now.").ConfigureAwait(false);
    }
}

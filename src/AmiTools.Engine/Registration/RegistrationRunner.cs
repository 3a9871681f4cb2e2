using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Registration;

/// <summary>Registers the images of a plan's approved steps.</summary>
internal sealed class RegistrationRunner(EngineSession session, RegistrationPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Session);

    /// <summary>Yields each image as it is registered, or is available where it is waited for.</summary>
    public IAsyncEnumerable<AmiRegistration> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + plan.Timeout;
        return ParallelStream.RunAsync<RegistrationStep, AmiRegistration>(
            [.. plan.Steps.Where(step => step.Approved)], session.Settings.Parallelism,
            (step, emit, token) => Item.RunAsync(events, step.Given, step.Region, async () =>
                await emit(await new RegistrationRun(session.In(step.Region), step, plan.Wait, deadline, _receipts, events).RunAsync(token).ConfigureAwait(false)).ConfigureAwait(false)),
            cancellationToken: cancellationToken);
    }
}

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
        return plan.RunAsync(session, events, step => (step.Given, step.Region),
            (step, token) => new RegistrationRun(session.In(step.Region), step, plan.Wait, deadline, _receipts, events).RunAsync(token), cancellationToken);
    }
}

using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Copying;

/// <summary>Carries out the approved steps of a copy plan, all regions at a time.</summary>
internal sealed class CopyRunner(EngineSession session, CopyPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    /// <summary>Yields each copy as it is begun, or is available where it is waited for.</summary>
    public IAsyncEnumerable<AmiCopy> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + plan.Options.Timeout;
        return plan.RunByDestinationAsync(session, events, step => step.DestinationRegion, step => step.Source.ImageId,
            (region, steps, token) => ExistingCopies.ReadAsync(region, steps.Select(step => step.Name), token),
            (region, step, existing, token) => new CopyRun(region, step, plan.Options, existing, deadline, _receipts, events).RunAsync(token), cancellationToken);
    }
}

using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Storing;

/// <summary>Stores the images of a plan's approved steps.</summary>
internal sealed class ExportRunner(EngineSession session, ExportPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    /// <summary>Yields each task as it is begun, or done where it is waited for.</summary>
    public IAsyncEnumerable<AmiExport> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + plan.Options.Timeout;
        Dictionary<string, StoreTaskWatch> watches = plan.Approved().Select(step => step.Region).Distinct().ToDictionary(region => region, region => new StoreTaskWatch(session.In(region), plan.Options.BucketName), StringComparer.Ordinal);
        return plan.RunAsync(session, events, step => (step.Given, step.Region),
            (step, token) => new ExportRun(watches[step.Region], session.In(step.Region), step, plan.Options, deadline, _receipts, events).RunAsync(token), cancellationToken, plan.Options.Wait);
    }
}

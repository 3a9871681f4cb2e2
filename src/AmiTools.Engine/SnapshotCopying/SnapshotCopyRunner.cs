using System.Runtime.CompilerServices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.SnapshotCopying;

/// <summary>Carries out the approved steps of a copy plan, all regions at a time.</summary>
internal sealed class SnapshotCopyRunner(EngineSession session, EbsSnapshotCopyPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    /// <summary>Yields each copy as it is begun, or is completed where it is waited for.</summary>
    public async IAsyncEnumerable<EbsSnapshotCopy> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + plan.Options.Timeout;
        var destinations = plan.Approved().GroupBy(step => step.DestinationRegion).ToArray();
        // Each step waits for its place by itself, so all may begin: one that waits must not hold back one in another region.
        await foreach (EbsSnapshotCopy copy in ParallelStream.RunAsync<IGrouping<string, EbsSnapshotCopyStep>, EbsSnapshotCopy>(destinations, Math.Max(1, destinations.Length),
            (destination, emit, token) => Item.RunAsync(events, null, destination.Key, () => ToAsync(session.In(destination.Key), [.. destination], deadline, emit, token)),
            cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return copy;
        }
    }

    private async Task ToAsync(RegionSession region, EbsSnapshotCopyStep[] steps, DateTimeOffset deadline, Func<EbsSnapshotCopy, ValueTask> emit, CancellationToken cancellationToken)
    {
        // Read anew: hours may have passed between the plan and the answer to its question, and another run may have been at work.
        ExistingSnapshotCopies existing = await ExistingSnapshotCopies.ReadAsync(region, steps.Select(step => step.Source), cancellationToken).ConfigureAwait(false);
        ParallelOptions all = new() { MaxDegreeOfParallelism = steps.Length, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(steps, all, async (step, token) => await Item.RunAsync(events, step.Given, region.Name, async () =>
            await emit(await new SnapshotCopyRun(region, step, plan.Options, existing, deadline, _receipts, events).RunAsync(token).ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false);
    }
}

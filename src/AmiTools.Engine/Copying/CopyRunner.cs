using System.Runtime.CompilerServices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Copying;

/// <summary>Carries out the approved steps of a copy plan, all regions at a time.</summary>
internal sealed class CopyRunner(EngineSession session, CopyPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    /// <summary>Yields each copy as it is begun, or is available where it is waited for.</summary>
    public async IAsyncEnumerable<AmiCopy> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + plan.Options.Timeout;
        CopyStep[] steps = plan.Approved();
        var destinations = steps.GroupBy(step => step.DestinationRegion).ToArray();
        // Each step waits for its places and its turn by itself, so all may begin: one that waits must not hold back one in another region.
        await foreach (AmiCopy copy in ParallelStream.RunAsync<IGrouping<string, CopyStep>, AmiCopy>(destinations, Math.Max(1, destinations.Length),
            (destination, emit, token) => Item.RunAsync(events, null, destination.Key, () => ToAsync(session.In(destination.Key), [.. destination], deadline, emit, token)),
            cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return copy;
        }
    }

    private async Task ToAsync(RegionSession region, CopyStep[] steps, DateTimeOffset deadline, Func<AmiCopy, ValueTask> emit, CancellationToken cancellationToken)
    {
        // Read anew: hours may have passed between the plan and the answer to its question.
        ExistingCopies existing = await ExistingCopies.ReadAsync(region, steps.Select(step => step.Name), cancellationToken).ConfigureAwait(false);
        ParallelOptions all = new() { MaxDegreeOfParallelism = steps.Length, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(steps, all, async (step, token) => await Item.RunAsync(events, step.Source.ImageId, region.Name, async () =>
        {
            CopyRun run = new(region, step, plan.Options, existing, deadline, _receipts, events);
            await emit(await run.RunAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
        }).ConfigureAwait(false)).ConfigureAwait(false);
    }
}

using System.Runtime.CompilerServices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Brings things back. Everything it does only adds: whatever stops it, a second run goes on from what is back already.</summary>
internal sealed class RestoreRunner(SessionDirectory sessions)
{
    public async IAsyncEnumerable<RestoredResource> RunAsync(RestorePlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        ReceiptBook receipts = new(session, plan.Options.Session);
        List<IGrouping<string, RestoreStep>> regions = [.. plan.Approved().GroupBy(step => step.Region)];
        await foreach (RestoredResource restored in ParallelStream.RunAsync<IGrouping<string, RestoreStep>, RestoredResource>(
            regions, session.Settings.Parallelism, (steps, emit, token) => RegionAsync(session.In(steps.Key), [.. steps], plan.Options.Timeout, receipts, events, emit, token), cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return restored;
        }
    }

    private static async Task RegionAsync(RegionSession region, List<RestoreStep> steps, TimeSpan timeout, ReceiptBook receipts, IEngineEvents events, Func<RestoredResource, ValueTask> emit, CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = region.Time.GetUtcNow() + timeout;
        SnapshotArrivals arrivals = new(region, deadline);
        UnitRestore unit = new(region, arrivals, receipts, deadline);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ParallelOptions options = new() { MaxDegreeOfParallelism = steps.Count, CancellationToken = stop.Token };
        Task work = Parallel.ForEachAsync(steps, options, async (step, token) =>
            await Item.RunAsync(events, step.Id, step.Region, async () => await emit(await unit.RunAsync(step, token).ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false));
        try
        {
            await arrivals.WatchAsync(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!work.IsCompleted) await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await work.ConfigureAwait(false);
    }
}

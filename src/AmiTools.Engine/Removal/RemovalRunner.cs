using System.Runtime.CompilerServices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Removal;

/// <summary>Carries out a removal: images at a time, the Recycle Bin asked for many of them in one call.</summary>
internal sealed class RemovalRunner(EngineSession session, RemovalPlan plan, IEngineEvents events)
{
    /// <summary>How many removed images share the first look into a region's Recycle Bin. Each further look waits for twice as many: the first result comes soon, and hundreds cost a handful of looks.</summary>
    private const int FirstLook = 20;

    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);
    private int _done;

    public async IAsyncEnumerable<AmiRemoval> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<RemovalStep> steps = await new PlanRenewal(session, plan, events).StepsAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, List<RemovedImage>> waiting = new(StringComparer.Ordinal);
        Dictionary<string, int> enough = new(StringComparer.Ordinal);
        await foreach (RemovedImage removed in ParallelStream.RunAsync<IReadOnlyList<RemovalStep>, RemovedImage>(
            RemovalChains.Of(steps), session.Settings.Parallelism, (chain, emit, token) => RunAsync(chain, steps.Count, emit, token), cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (!waiting.TryGetValue(removed.Step.Region, out List<RemovedImage>? region)) waiting[removed.Step.Region] = region = [];
            region.Add(removed);
            int shared = enough.GetValueOrDefault(removed.Step.Region, FirstLook);
            if (region.Count < shared) continue;
            enough[removed.Step.Region] = shared * 2;
            waiting.Remove(removed.Step.Region);
            foreach (AmiRemoval result in await LookAsync(region, cancellationToken).ConfigureAwait(false)) yield return result;
        }

        foreach (List<RemovedImage> rest in waiting.Values)
        {
            foreach (AmiRemoval result in await LookAsync(rest, cancellationToken).ConfigureAwait(false)) yield return result;
        }
    }

    private async Task RunAsync(IReadOnlyList<RemovalStep> chain, int total, Func<RemovedImage, ValueTask> emit, CancellationToken cancellationToken)
    {
        foreach (RemovalStep step in chain)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Item.RunAsync(events, step.ImageId, step.Region, async () => await emit(await new ImageRemoval(session.In(step.Region), _receipts, events).RunAsync(step, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false);
            int done = Interlocked.Increment(ref _done);
            events.Progress(new ProgressReport { Key = "removal", Activity = "Remove images", Status = $"{done} of {total}", Percent = done * 100 / total, Completed = done == total });
        }
    }

    private async Task<IEnumerable<AmiRemoval>> LookAsync(List<RemovedImage> removed, CancellationToken cancellationToken)
    {
        BinLook look = await BinLook.ReadAsync(session.In(removed[0].Step.Region), removed, cancellationToken).ConfigureAwait(false);
        return removed.Select(image => RemovalResults.Of(image, look));
    }
}

using System.Runtime.CompilerServices;
using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Undo;

/// <summary>Makes resources what they were. What differs is read again just before, so that nothing is done twice and a second run goes on where one broke off.</summary>
internal sealed class UndoRunner(SessionDirectory sessions)
{
    public async IAsyncEnumerable<AmiUndo> RunAsync(UndoPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        ReceiptBook receipts = new(session, plan.Options.Session);
        UndoStep[] steps = plan.Approved();
        Dictionary<(string Id, string Region), RestoredResource> back = await RestoreAsync(plan, [.. steps.Where(step => step.IsGone)], events, cancellationToken).ConfigureAwait(false);
        UndoStep[] there = [.. steps.Where(step => !step.IsGone || back.ContainsKey((step.ResourceId, step.Region)))];
        await foreach (AmiUndo result in ParallelStream.RunAsync<UndoStep, AmiUndo>(there, session.Settings.Parallelism, (step, emit, token) => Item.RunAsync(events, step.ResourceId, step.Region, async () =>
            await emit(await ReverseAsync(session.In(step.Region), step, back.GetValueOrDefault((step.ResourceId, step.Region)), receipts, events, token).ConfigureAwait(false)).ConfigureAwait(false)),
            cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    private async Task<Dictionary<(string Id, string Region), RestoredResource>> RestoreAsync(UndoPlan plan, UndoStep[] gone, IEngineEvents events, CancellationToken cancellationToken)
    {
        Dictionary<(string Id, string Region), RestoredResource> back = [];
        if (plan.Restore is not { } restore || gone.Length == 0) return back;
        HashSet<(string Id, string Region)> approved = [.. gone.Select(step => (step.ResourceId, step.Region))];
        foreach (RestoreStep step in restore.Steps) step.Approved = approved.Contains((step.Id, step.Region));
        await foreach (RestoredResource restored in new RestoreRunner(sessions).RunAsync(restore, events, cancellationToken).ConfigureAwait(false)) back[(restored.Id, restored.Region)] = restored;
        return back;
    }

    private static async Task<AmiUndo> ReverseAsync(RegionSession region, UndoStep step, RestoredResource? back, ReceiptBook receipts, IEngineEvents events, CancellationToken cancellationToken)
    {
        FormerResource former = new(step.ResourceId, step.Region, step.AccountId, step.Name, step.Former, step.HasDeprecation, step.IsGone, null, step.ReceiptIds);
        Reversals reversals;
        try
        {
            reversals = await FindAsync(region, former, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (back is not null)
        {
            // It is back all the same, and the receipt of that must not be lost.
            await events.FailAsync(failure).ConfigureAwait(false);
            reversals = new Reversals([], [$"What else has changed could not be read: {failure.Message}"]);
        }

        List<string> undone = back is null ? [] : [$"in its place again{(back.RestoredSnapshotIds.Count > 0 ? $", with {back.RestoredSnapshotIds.Count} of its snapshots" : "")}"];
        List<string> lost = [.. reversals.Lost];
        List<AmiChangeReceipt> made = back?.Receipt is { } restored ? [restored] : [];
        foreach (Reversal reversal in reversals.Steps)
        {
            try
            {
                AmiChangeReceipt receipt = receipts.New(reversal.Kind, step.Region, step.AccountId, step.ResourceId, step.Name, $"Undo: {reversal.Words}", reversal.Before);
                made.Add(await receipts.ChangeAsync(receipt, () => reversal.Make(cancellationToken)).ConfigureAwait(false));
                undone.Add(reversal.Words);
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                // What else differs can still be mended: a deprecation date does not wait for a key that is shared no longer.
                lost.Add($"{reversal.Words}: {failure.Message}");
                await events.FailAsync(failure).ConfigureAwait(false);
            }
        }

        return new AmiUndo { Region = step.Region, AccountId = step.AccountId, ResourceId = step.ResourceId, Name = step.Name, Undone = undone, NotUndone = lost, ReceiptIds = step.ReceiptIds, Receipts = made };
    }

    private static async Task<Reversals> FindAsync(RegionSession region, FormerResource former, CancellationToken cancellationToken)
    {
        if (former.IsImage) return await region.Images.OneAsync(former.Id, cancellationToken).ConfigureAwait(false) is { } image ? await new ImageReversals(region).FindAsync(former, image, cancellationToken).ConfigureAwait(false) : throw UndoRefusals.Missing(former);
        Dictionary<string, Snapshot> snapshots = await region.Snapshots.ByIdAsync([former.Id], cancellationToken).ConfigureAwait(false);
        return snapshots.TryGetValue(former.Id, out Snapshot? snapshot) ? await new SnapshotReversals(region).FindAsync(former, snapshot, cancellationToken).ConfigureAwait(false) : throw UndoRefusals.Missing(former);
    }
}

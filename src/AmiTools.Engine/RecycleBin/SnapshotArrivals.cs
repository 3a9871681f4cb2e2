using System.Collections.Concurrent;
using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Waits for many snapshots of a region to be completed: one reader answers for all of them, up to 200 a call.</summary>
internal sealed class SnapshotArrivals(RegionSession region, DateTimeOffset deadline)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Snapshot>> _waits = new(StringComparer.Ordinal);
    private int _failures;

    /// <summary>The snapshot, when it is completed.</summary>
    /// <exception cref="AmiException">It failed, is not there, cannot be looked at, or the time is over.</exception>
    public Task<Snapshot> CompletedAsync(string id) => _waits.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Looks until the work that waits has ended.</summary>
    public async Task WatchAsync(Task work, CancellationToken cancellationToken)
    {
        Dictionary<string, DateTimeOffset> missing = new(StringComparer.Ordinal);
        TimeSpan pause = TimeSpan.FromSeconds(1);
        while (!work.IsCompleted)
        {
            string[] open = [.. _waits.Where(wait => !wait.Value.Task.IsCompleted).Select(wait => wait.Key)];
            if (open.Length > 0) await LookAsync(open, missing, cancellationToken).ConfigureAwait(false);
            using CancellationTokenSource woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(work, Task.Delay(Patience.WholeMilliseconds(pause), region.Time, woken.Token)).ConfigureAwait(false);
            await woken.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            pause = pause * 1.5 < region.Settings.FirstPoll ? pause * 1.5 : region.Settings.FirstPoll;
        }
    }

    private async Task LookAsync(string[] ids, Dictionary<string, DateTimeOffset> missing, CancellationToken cancellationToken)
    {
        Dictionary<string, Snapshot> snapshots;
        try
        {
            snapshots = await region.Snapshots.ByIdAsync(ids, cancellationToken).ConfigureAwait(false);
            _failures = 0;
        }
        catch (AmiException failure)
        {
            // What has been brought back comes all the same: one look that fails is not the end of hundreds of waits.
            if (failure.Kind is not (AmiErrorKind.Denied or AmiErrorKind.Authentication or AmiErrorKind.NotSupported) && ++_failures < region.Settings.PollFailures && region.Time.GetUtcNow() < deadline) return;
            foreach (string id in ids) _waits[id].TrySetException(failure);
            return;
        }

        DateTimeOffset now = region.Time.GetUtcNow();
        foreach (string id in ids)
        {
            Snapshot? snapshot = snapshots.GetValueOrDefault(id);
            if (snapshot is null) missing.TryAdd(id, now);
            else missing.Remove(id);

            if (snapshot?.State?.Value == "completed") _waits[id].TrySetResult(snapshot);
            else if (snapshot?.State?.Value == "error") _waits[id].TrySetException(Ended(id, $"has the state error: {snapshot.StateMessage}", "Nothing can be made of it any more: take an older snapshot of its volume, which Get-EbsSnapshot lists."));
            else if (snapshot is null && now - missing[id] >= region.Settings.VisibilityWindow) _waits[id].TrySetException(Ended(id, "is not there", $"See whether the Recycle Bin still has it: Get-RecycleBinItem {id} -Region {region.Name}."));
            else if (now >= deadline) _waits[id].TrySetException(new AmiException(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"{id} in {region.Name} is not completed yet, and the time given for waiting is over. Nothing was undone.") { ResourceId = id, Region = region.Name, Remedy = "Run the same command again: it goes on where this one stopped." });
        }
    }

    private AmiException Ended(string id, string how, string remedy) => new(AmiErrorCodes.RestoreFailed, AmiErrorKind.Failed, $"{id} in {region.Name} {how}.") { ResourceId = id, Region = region.Name, Remedy = remedy };
}

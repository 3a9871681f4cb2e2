using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Amazon.EC2.Model;
using AmiTools.Aws;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Removal;

/// <summary>Carries out one step of a removal. Whatever stops it, a second run with the same id finds what is left by the snapshots' descriptions and marks, and finishes.</summary>
/// <remarks>
/// The image goes before its snapshots, because AWS deletes no snapshot that a registered image uses. Where all of its snapshots are to go, one call takes them with it
/// (<c>DeleteAssociatedSnapshots</c>): half the calls or fewer, no moment in which a kill leaves snapshots behind, and AWS judges under its own locks whether an image of somebody's took one up meanwhile.
/// That call cannot spare a snapshot, so where one of them stays the others are deleted one by one; AWS judges each of those in the same way.
/// </remarks>
internal sealed partial class ImageRemoval(RegionSession region, ReceiptBook receipts, IEngineEvents events)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    /// <summary>Removes the image and deletes its snapshots. A snapshot that could not be deleted is told as a failure of its own.</summary>
    /// <exception cref="AmiException">The image is still there, and nothing was changed but marks.</exception>
    public async Task<RemovedImage> RunAsync(RemovalStep step, CancellationToken cancellationToken)
    {
        if (step.IsDone) return await RemoveAsync(step, cancellationToken).ConfigureAwait(false);
        RemovedImage? removed = null;
        AmiChangeReceipt receipt = await receipts.ChangeAsync(Receipt(step), async () => removed = await RemoveAsync(step, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return removed! with { Receipt = receipt };
    }

    private AmiChangeReceipt Receipt(RemovalStep step) => receipts.New(AmiChangeKind.Removed, step.Region, step.AccountId, step.ImageId, step.Name, step.Action, new AmiFormerState
    {
        State = step.Image?.State, DeprecationTime = step.Image?.DeprecationTime, DeregistrationProtection = step.Image?.DeregistrationProtection,
        SharedWith = step.SharingIsKnown ? step.SharedWith : null, Tags = step.Image?.Tags, Description = step.Image?.Description, BlockDevices = step.Image?.BlockDevices,
        Snapshots = [.. step.Snapshots.Where(snapshot => snapshot.Delete).Select(snapshot => snapshot.Snapshot)],
        RecycleBinExitTime = step.Bin.Until,
    });

    private async Task<RemovedImage> RemoveAsync(RemovalStep step, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, SnapshotFate> fates = new(StringComparer.Ordinal);
        foreach (PlannedSnapshot kept in step.Snapshots.Where(snapshot => !snapshot.Delete)) fates[kept.Snapshot.SnapshotId] = new SnapshotFate(kept.IsGone ? SnapshotOutcome.AlreadyGone : SnapshotOutcome.Kept, kept.KeptBecause);
        bool wasThere = true;
        if (step.Image is not null)
        {
            await MarkAsync(step, cancellationToken).ConfigureAwait(false);
            wasThere = await DeregisterAsync(step, fates, cancellationToken).ConfigureAwait(false);
        }

        // From here on the image is gone. A stop does not leave its snapshots behind, if they can be deleted within a short time.
        using Grace grace = new(region.Time, region.Settings.CleanUpWindow, cancellationToken);
        string[] open = [.. step.Snapshots.Select(snapshot => snapshot.Snapshot.SnapshotId).Where(id => !fates.ContainsKey(id))];
        await Task.WhenAll(open.Select(async id => fates[id] = await DeleteAsync(step, id, grace.Token).ConfigureAwait(false))).ConfigureAwait(false);
        return new RemovedImage(step, AlreadyRemoved: step.Image is null || !wasThere, fates);
    }

    /// <summary>Marks the snapshots that nothing else would lead to once the image is gone.</summary>
    private async Task MarkAsync(RemovalStep step, CancellationToken cancellationToken)
    {
        string mark = AmiToolsTags.SnapshotOf + step.ImageId;
        Dictionary<string, Dictionary<string, string>> marks = step.Snapshots.Where(snapshot => !snapshot.IsGone && !snapshot.NamesImage).Select(snapshot => snapshot.Snapshot)
            .Where(snapshot => !snapshot.Tags.ContainsKey(mark))
            .ToDictionary(snapshot => snapshot.SnapshotId, snapshot => new Dictionary<string, string> { [mark] = snapshot.DeviceName ?? "" }, StringComparer.Ordinal);
        try
        {
            await region.Tags.AddAsync(marks, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            throw failure.As(failure.Code, failure.Kind, $"{step.ImageId} in {region.Name} is not removed: its snapshots do not tell whose they are, and could not be marked. {failure.Message}", step.ImageId, failure.Remedy);
        }
    }

    /// <returns>False where the image was gone already.</returns>
    private async Task<bool> DeregisterAsync(RemovalStep step, ConcurrentDictionary<string, SnapshotFate> fates, CancellationToken cancellationToken)
    {
        HashSet<string> named = [.. step.Image!.SnapshotIds];
        bool together = named.Count > 0 && step.Snapshots.Where(snapshot => named.Contains(snapshot.Snapshot.SnapshotId)).All(snapshot => snapshot.Delete || snapshot.IsGone);
        DeregisterImageRequest request = new() { ImageId = step.ImageId, DeleteAssociatedSnapshots = together ? true : null };
        try
        {
            DeregisterImageResponse response = await region.CallAsync("DeregisterImage", step.ImageId, ec2 => ec2.DeregisterImageAsync(request, cancellationToken)).ConfigureAwait(false);
            foreach (DeleteSnapshotReturnCode result in response.DeleteSnapshotResults ?? [])
            {
                // Any other code is settled by deleting the snapshot by itself, which either works now or says why not.
                if (result.ReturnCode?.Value == "success") fates[result.SnapshotId!] = new SnapshotFate(SnapshotOutcome.Deleted);
                else if (result.ReturnCode?.Value == "skipped") fates[result.SnapshotId!] = new SnapshotFate(SnapshotOutcome.Kept, "another image uses it too");
            }

            return true;
        }
        catch (AmiException failure) when (failure.Code is AmiErrorCodes.ImageNotFound or AmiErrorCodes.ImageNotAvailable)
        {
            // Somebody else removed it meanwhile, or an earlier try of this call did and its answer was lost.
            return failure.InnerException is { } inner && AwsErrors.Classify(inner).CountsAsDone;
        }
    }

    private async Task<SnapshotFate> DeleteAsync(RemovalStep step, string snapshotId, CancellationToken cancellationToken)
    {
        AmiException? last = null;
        try
        {
            SnapshotFate? fate = await Patience.UntilAsync(region.Time, region.Settings.VisibilityWindow, async token =>
            {
                try
                {
                    await region.CallAsync("DeleteSnapshot", snapshotId, ec2 => ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = snapshotId }, token)).ConfigureAwait(false);
                    return new SnapshotFate(SnapshotOutcome.Deleted);
                }
                catch (AmiException failure) when (failure.IsNotFound())
                {
                    // It was read a moment ago: either this run's own call whose answer was lost deleted it, or somebody else.
                    return new SnapshotFate(step.Image is not null ? SnapshotOutcome.Deleted : SnapshotOutcome.AlreadyGone);
                }
                catch (AmiException failure) when (failure.Kind == AmiErrorKind.InUse)
                {
                    // AWS may not know at once everywhere that the image is gone. Another image that it names is a use that came up since.
                    last = failure;
                    string? user = Images().Matches(failure.Message).Select(match => match.Value).FirstOrDefault(id => id != step.ImageId);
                    return user is null ? null : new SnapshotFate(SnapshotOutcome.Kept, $"{user} uses it too");
                }
            }, s_firstPause, s_longestPause, cancellationToken).ConfigureAwait(false);
            if (fate is not null) return fate;
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            last = failure;
        }

        await events.FailAsync(last!.As(AmiErrorCodes.SnapshotNotDeleted, last!.Kind, $"{step.ImageId} in {region.Name} is removed, but its snapshot {snapshotId} could not be deleted: {last.Message}", snapshotId,
            $"{last.Remedy} Run Remove-Ami {step.ImageId} -Region {region.Name} again: it deletes what is left.".Trim())).ConfigureAwait(false);
        return new SnapshotFate(SnapshotOutcome.Failed, last.Message);
    }

    [GeneratedRegex("ami-[0-9a-f]+")]
    private static partial Regex Images();
}

/// <summary>An image that is gone, before the Recycle Bin was asked about it.</summary>
/// <param name="Step">What was to be done.</param>
/// <param name="AlreadyRemoved">Whether it was gone before.</param>
/// <param name="Fates">What happened to each snapshot.</param>
internal sealed record RemovedImage(RemovalStep Step, bool AlreadyRemoved, IReadOnlyDictionary<string, SnapshotFate> Fates)
{
    /// <summary>What was there before; null where nothing was left to be changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }
}

/// <summary>What happened to a snapshot.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Because">Why, where it stayed or failed.</param>
internal sealed record SnapshotFate(SnapshotOutcome Outcome, string Because = "");

using System.Collections.Concurrent;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Restores one thing with all that belongs to it, and looks at what came back.</summary>
internal sealed class UnitRestore(RegionSession region, SnapshotArrivals arrivals, ReceiptBook receipts, DateTimeOffset deadline)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<string, Lazy<Task>> _snapshots = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AmiChangeReceipt> _receipts = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _calls = new(region.Settings.Parallelism);
    private readonly Turns _looks = new(region.Time);

    /// <exception cref="AmiException">It did not come back, or not whole.</exception>
    public Task<RestoredResource> RunAsync(RestoreStep step, CancellationToken cancellationToken) => step.ResourceType switch
    {
        RecycleBinResourceType.Image => ImageAsync(step, cancellationToken),
        RecycleBinResourceType.Snapshot => SnapshotAsync(step, cancellationToken),
        _ => VolumeAsync(step, cancellationToken),
    };

    private async Task<RestoredResource> ImageAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        List<string> restored = [.. step.Snapshots.Where(snapshot => snapshot.IsInBin).Select(snapshot => snapshot.SnapshotId)];
        await SnapshotsAsync(step, restored, [.. step.Snapshots.Select(snapshot => snapshot.SnapshotId)], cancellationToken).ConfigureAwait(false);
        bool changes = step.IsInBin || restored.Count > 0;
        if (step.IsInBin) restored.AddRange(await RestoreImageAsync(step, cancellationToken).ConfigureAwait(false));
        Image image = await SeeAsync(step, cancellationToken).ConfigureAwait(false);
        Snapshot[] behind = await VerifyAsync(step, image, cancellationToken).ConfigureAwait(false);
        (List<string> back, List<string> notBack) = await RestoredParts.OfAsync(region, image, behind, cancellationToken).ConfigureAwait(false);
        return new RestoredResource
        {
            Region = region.Name, AccountId = image.OwnerId ?? "", Id = step.Id, ResourceType = step.ResourceType, Name = image.Name ?? step.Name, State = image.State?.Value ?? "",
            SnapshotIds = [.. behind.Select(snapshot => snapshot.SnapshotId!)], RestoredSnapshotIds = restored,
            Back = back, NotBack = notBack, AlreadyExisted = !changes, Receipt = _receipts.GetValueOrDefault(step.Id), Tags = image.Tags.ToDictionary(),
        };
    }

    private async Task<RestoredResource> SnapshotAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        if (step.IsInBin) await BringBackAsync(step.Id, cancellationToken).ConfigureAwait(false);
        Snapshot snapshot = await arrivals.CompletedAsync(step.Id).WaitAsync(cancellationToken).ConfigureAwait(false);
        return new RestoredResource
        {
            Region = region.Name, AccountId = snapshot.OwnerId ?? "", Id = step.Id, ResourceType = step.ResourceType, State = snapshot.State?.Value ?? "",
            Back = RestoredParts.Tags(snapshot.Tags), NotBack = RestoredParts.NeverBack([snapshot]), AlreadyExisted = !step.IsInBin, Receipt = _receipts.GetValueOrDefault(step.Id), Tags = snapshot.Tags.ToDictionary(),
        };
    }

    private async Task<RestoredResource> VolumeAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        if (step.IsInBin)
        {
            await RestoreAsync("RestoreVolumeFromRecycleBin", step.Id, ec2 => ec2.RestoreVolumeFromRecycleBinAsync(new RestoreVolumeFromRecycleBinRequest { VolumeId = step.Id }, cancellationToken),
                async () => (await region.VolumesAsync([step.Id], cancellationToken).ConfigureAwait(false)).Count > 0, cancellationToken).ConfigureAwait(false);
        }

        Volume? volume = await Patience.UntilAsync(region.Time, deadline - region.Time.GetUtcNow(), async token =>
            (await region.VolumesAsync([step.Id], token).ConfigureAwait(false)).GetValueOrDefault(step.Id) is { } seen && seen.State?.Value is "available" or "in-use" ? seen : null,
            TimeSpan.FromSeconds(2), region.Settings.FirstPoll, cancellationToken).ConfigureAwait(false);
        if (volume is null) throw new AmiException(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"{step.Id} in {region.Name} is not available yet, and the time given for waiting is over.") { ResourceId = step.Id, Region = region.Name, Remedy = "Run the same command again." };
        return new RestoredResource
        {
            Region = region.Name, AccountId = await region.Session.AccountIdAsync(cancellationToken).ConfigureAwait(false), Id = step.Id, ResourceType = step.ResourceType, State = volume.State?.Value ?? "",
            Back = RestoredParts.Tags(volume.Tags), NotBack = ["its attachment: a restored volume is attached to nothing"], AlreadyExisted = !step.IsInBin, Receipt = _receipts.GetValueOrDefault(step.Id), Tags = volume.Tags.ToDictionary(),
        };
    }

    /// <summary>Brings snapshots of an image back, and waits until all that it needs can be used.</summary>
    private async Task SnapshotsAsync(RestoreStep step, IReadOnlyCollection<string> binned, IReadOnlyCollection<string> needed, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(binned.Select(id => BringBackAsync(id, cancellationToken))).ConfigureAwait(false);
            await Task.WhenAll(needed.Select(id => arrivals.CompletedAsync(id).WaitAsync(cancellationToken))).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            throw failure.As(failure.Code, failure.Kind, $"{step.Id} in {region.Name} was not restored, because its snapshots could not all be: {failure.Message}", step.Id,
                failure.Remedy ?? "What came back stays. Run the same command again: it goes on with what is missing.");
        }
    }

    // Two images of one command may share a snapshot.
    private Task BringBackAsync(string snapshotId, CancellationToken cancellationToken) => _snapshots.GetOrAdd(snapshotId, id => new Lazy<Task>(() =>
        RestoreAsync("RestoreSnapshotFromRecycleBin", id, ec2 => ec2.RestoreSnapshotFromRecycleBinAsync(new RestoreSnapshotFromRecycleBinRequest { SnapshotId = id }, cancellationToken),
            async () => (await region.Snapshots.ByIdAsync([id], cancellationToken).ConfigureAwait(false)).Count > 0, cancellationToken))).Value;

    /// <summary>Takes the image out of the bin, and any snapshot before it that AWS says it lacks and that nothing had told of.</summary>
    /// <returns>These snapshots.</returns>
    private async Task<IReadOnlyCollection<string>> RestoreImageAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        HashSet<string> known = [.. step.Snapshots.Select(snapshot => snapshot.SnapshotId)];
        List<string> further = [];
        while (true)
        {
            string[] named;
            try
            {
                await RestoreAsync("RestoreImageFromRecycleBin", step.Id, ec2 => ec2.RestoreImageFromRecycleBinAsync(new RestoreImageFromRecycleBinRequest { ImageId = step.Id }, cancellationToken),
                    async () => await region.Images.OneAsync(step.Id, cancellationToken).ConfigureAwait(false) is not null, cancellationToken).ConfigureAwait(false);
                return further;
            }
            catch (AmiException failure) when (failure.Code == AmiErrorCodes.ImageNameTaken)
            {
                throw RestoreFailures.NameTaken(step.Id, step.Name, region.Name, "another image");
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                named = [.. RestoreFailures.NamedSnapshots(failure).Where(known.Add)];
                if (named.Length == 0)
                {
                    string back = known.Count == 0 ? "" : $" Its snapshots are back: {string.Join(", ", known)}.";
                    throw failure.As(failure.Code, failure.Kind, failure.Message + back, step.Id, failure.Remedy ?? "Run the same command again.");
                }
            }

            await SnapshotsAsync(step, named, named, cancellationToken).ConfigureAwait(false);
            further.AddRange(named);
        }
    }

    /// <summary>
    /// Takes something out of the bin. Where AWS says that it is not in there, an earlier try whose answer was lost, or somebody else, brought it back; or AWS does not know everywhere yet that it went in, and it
    /// is asked for again for a short while.
    /// </summary>
    /// <exception cref="AmiException">It is neither in the bin any more, nor there.</exception>
    private async Task RestoreAsync<TResponse>(string operation, string id, Func<Amazon.EC2.IAmazonEC2, Task<TResponse>> call, Func<Task<bool>> isBack, CancellationToken cancellationToken)
        where TResponse : class
    {
        await _calls.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            string account = await region.Session.AccountIdAsync(cancellationToken).ConfigureAwait(false);
            AmiChangeReceipt receipt = receipts.New(AmiChangeKind.Restored, region.Name, account, id, "", "Restore from the Recycle Bin", new AmiFormerState());
            _receipts[id] = await receipts.ChangeAsync(receipt, () => BringAsync(operation, id, call, isBack, cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            _calls.Release();
        }
    }

    private async Task BringAsync<TResponse>(string operation, string id, Func<Amazon.EC2.IAmazonEC2, Task<TResponse>> call, Func<Task<bool>> isBack, CancellationToken cancellationToken)
        where TResponse : class
    {
        string? done = await Patience.UntilAsync(region.Time, region.Settings.NamedResourceWindow, async _ =>
        {
            try
            {
                await region.CallAsync(operation, id, call).ConfigureAwait(false);
                return operation;
            }
            // Of an image AWS may also say that one of its snapshots is not there.
            catch (AmiException failure) when (failure.IsNotFound() && RestoreFailures.NamedSnapshots(failure).All(snapshot => snapshot == id))
            {
                return await isBack().ConfigureAwait(false) ? operation : null;
            }
        }, s_firstPause, s_longestPause, cancellationToken).ConfigureAwait(false);
        if (done is null) throw RestoreFailures.LeftMeanwhile(id, region.Name);
    }

    private async Task<Image> SeeAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        TimeSpan left = deadline - region.Time.GetUtcNow();
        using CancellationTokenSource timeout = new(left > TimeSpan.Zero ? left : TimeSpan.Zero, region.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        DateTimeOffset begun = region.Time.GetUtcNow();
        try
        {
            // Hundreds come back one by one, and one look sees up to 200.
            await _looks.NextAsync(either.Token).ConfigureAwait(false);
            Waiting.ImageObservation last = await region.Watch.UntilAsync(step.Id, look => look.Failure is not null || (look.Image is { } seen ? seen.State?.Value is not ("pending" or "transient") : look.At - begun >= region.Settings.VisibilityWindow), either.Token).ConfigureAwait(false);
            // A disabled image comes back disabled.
            return last.Image is { State.Value: "available" or "disabled" } image ? image
                : throw last.Failure ?? NotBack(step, last.Image);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AmiException(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"{step.Id} in {region.Name} is not available yet, and the time given for waiting is over. Nothing was undone.") { ResourceId = step.Id, Region = region.Name, Remedy = "Run the same command again: it goes on where this one stopped." };
        }
    }

    /// <summary>Every snapshot that the image's block devices name, each of them seen completed.</summary>
    private async Task<Snapshot[]> VerifyAsync(RestoreStep step, Image image, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.WhenAll(image.SnapshotIds().Select(id => arrivals.CompletedAsync(id).WaitAsync(cancellationToken))).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            throw failure.As(AmiErrorCodes.RestoreIncomplete, AmiErrorKind.Failed, $"{step.Id} is back in {region.Name}, and cannot be launched: {failure.Message}", step.Id, $"Restore the snapshot too: Restore-FromRecycleBin {failure.ResourceId} -Region {region.Name}");
        }
    }

    private AmiException NotBack(RestoreStep step, Image? seen) => seen is null
        ? new AmiException(AmiErrorCodes.RestoreFailed, AmiErrorKind.Failed, $"{step.Id} in {region.Name} is neither in the Recycle Bin nor there.")
        {
            ResourceId = step.Id, Region = region.Name, Remedy = "Check the id and the region. An image that has left the bin is gone; another copy of it can be launched: Get-Ami -Region *.",
        }
        : new AmiException(AmiErrorCodes.RestoreFailed, AmiErrorKind.Failed, $"{step.Id} in {region.Name} came back with the state {seen.State?.Value}: {Waiting.FailureReason.Of(seen, [])}")
        {
            ResourceId = step.Id, Region = region.Name, Remedy = $"Make an image of its root snapshot, where that is whole: New-AmiFromSnapshot; Get-Ami {step.Id} -Region {region.Name} shows which it has.",
        };
}

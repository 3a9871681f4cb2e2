using System.Collections.Concurrent;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Restores one thing with all that belongs to it, and looks at what came back.</summary>
internal sealed class UnitRestore(RegionSession region, SnapshotArrivals arrivals, DateTimeOffset deadline)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _snapshots = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _calls = new(region.Settings.Parallelism);

    /// <exception cref="AmiException">It did not come back, or not whole.</exception>
    public Task<RestoredResource> RunAsync(RestoreStep step, CancellationToken cancellationToken) => step.ResourceType switch
    {
        RecycleBinResourceType.Image => ImageAsync(step, cancellationToken),
        RecycleBinResourceType.Snapshot => SnapshotAsync(step, cancellationToken),
        _ => VolumeAsync(step, cancellationToken),
    };

    private async Task<RestoredResource> ImageAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        string[] binned = [.. step.Snapshots.Where(snapshot => snapshot.IsInBin).Select(snapshot => snapshot.SnapshotId)];
        bool[] restored;
        try
        {
            restored = await Task.WhenAll(binned.Select(id => BringBackAsync(id, cancellationToken))).ConfigureAwait(false);
            await Task.WhenAll(step.Snapshots.Select(snapshot => arrivals.CompletedAsync(snapshot.SnapshotId).WaitAsync(cancellationToken))).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            throw failure.As(failure.Code, failure.Kind, $"{step.Id} in {region.Name} was not restored, because its snapshots could not all be: {failure.Message}", step.Id,
                failure.Remedy ?? "What came back stays. Run the same command again: it goes on with what is missing.");
        }

        bool imageRestored = step.IsInBin && await RestoreImageAsync(step, cancellationToken).ConfigureAwait(false);
        Image image = await SeeAsync(step, cancellationToken).ConfigureAwait(false);
        Snapshot[] behind = await VerifyAsync(step, image, cancellationToken).ConfigureAwait(false);
        (List<string> back, List<string> notBack) = await RestoredParts.OfAsync(region, image, behind, cancellationToken).ConfigureAwait(false);
        return new RestoredResource
        {
            Region = region.Name, AccountId = image.OwnerId ?? "", Id = step.Id, ResourceType = step.ResourceType, Name = image.Name ?? step.Name, State = image.State?.Value ?? "",
            SnapshotIds = [.. behind.Select(snapshot => snapshot.SnapshotId!)], RestoredSnapshotIds = [.. binned.Where((_, index) => restored[index])],
            Back = back, NotBack = notBack, AlreadyExisted = !imageRestored && !restored.Any(done => done), Tags = image.Tags.ToDictionary(),
        };
    }

    private async Task<RestoredResource> SnapshotAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        bool restored = step.IsInBin && await BringBackAsync(step.Id, cancellationToken).ConfigureAwait(false);
        Snapshot snapshot = await arrivals.CompletedAsync(step.Id).WaitAsync(cancellationToken).ConfigureAwait(false);
        return new RestoredResource
        {
            Region = region.Name, AccountId = snapshot.OwnerId ?? "", Id = step.Id, ResourceType = step.ResourceType, State = snapshot.State?.Value ?? "",
            Back = RestoredParts.Tags(snapshot.Tags), NotBack = RestoredParts.NeverBack([snapshot]), AlreadyExisted = !restored, Tags = snapshot.Tags.ToDictionary(),
        };
    }

    private async Task<RestoredResource> VolumeAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        bool restored = step.IsInBin && await RestoreAsync("RestoreVolumeFromRecycleBin", step.Id, cancellationToken,
            ec2 => ec2.RestoreVolumeFromRecycleBinAsync(new RestoreVolumeFromRecycleBinRequest { VolumeId = step.Id }, cancellationToken)).ConfigureAwait(false);
        Volume? volume = await Patience.UntilAsync(region.Time, deadline - region.Time.GetUtcNow(), async token =>
            (await region.VolumesAsync([step.Id], token).ConfigureAwait(false)).GetValueOrDefault(step.Id) is { } seen && seen.State?.Value is "available" or "in-use" ? seen : null,
            TimeSpan.FromSeconds(2), region.Settings.FirstPoll, cancellationToken).ConfigureAwait(false);
        if (volume is null) throw new AmiException(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"{step.Id} in {region.Name} is not available yet, and the time given for waiting is over.") { ResourceId = step.Id, Region = region.Name, Remedy = "Run the same command again." };
        return new RestoredResource
        {
            Region = region.Name, AccountId = await region.Session.Aws.TryAccountIdAsync(cancellationToken).ConfigureAwait(false) ?? "", Id = step.Id, ResourceType = step.ResourceType, State = volume.State?.Value ?? "",
            Back = RestoredParts.Tags(volume.Tags), NotBack = ["its attachment: a restored volume is attached to nothing"], AlreadyExisted = !restored, Tags = volume.Tags.ToDictionary(),
        };
    }

    // Two images of one command may share a snapshot.
    private Task<bool> BringBackAsync(string snapshotId, CancellationToken cancellationToken) => _snapshots.GetOrAdd(snapshotId, id => new Lazy<Task<bool>>(() =>
        RestoreAsync("RestoreSnapshotFromRecycleBin", id, cancellationToken, ec2 => ec2.RestoreSnapshotFromRecycleBinAsync(new RestoreSnapshotFromRecycleBinRequest { SnapshotId = id }, cancellationToken)))).Value;

    private async Task<bool> RestoreImageAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        try
        {
            return await RestoreAsync("RestoreImageFromRecycleBin", step.Id, cancellationToken,
                ec2 => ec2.RestoreImageFromRecycleBinAsync(new RestoreImageFromRecycleBinRequest { ImageId = step.Id }, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Code == AmiErrorCodes.ImageNameTaken)
        {
            throw RestoreFailures.NameTaken(step.Id, step.Name, region.Name, "another image");
        }
        catch (AmiException failure) when (!failure.StopsEverything && step.Snapshots.Count > 0)
        {
            throw failure.As(failure.Code, failure.Kind, $"{failure.Message} Its snapshots are back: {string.Join(", ", step.Snapshots.Select(snapshot => snapshot.SnapshotId))}.", step.Id, failure.Remedy ?? "Run the same command again.");
        }
    }

    /// <returns>False where it is not in the bin any more: somebody else, or an earlier try whose answer was lost, brought it back; what follows looks at whether it is there.</returns>
    private async Task<bool> RestoreAsync<TResponse>(string operation, string id, CancellationToken cancellationToken, Func<Amazon.EC2.IAmazonEC2, Task<TResponse>> call)
    {
        await _calls.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await region.CallAsync(operation, id, call).ConfigureAwait(false);
            return true;
        }
        catch (AmiException failure) when (failure.IsNotFound())
        {
            return false;
        }
        finally
        {
            _calls.Release();
        }
    }

    private async Task<Image> SeeAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        TimeSpan left = deadline - region.Time.GetUtcNow();
        using CancellationTokenSource timeout = new(left > TimeSpan.Zero ? left : TimeSpan.Zero, region.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        DateTimeOffset begun = region.Time.GetUtcNow();
        try
        {
            Waiting.ImageObservation last = await region.Watch.UntilAsync(step.Id, look => look.Failure is not null || (look.Image is { } seen ? seen.State?.Value is not ("pending" or "transient") : look.At - begun >= region.Settings.VisibilityWindow), either.Token).ConfigureAwait(false);
            // A disabled image comes back disabled.
            return last.Image is { State.Value: "available" or "disabled" } image ? image
                : throw last.Failure ?? new AmiException(AmiErrorCodes.RestoreFailed, AmiErrorKind.Failed, last.Image is null ? $"{step.Id} in {region.Name} is neither in the Recycle Bin nor there." : $"{step.Id} in {region.Name} came back with the state {last.Image.State?.Value}: {last.Image.StateReason?.Message}") { ResourceId = step.Id, Region = region.Name };
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
}

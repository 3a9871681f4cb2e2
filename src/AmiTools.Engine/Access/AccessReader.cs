using System.Collections.Concurrent;
using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Keys;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Access;

/// <summary>Reads who may use images: one call for each image and each snapshot, because AWS has no other way; one for each key, and one for two hundred snapshots' encryption.</summary>
internal sealed class AccessReader
{
    private readonly KeyReader _keys = new();

    /// <summary>Reads all of them, many at a time.</summary>
    /// <param name="region">Where they are.</param>
    /// <param name="images">The images.</param>
    /// <param name="parts">What is wanted beside the images themselves.</param>
    /// <param name="each">Takes each image as soon as it is read.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public async Task ReadAsync(RegionSession region, IReadOnlyList<Image> images, AccessParts parts, Func<ImageAccess, ValueTask> each, CancellationToken cancellationToken)
    {
        AmiException? unread = null;
        Dictionary<string, Snapshot> facts = [];
        try
        {
            if (parts.HasFlag(AccessParts.Encryption)) facts = await region.Snapshots.ByIdAsync(images.SelectMany(image => image.SnapshotIds()), cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            unread = failure;
        }

        // A snapshot that several images have is read once.
        ConcurrentDictionary<string, Lazy<Task<(SnapshotAccess Access, AmiException? Failure)>>> snapshots = new(StringComparer.Ordinal);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = region.Settings.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(images, parallel, async (image, token) =>
        {
            (string[]? sharedWith, AmiException? failure) = await TryAsync(() => Permissions.OfImageAsync(region, image.ImageId!, image.OwnerId, token)).ConfigureAwait(false);
            (SnapshotAccess Access, AmiException? Failure)[] own = !parts.HasFlag(AccessParts.Snapshots) ? [] : await Task.WhenAll(image.SnapshotIds()
                .Select(id => snapshots.GetOrAdd(id, _ => new Lazy<Task<(SnapshotAccess, AmiException?)>>(() => SnapshotAsync(region, id, image.OwnerId, facts.GetValueOrDefault(id), token))).Value)).ConfigureAwait(false);
            // The keys count also where the snapshots' sharing is not asked for: AWS shares no image whose key cannot be.
            string[] keys = [.. image.SnapshotIds().Select(id => facts.GetValueOrDefault(id)?.KmsKeyId).OfType<string>().Where(key => key.Length > 0).Distinct()];
            await each(new ImageAccess(region, image, sharedWith, [.. own.Select(read => read.Access)],
                await Task.WhenAll(keys.Select(key => _keys.ReadAsync(region, key, token))).ConfigureAwait(false),
                [.. new[] { failure, unread }.Concat(own.Select(read => read.Failure)).OfType<AmiException>()])).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static async Task<(SnapshotAccess Access, AmiException? Failure)> SnapshotAsync(RegionSession region, string id, string? owner, Snapshot? facts, CancellationToken cancellationToken)
    {
        (string[]? sharedWith, AmiException? failure) = await TryAsync(() => Permissions.OfSnapshotAsync(region, id, owner, cancellationToken)).ConfigureAwait(false);
        return (new SnapshotAccess(id, sharedWith, facts), failure);
    }

    private static async Task<(string[]? SharedWith, AmiException? Failure)> TryAsync(Func<Task<string[]>> read)
    {
        try
        {
            return (await read().ConfigureAwait(false), null);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            return (null, failure);
        }
    }
}

/// <summary>What is read of an image's access beside who may launch it.</summary>
[Flags]
internal enum AccessParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Who may use its snapshots.</summary>
    Snapshots = 1,

    /// <summary>How they are encrypted, and with which keys.</summary>
    Encryption = 2,
}

using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Storing;

/// <summary>Looks at the store tasks of one region for all who wait for them: one read serves everybody who asks within one pause. AWS allows one such read in two seconds.</summary>
internal sealed class StoreTaskWatch(RegionSession region, string bucket)
{
    private readonly object _lock = new();
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private Task<ILookup<string, StoreImageTaskResult>>? _reading;
    private DateTimeOffset _begun;

    /// <summary>The tasks of the image, the newest first.</summary>
    public async Task<IReadOnlyList<StoreImageTaskResult>> LookAsync(string imageId, CancellationToken cancellationToken)
    {
        Task<ILookup<string, StoreImageTaskResult>> reading;
        lock (_lock)
        {
            bool isKnown = !_asked.Add(imageId);
            bool isFresh = _reading is { IsFaulted: false, IsCanceled: false } && region.Time.GetUtcNow() - _begun < region.Settings.FirstPoll / 2;
            if (!isKnown || !isFresh)
            {
                _begun = region.Time.GetUtcNow();
                // Not the asker's token: the others who wait for the same read must not be stopped with him.
                _reading = StoreTasks.ReadAsync(region, [.. _asked], bucket, CancellationToken.None);
            }

            reading = _reading!;
        }

        return [.. (await reading.WaitAsync(cancellationToken).ConfigureAwait(false))[imageId]];
    }

    /// <summary>Nobody waits for the image any more.</summary>
    public void Forget(string imageId)
    {
        lock (_lock) _asked.Remove(imageId);
    }
}

using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>
/// The one poller of a region: answers all waits of the process together, up to 200 images a call. It runs while somebody waits, looks at a new image at once and then ever more seldom.
/// </summary>
internal sealed class ImageWatch(RegionSession region)
{
    private static readonly ILookup<string, Snapshot> s_none = Enumerable.Empty<Snapshot>().ToLookup(_ => "");

    private readonly object _lock = new();
    private readonly List<Watcher> _watchers = [];
    private CancellationTokenSource? _running;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Gives every look at the image to the watcher until it has seen enough, and returns the last one.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="isEnough">Whether the look ends the watching. Called by one thread at a time, and must not take long.</param>
    /// <param name="cancellationToken">Ends the watching of this image; others go on.</param>
    public async Task<ImageObservation> UntilAsync(string imageId, Func<ImageObservation, bool> isEnough, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Watcher watcher = new(imageId, isEnough, region.Time.GetUtcNow(), region.Settings.FirstPoll);
        Add(watcher);
        try
        {
            using CancellationTokenRegistration registration = cancellationToken.Register(() => watcher.Seen.TrySetCanceled(cancellationToken));
            return await watcher.Seen.Task.ConfigureAwait(false);
        }
        finally
        {
            Remove(watcher);
        }
    }

    private void Add(Watcher watcher)
    {
        lock (_lock)
        {
            _watchers.Add(watcher);
            _changed.TrySetResult();
            if (_running is not null) return;
            _running = new CancellationTokenSource();
            CancellationTokenSource running = _running;
            // The poller belongs to nobody: what flows with the first waiter's call must not live as long as it does.
            using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => PollAsync(running.Token), CancellationToken.None);
        }
    }

    private void Remove(Watcher watcher)
    {
        lock (_lock)
        {
            _watchers.Remove(watcher);
            if (_watchers.Count > 0) return;
            _running?.Cancel();
            _running = null;
        }
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await PauseAsync(cancellationToken).ConfigureAwait(false);
                Watcher[] due = Due();
                foreach (Watcher[] batch in due.GroupBy(watcher => watcher.ImageId).Chunk(Query.FilterValues).Select(groups => groups.SelectMany(group => group).ToArray()))
                {
                    await LookAsync(batch, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The last watcher has left.
        }
        catch (Exception exception)
        {
            // A fault of this class must not leave its waiters waiting for ever.
            Watcher[] all;
            lock (_lock) all = [.. _watchers];
            foreach (Watcher watcher in all) watcher.Seen.TrySetException(exception);
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            TimeSpan pause;
            lock (_lock)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_changed.Task.IsCompleted) _changed = NewSignal();
                changed = _changed.Task;
                pause = _watchers.Min(watcher => watcher.Due) - region.Time.GetUtcNow();
            }

            if (pause <= TimeSpan.Zero) return;
            using CancellationTokenSource woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task delay = Task.Delay(Patience.WholeMilliseconds(pause), region.Time, woken.Token);
            await Task.WhenAny(delay, changed).ConfigureAwait(false);
            await woken.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Those whose time has come, and those whose time comes next as far as the last call has room for them.</summary>
    private Watcher[] Due()
    {
        lock (_lock)
        {
            DateTimeOffset now = region.Time.GetUtcNow();
            Watcher[] ordered = [.. _watchers.OrderBy(watcher => watcher.Due)];
            int due = ordered.Count(watcher => watcher.Due <= now);
            int calls = (due + Query.FilterValues - 1) / Query.FilterValues;
            return ordered[..Math.Min(ordered.Length, calls * Query.FilterValues)];
        }
    }

    private async Task LookAsync(Watcher[] watchers, CancellationToken cancellationToken)
    {
        (Dictionary<string, Image> images, AmiException? failure) = await TryAsync(() => region.Images.ByIdAsync(watchers.Select(watcher => watcher.ImageId), cancellationToken), []).ConfigureAwait(false);
        Image[] unfinished = [.. images.Values.Where(image => !image.IsAvailable())];
        (ILookup<string, Snapshot> snapshots, AmiException? snapshotFailure) = await TryAsync(() => SnapshotsOfAsync(unfinished, cancellationToken), s_none).ConfigureAwait(false);
        DateTimeOffset now = region.Time.GetUtcNow();
        foreach (Watcher watcher in watchers)
        {
            Image? image = images.GetValueOrDefault(watcher.ImageId);
            watcher.Take(new ImageObservation(now, image, [.. snapshots[watcher.ImageId]], failure, snapshotFailure), region.Settings.SlowestPoll);
        }
    }

    private static async Task<(T Result, AmiException? Failure)> TryAsync<T>(Func<Task<T>> read, T otherwise)
    {
        try
        {
            return (await read().ConfigureAwait(false), null);
        }
        catch (AmiException failure)
        {
            // Each waiter judges for itself whether it can go on without this look.
            return (otherwise, failure);
        }
    }

    private async Task<ILookup<string, Snapshot>> SnapshotsOfAsync(Image[] unfinished, CancellationToken cancellationToken)
    {
        if (unfinished.Length == 0) return s_none;
        Dictionary<string, Snapshot> named = await region.Snapshots.ByIdAsync(unfinished.SelectMany(image => image.SnapshotIds()), cancellationToken).ConfigureAwait(false);
        Image[] unnamed = [.. unfinished.Where(image => image.SnapshotIds().Count == 0)];
        ILookup<string, Snapshot> described = await region.Snapshots.MadeForAsync(unnamed.Select(image => image.ImageId!), cancellationToken).ConfigureAwait(false);
        return unfinished
            .SelectMany(image => image.SnapshotIds().Select(named.GetValueOrDefault).OfType<Snapshot>().Concat(described[image.ImageId!]).Select(snapshot => (image.ImageId, Snapshot: snapshot)))
            .ToLookup(pair => pair.ImageId!, pair => pair.Snapshot, StringComparer.Ordinal);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Watcher(string imageId, Func<ImageObservation, bool> isEnough, DateTimeOffset due, TimeSpan pause)
    {
        private TimeSpan _pause = pause;

        public string ImageId { get; } = imageId;

        public DateTimeOffset Due { get; private set; } = due;

        public TaskCompletionSource<ImageObservation> Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Take(ImageObservation observation, TimeSpan slowest)
        {
            Due = observation.At + _pause;
            TimeSpan longer = _pause * 1.5;
            _pause = longer < slowest ? longer : slowest;
            if (!Seen.Task.IsCompleted && isEnough(observation)) Seen.TrySetResult(observation);
        }
    }
}

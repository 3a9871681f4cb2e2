using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>
/// The one poller of a region for one kind of resource: answers all waits of the process together, many ids a call. It runs while somebody waits, looks at a new resource at once and then ever more seldom.
/// </summary>
/// <typeparam name="TLook">What one look at a resource sees.</typeparam>
internal abstract class RegionWatch<TLook>(RegionSession region)
{
    private readonly object _lock = new();
    private readonly List<Watcher> _watchers = [];
    private CancellationTokenSource? _running;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>The region.</summary>
    protected RegionSession Region { get; } = region;

    /// <summary>Gives every look at the resource to the watcher until it has seen enough, and returns the last one.</summary>
    /// <param name="id">The resource.</param>
    /// <param name="isEnough">Whether the look ends the watching. Called by one thread at a time, and must not take long.</param>
    /// <param name="cancellationToken">Ends the watching of this resource; others go on.</param>
    public async Task<TLook> UntilAsync(string id, Func<TLook, bool> isEnough, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Watcher watcher = new(id, isEnough, Region.Time.GetUtcNow(), Region.Settings.FirstPoll);
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

    /// <summary>Looks at up to <see cref="Query.FilterValues"/> resources at once.</summary>
    /// <returns>What was seen, by id; also of an id that AWS does not know, and where the look failed.</returns>
    protected abstract Task<Func<string, TLook>> LookAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>A read whose failure each waiter judges for itself: some can go on without it.</summary>
    protected static async Task<(T Result, AmiException? Failure)> TryAsync<T>(Func<Task<T>> read, T otherwise)
    {
        try
        {
            return (await read().ConfigureAwait(false), null);
        }
        catch (AmiException failure)
        {
            return (otherwise, failure);
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
            _ = Task.Run(() => PollAsync(running.Token), CancellationToken.None);
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
                foreach (Watcher[] batch in due.GroupBy(watcher => watcher.Id).Chunk(Query.FilterValues).Select(groups => groups.SelectMany(group => group).ToArray()))
                {
                    Func<string, TLook> looks = await LookAsync([.. batch.Select(watcher => watcher.Id).Distinct()], cancellationToken).ConfigureAwait(false);
                    DateTimeOffset now = Region.Time.GetUtcNow();
                    foreach (Watcher watcher in batch) watcher.Take(looks(watcher.Id), now, Region.Settings.SlowestPoll);
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
                pause = _watchers.Min(watcher => watcher.Due) - Region.Time.GetUtcNow();
            }

            if (pause <= TimeSpan.Zero) return;
            using CancellationTokenSource woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task delay = Task.Delay(Patience.WholeMilliseconds(pause), Region.Time, woken.Token);
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
            DateTimeOffset now = Region.Time.GetUtcNow();
            Watcher[] ordered = [.. _watchers.OrderBy(watcher => watcher.Due)];
            int due = ordered.Count(watcher => watcher.Due <= now);
            int calls = (due + Query.FilterValues - 1) / Query.FilterValues;
            return ordered[..Math.Min(ordered.Length, calls * Query.FilterValues)];
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Watcher(string id, Func<TLook, bool> isEnough, DateTimeOffset due, TimeSpan pause)
    {
        private TimeSpan _pause = pause;

        public string Id { get; } = id;

        public DateTimeOffset Due { get; private set; } = due;

        public TaskCompletionSource<TLook> Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Take(TLook look, DateTimeOffset now, TimeSpan slowest)
        {
            Due = now + _pause;
            TimeSpan longer = _pause * 1.5;
            _pause = longer < slowest ? longer : slowest;
            if (!Seen.Task.IsCompleted && isEnough(look)) Seen.TrySetResult(look);
        }
    }
}

using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Copying;

/// <summary>
/// The places for snapshot copies into a region: AWS runs 20 at a time and refuses, or lets fail, what comes on top. Counts what all commands of the process have started and what AWS says others have;
/// first come, first served.
/// </summary>
internal sealed class CopySlots(RegionSession region)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Place> _places = [];
    private TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _listedAt = DateTimeOffset.MinValue;
    private int _others;

    /// <summary>Waits for so many places at a time. More than there are at all are given when nothing else runs.</summary>
    /// <param name="copies">The snapshots that the copy will copy: one, or those of an image.</param>
    /// <param name="events">Told where it must wait, or cannot count.</param>
    /// <param name="cancellationToken">Leaves the queue.</param>
    public async Task<Place> TakeAsync(int copies, IEngineEvents events, CancellationToken cancellationToken)
    {
        Place place = new(this, copies);
        if (copies == 0) return place;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            bool told = false;
            while (true)
            {
                Task freed = _freed.Task;
                int running = await RunningAsync(events, cancellationToken).ConfigureAwait(false);
                if (running == 0 || running + copies <= region.Settings.SnapshotCopies) break;
                if (!told) await events.SayAsync($"{running} snapshots are being copied to {region.Name}, and AWS copies {region.Settings.SnapshotCopies} at a time: waiting for a place.").ConfigureAwait(false);
                told = true;
                using CancellationTokenSource woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(Task.Delay(s_pause, region.Time, woken.Token), freed).ConfigureAwait(false);
                await woken.CancelAsync().ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }

            lock (_places) _places.Add(place);
            return place;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<int> RunningAsync(IEngineEvents events, CancellationToken cancellationToken)
    {
        // A burst of copies counts by what it started itself; the others are read now and then.
        if (region.Time.GetUtcNow() - _listedAt >= s_pause) await ListAsync(events, cancellationToken).ConfigureAwait(false);
        lock (_places) return _others + _places.Sum(place => place.Copies);
    }

    private async Task ListAsync(IEngineEvents events, CancellationToken cancellationToken)
    {
        DateTimeOffset now = region.Time.GetUtcNow();
        List<Snapshot> pending;
        try
        {
            pending = await region.Snapshots.OwnAsync([Query.Filter("status", "pending")], cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported)
        {
            if (_listedAt == DateTimeOffset.MinValue) await events.WarnAsync($"How many snapshots others copy to {region.Name} cannot be read ({failure.Message}); only this process's own copies are counted.").ConfigureAwait(false);
            (_others, _listedAt) = (0, now);
            lock (_places) _places.RemoveAll(place => place.IsLeft);
            return;
        }

        lock (_places)
        {
            HashSet<string> own = [.. _places.Select(place => place.MadeId).OfType<string>()];
            // The description of a snapshot that was copied by itself may be carried over from one of an image's: its own id comes first.
            ILookup<string, Snapshot> copies = pending.Where(IsCopy).ToLookup(snapshot => own.Contains(snapshot.SnapshotId!) ? snapshot.SnapshotId! : SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId).ImageId ?? "", StringComparer.Ordinal);
            // A copy that nobody waits for has ended when its snapshots are not pending any more, or never came to be within the time that AWS may take to show them.
            foreach (Place place in _places) place.Look(place.MadeId is { } id && copies.Contains(id));
            _places.RemoveAll(place => place.IsLeft && (place.WasSeen ? !place.IsSeen : now - place.Since >= region.Settings.VisibilityWindow));
            _others = copies.Where(copy => !own.Contains(copy.Key)).Sum(copy => copy.Count());
        }

        _listedAt = now;
    }

    // Copies made by CopySnapshot may have any description; what all copies share is a volume that does not exist.
    private static bool IsCopy(Snapshot snapshot) => SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId).ParentSnapshotId is not null || (snapshot.VolumeId is { Length: > 0 } volume && SnapshotOrigin.IsDummy(volume));

    private void Free(Place place)
    {
        lock (_places) _places.Remove(place);
        TaskCompletionSource freed = Interlocked.Exchange(ref _freed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        freed.TrySetResult();
    }

    /// <summary>The places of one copy. Disposing gives them back; a copy that runs on without anybody waiting for it is left instead.</summary>
    internal sealed class Place(CopySlots slots, int copies) : IDisposable
    {
        /// <summary>How many.</summary>
        public int Copies { get; } = copies;

        /// <summary>The image or the snapshot that is being made; null before AWS has named it.</summary>
        public string? MadeId { get; private set; }

        /// <summary>When it was left.</summary>
        public DateTimeOffset Since { get; private set; }

        /// <summary>Whether nobody waits for the copy.</summary>
        public bool IsLeft { get; private set; }

        /// <summary>Whether AWS's last list showed its snapshots as pending.</summary>
        public bool IsSeen { get; private set; }

        /// <summary>Whether any list did.</summary>
        public bool WasSeen { get; private set; }

        /// <summary>AWS has begun the copy.</summary>
        public void Started(string madeId) => MadeId = madeId;

        /// <summary>The copy runs on; AWS's list tells when it ends.</summary>
        public void Leave(DateTimeOffset now) => (IsLeft, Since) = (true, now);

        /// <summary>What AWS's list showed.</summary>
        public void Look(bool seen) => (IsSeen, WasSeen) = (seen, WasSeen || seen);

        /// <summary>Gives the places back, unless the copy was left running.</summary>
        public void Dispose()
        {
            if (!IsLeft) slots.Free(this);
        }
    }
}

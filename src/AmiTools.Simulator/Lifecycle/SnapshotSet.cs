namespace AmiTools.Simulator;

/// <summary>One snapshot's part in a set that is being made.</summary>
/// <param name="Snapshot">Already in its store, and pending.</param>
/// <param name="Duration">What moving its data takes.</param>
/// <param name="FullBytes">What it holds when it is done.</param>
internal sealed record SnapshotJob(SimSnapshot Snapshot, TimeSpan Duration, long FullBytes)
{
    /// <summary>Why it will fail, and after what time; null where it will not.</summary>
    public (TimeSpan After, string Reason)? Failure { get; init; }
}

/// <summary>
/// Snapshots that are made at the same time: those of one volume, of one CreateSnapshots or CreateImage, of one copy. Brings them from <c>pending</c>
/// to <c>completed</c> or <c>error</c> by the simulator's timeline.
/// </summary>
internal sealed class SnapshotSet
{
    private readonly SimRegion _region;
    private readonly IReadOnlyList<SnapshotJob> _jobs;
    private readonly bool _together;
    private readonly HashSet<SnapshotJob> _waiting = [];
    private int _open;
    private string? _failure;

    private SnapshotSet(SimRegion region, IReadOnlyList<SnapshotJob> jobs, bool together)
    {
        _region = region;
        _jobs = jobs;
        _together = together;
        _open = jobs.Count;
    }

    /// <summary>Called for each snapshot that is no longer pending, however that came.</summary>
    public Action<SimSnapshot>? Settled { get; init; }

    /// <summary>Called once when none is pending any more: with the time, and the reason of the first failure or null.</summary>
    public Action<DateTimeOffset, string?>? Done { get; init; }

    /// <summary>Starts the work.</summary>
    /// <param name="region">Where the snapshots are.</param>
    /// <param name="jobs">At least one.</param>
    /// <param name="together">Whether they complete and fail as one: each stays at 99 % until the last is there.</param>
    /// <param name="settled">See <see cref="Settled"/>.</param>
    /// <param name="done">See <see cref="Done"/>.</param>
    public static void Begin(SimRegion region, IReadOnlyList<SnapshotJob> jobs, bool together, Action<SimSnapshot>? settled = null, Action<DateTimeOffset, string?>? done = null)
    {
        var set = new SnapshotSet(region, jobs, together) { Settled = settled, Done = done };
        foreach (var planned in jobs)
        {
            var job = region.Simulator.Mishaps.Afflict(region, planned);
            var start = job.Snapshot.CreatedAt;
            job.Snapshot.Work = new(start, start + job.Duration);
            if (job.Failure is { } failure)
                region.Simulator.Schedule(start + failure.After, now => set.Fail(job, failure.Reason, now));
            else
                region.Simulator.Schedule(start + job.Duration, now => set.Arrive(job, now));
        }
    }

    /// <summary>Fails a pending snapshot from outside, as when the source of a copy is deleted.</summary>
    public static void Fail(SimSnapshot snapshot, string reason)
    {
        snapshot.State = "error";
        snapshot.StateMessage = reason;
        snapshot.Progress = 0;
        snapshot.Work = null;
    }

    private void Arrive(SnapshotJob job, DateTimeOffset now)
    {
        if (job.Snapshot.State != "pending")
        {
            Settle(job, now);
            return;
        }
        if (!_together)
        {
            Complete(job, now);
            Settle(job, now);
            return;
        }
        _waiting.Add(job);
        if (_waiting.Count < _open)
            return;
        foreach (var each in _jobs.Where(_waiting.Contains))
        {
            Complete(each, now);
            Settle(each, now);
        }
    }

    private void Fail(SnapshotJob job, string reason, DateTimeOffset now)
    {
        _failure ??= reason;
        foreach (var each in _together ? _jobs : [job])
        {
            if (each.Snapshot.State == "pending")
                Fail(each.Snapshot, each.Snapshot == job.Snapshot ? reason : $"Another snapshot of the same set failed: {reason}");
        }
        Settle(job, now);
        foreach (var each in _jobs.Where(_waiting.Contains).ToList())
            Settle(each, now);
    }

    private static void Complete(SnapshotJob job, DateTimeOffset now)
    {
        var snapshot = job.Snapshot;
        snapshot.State = "completed";
        snapshot.Progress = 100;
        snapshot.CompletionTime = now;
        snapshot.FullSizeBytes = job.FullBytes;
        snapshot.Work = null;
    }

    private void Settle(SnapshotJob job, DateTimeOffset now)
    {
        _waiting.Remove(job);
        _failure ??= job.Snapshot.State == "error" ? job.Snapshot.StateMessage : null;
        Settled?.Invoke(job.Snapshot);
        if (job.Snapshot.DeleteWhenDone)
            Deletion.Remove(_region, job.Snapshot, now);
        if (--_open == 0)
            Done?.Invoke(now, _failure);
    }
}

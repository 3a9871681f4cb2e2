namespace AmiTools.Simulator;

/// <summary>A timer on simulated time. Disposing and changing it outdate what the clock has queued.</summary>
internal sealed class ClockTimer(SimulatorClock clock, TimerCallback callback, object? state) : ITimer
{
    // A callback that captured an execution context runs in it, as with the system's timers.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly object _gate = new();
    private long _version;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _disposed;

    public long Version => Volatile.Read(ref _version);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        long version;
        lock (_gate)
        {
            if (_disposed)
                return false;
            version = ++_version;
            _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
        }
        if (dueTime == TimeSpan.Zero)
            // Due at once needs no clock to move. On the pool, because the caller may hold locks that the callback wants.
            ThreadPool.UnsafeQueueUserWorkItem(static t => t.FireNow(), this, preferLocal: false);
        else if (dueTime != Timeout.InfiniteTimeSpan)
            clock.Enqueue(this, version, Due(dueTime));
        return true;
    }

    public void Fire()
    {
        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, static t => ((ClockTimer)t!).Invoke(), this);
    }

    /// <summary>The clock took this timer out of its queue to fire it: queues the next period, if there is one.</summary>
    public void Taken(long due)
    {
        long version;
        TimeSpan period;
        lock (_gate)
        {
            version = ++_version;
            period = _period;
            if (_disposed || period == Timeout.InfiniteTimeSpan)
                return;
        }
        clock.Enqueue(this, version, due + period.Ticks);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _version++;
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Invoke() => callback(state);

    private void FireNow()
    {
        var now = clock.GetUtcNow().UtcTicks;
        lock (_gate)
        {
            if (_disposed)
                return;
        }
        Taken(now);
        Fire();
    }

    private long Due(TimeSpan after)
    {
        var now = clock.GetUtcNow().UtcTicks;
        return after.Ticks > DateTime.MaxValue.Ticks - now ? DateTime.MaxValue.Ticks : now + after.Ticks;
    }

    private static void Check(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(name, value, "The time must be zero or more, or infinite.");
    }
}

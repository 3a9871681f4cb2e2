namespace AmiTools.Simulator;

/// <summary>Where a clock keeps its time, in UTC ticks that never go back.</summary>
internal interface ITimeSource
{
    long Now { get; }

    void MoveTo(long ticks);
}

/// <summary>Time that stands still until it is moved.</summary>
internal sealed class StoredTime(DateTimeOffset start) : ITimeSource
{
    private long _now = start.UtcTicks;

    public long Now => Volatile.Read(ref _now);

    public void MoveTo(long ticks)
    {
        long seen;
        while ((seen = Volatile.Read(ref _now)) < ticks && Interlocked.CompareExchange(ref _now, ticks, seen) != seen)
        {
        }
    }
}

/// <summary>Real time times a speed, plus what was stepped.</summary>
internal sealed class ScaledTime(DateTimeOffset start, TimeProvider real, double speed) : ITimeSource
{
    private readonly long _realStart = real.GetTimestamp();
    private readonly object _gate = new();
    private long _ahead;

    public long Now => start.UtcTicks + (long)(real.GetElapsedTime(_realStart).Ticks * speed) + Volatile.Read(ref _ahead);

    public void MoveTo(long ticks)
    {
        lock (_gate)
        {
            var missing = ticks - Now;
            if (missing > 0)
                _ahead += missing;
        }
    }
}

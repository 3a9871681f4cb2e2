namespace AmiTools.Simulator;

/// <summary>
/// The time of one simulated AWS. Give the same instance to the code that is tested (as its <see cref="TimeProvider"/>) and both live in the
/// same time: an engine that polls for six simulated hours then takes milliseconds (<see cref="ClockMode.Jump"/>), or exactly as long as a test
/// steps (<see cref="ClockMode.Manual"/>), or real time divided by the speed (<see cref="ClockMode.WallClock"/>).
/// </summary>
/// <remarks>
/// Timers fire in order of due time, and <see cref="GetUtcNow"/> is the due time while they fire. They run on the thread that moves the clock, so
/// that one seed gives one order of events; a callback (or a continuation of a delay) must therefore not block waiting for another timer.
/// </remarks>
public sealed partial class SimulatorClock : TimeProvider, IDisposable
{
    /// <summary>Where manual and jumping clocks start: a Monday morning, UTC.</summary>
    public static readonly DateTimeOffset DefaultStart = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly object _gate = new();
    private readonly PriorityQueue<(ClockTimer Timer, long Version), (long Due, long Order)> _timers = new();
    private readonly ITimeSource _source;
    private long _order;
    private bool _disposed;

    private SimulatorClock(ClockMode mode, DateTimeOffset start, TimeProvider real, double speed, TimeSpan quiet)
    {
        Mode = mode;
        Speed = speed;
        _real = real;
        _quiet = quiet;
        _insiders = mode == ClockMode.Jump ? new() : null;
        _insiders?.Enter();
        _source = mode == ClockMode.WallClock ? new ScaledTime(start, real, speed) : new StoredTime(start);
    }

    /// <summary>A clock that only <see cref="Step"/> moves.</summary>
    public static SimulatorClock Manual(DateTimeOffset? start = null) =>
        new(ClockMode.Manual, start ?? DefaultStart, System, 0, TimeSpan.Zero);

    /// <summary>
    /// A clock that jumps to the next timer as soon as everybody waits who lives in its time: the code that made it or uses it, and all that this code
    /// starts (see <see cref="Enter"/>). For a grace of <paramref name="quiet"/> of real time nobody may have begun anything (default 0.1 ms; 20 ms
    /// before a jump of more than three minutes, which may be somebody's timeout).
    /// Only timers are jumped to: without a waiter time stands still, whatever the simulated services still have to do.
    /// </summary>
    public static SimulatorClock Jumping(DateTimeOffset? start = null, TimeSpan? quiet = null) =>
        new(ClockMode.Jump, start ?? DefaultStart, System, 0, quiet ?? TimeSpan.FromMilliseconds(0.1));

    /// <summary>A clock that follows real time.</summary>
    /// <param name="speed">Simulated seconds per real second, above zero.</param>
    /// <param name="start">Default: the real time now.</param>
    /// <param name="real">Where real time comes from; default the system's clock.</param>
    public static SimulatorClock WallClock(double speed = 1, DateTimeOffset? start = null, TimeProvider? real = null)
    {
        if (!double.IsFinite(speed) || speed <= 0)
            throw new ArgumentOutOfRangeException(nameof(speed), speed, "The speed must be above zero.");
        real ??= System;
        return new(ClockMode.WallClock, start ?? real.GetUtcNow(), real, speed, TimeSpan.Zero);
    }

    /// <summary>What moves this clock.</summary>
    public ClockMode Mode { get; }

    /// <summary>Simulated seconds per real second; 0 where real time does not move the clock.</summary>
    public double Speed { get; }

    /// <summary>Called after each move, with the new time, before the timers that are due fire. On the moving thread, without a lock.</summary>
    internal event Action<DateTimeOffset>? Moved;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    /// <inheritdoc />
    public override long GetTimestamp()
    {
        Touch();
        return _source.Now;
    }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Moves time forward and fires what becomes due, in order. Works in every mode, on top of what else moves the clock.</summary>
    /// <param name="by">Zero or more.</param>
    public void Step(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        StepTo(GetUtcNow() + by);
    }

    /// <summary>Moves time forward to an instant; nothing happens if that has passed already.</summary>
    public void StepTo(DateTimeOffset instant)
    {
        while (TakeDue(instant.UtcTicks) is { } due)
        {
            MoveTo(due.Due);
            due.Timer.Fire();
        }
        MoveTo(instant.UtcTicks);
        Rearm();
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ClockTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends the clock's own thread and timer. Pending timers never fire.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timers.Clear();
            _wake?.Dispose();
            _wake = null;
        }
    }

    internal void Enqueue(ClockTimer timer, long version, long due)
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _timers.Enqueue((timer, version), (due, ++_order));
        }
        Touch();
        Rearm();
    }

    /// <summary>The next timer that is due by an instant, taken out of the queue; null where there is none.</summary>
    private (ClockTimer Timer, long Due)? TakeDue(long until)
    {
        lock (_gate)
        {
            while (PeekLive() is { } next)
            {
                if (next.Due > until)
                    return null;
                _timers.Dequeue();
                next.Timer.Taken(next.Due);
                return next;
            }
            return null;
        }
    }

    /// <summary>The first timer that was not changed or disposed since it was queued. The gate must be held.</summary>
    private (ClockTimer Timer, long Due)? PeekLive()
    {
        while (_timers.TryPeek(out var entry, out var priority))
        {
            if (entry.Timer.Version == entry.Version)
                return (entry.Timer, priority.Due);
            _timers.Dequeue();
        }
        return null;
    }

    private void MoveTo(long ticks)
    {
        _source.MoveTo(ticks);
        Moved?.Invoke(GetUtcNow());
    }

    private void Rearm()
    {
        if (Mode == ClockMode.WallClock)
            ArmWake();
        else if (Mode == ClockMode.Jump)
            EnsureJumper();
    }
}

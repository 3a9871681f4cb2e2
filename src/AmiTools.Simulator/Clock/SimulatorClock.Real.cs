namespace AmiTools.Simulator;

// What ties the clock to real time: the wake-up of a wall clock, and the thread of a jumping one.
public sealed partial class SimulatorClock
{
    private static readonly TimeSpan s_longJump = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_longJumpQuiet = TimeSpan.FromMilliseconds(20);

    /// <summary>How often this thread gives the processor away before a long jump.</summary>
    private const int LongJumpRounds = 20;

    private static readonly TimeSpan s_longestWake = TimeSpan.FromDays(20);

    /// <summary>A thread that works for so long without touching the clock is taken for one that is blocked where the runtime does not see it.</summary>
    private static readonly TimeSpan s_blocked = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _real;
    private readonly TimeSpan _quiet;
    private readonly Insiders? _insiders;
    private ITimer? _wake;
    private bool _jumperRuns;
    private int _holds;
    private long _touched;

    /// <summary>
    /// Keeps a jumping clock from jumping until the result is disposed: for work that the clock cannot see, such as another process's.
    /// Holds nest. Without effect in the other modes.
    /// </summary>
    public IDisposable Hold()
    {
        Interlocked.Increment(ref _holds);
        Touch();
        return new HoldToken(this);
    }

    /// <summary>
    /// Tells a jumping clock that the calling code, and all that it starts from here on, lives in its time: it does not jump while any of that runs.
    /// Whoever made the clock, and whoever asks it for the time or for a timer, is known already. Without effect in the other modes.
    /// </summary>
    public void Enter() => _insiders?.Enter();

    /// <summary>Notes that somebody is at work, so that a jump waits.</summary>
    internal void Touch()
    {
        if (_insiders is null)
            return;
        Interlocked.Increment(ref _touched);
        _insiders.Enter();
    }

    private void ArmWake()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _wake ??= _real.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (PeekLive() is not { } next)
            {
                _wake.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }
            var wait = TimeSpan.FromTicks((long)Math.Ceiling(Math.Max(0, next.Due - _source.Now) / Speed));
            _wake.Change(wait < s_longestWake ? wait : s_longestWake, Timeout.InfiniteTimeSpan);
        }
    }

    private void Wake()
    {
        // Real timers have whole milliseconds and may fire early: what is not due yet is armed again.
        StepTo(GetUtcNow());
    }

    private void EnsureJumper()
    {
        lock (_gate)
        {
            if (_jumperRuns || _disposed || PeekLive() is null)
                return;
            _jumperRuns = true;
        }
        // Unsafe: without the caller's execution context, or the clock's own thread would count as one of those that it waits for.
        new Thread(JumpWhileSomebodyWaits) { IsBackground = true, Name = "simulator clock" }.UnsafeStart();
    }

    private void JumpWhileSomebodyWaits()
    {
        while (true)
        {
            (ClockTimer Timer, long Due) next;
            lock (_gate)
            {
                if (_disposed || PeekLive() is not { } live)
                {
                    _jumperRuns = false;
                    return;
                }
                next = live;
            }
            if (WaitForQuiet(next.Due) && TakeDue(next.Due) is { } due)
            {
                MoveTo(due.Due);
                due.Timer.Fire();
            }
        }
    }

    /// <summary>True once nobody works; false when somebody touched the clock meanwhile, so that the next timer may be another one.</summary>
    private bool WaitForQuiet(long due)
    {
        var touched = Volatile.Read(ref _touched);
        var quiet = due - _source.Now > s_longJump.Ticks ? s_longJumpQuiet : _quiet;
        var begun = _real.GetTimestamp();
        var since = begun;
        var spin = new SpinWait();
        var rounds = 0;
        while (Volatile.Read(ref _touched) == touched && !Volatile.Read(ref _disposed))
        {
            if (Volatile.Read(ref _holds) > 0 || (_insiders!.SomebodyWorks() && _real.GetElapsedTime(begun) < s_blocked))
            {
                since = _real.GetTimestamp();
                rounds = 0;
                spin.SpinOnce();
                continue;
            }
            if (_real.GetElapsedTime(since) >= quiet && (quiet == _quiet || rounds >= LongJumpRounds))
            {
                _insiders.HaveEverybodyComeRound();
                if (!_insiders.SomebodyWorks() || _real.GetElapsedTime(begun) >= s_blocked)
                    return Volatile.Read(ref _touched) == touched && Volatile.Read(ref _holds) == 0;
            }
            // The usual grace is too short to give the processor away in it.
            if (quiet == _quiet)
                Thread.SpinWait(50);
            else
            {
                // Where the machine has more to do than processors, time alone says nothing: whoever was only waiting for one must have had a turn.
                spin.SpinOnce(sleep1Threshold: 0);
                rounds++;
            }
        }
        return false;
    }

    private sealed class HoldToken(SimulatorClock clock) : IDisposable
    {
        private SimulatorClock? _clock = clock;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _clock, null) is { } held)
            {
                Interlocked.Decrement(ref held._holds);
                held.Touch();
            }
        }
    }
}

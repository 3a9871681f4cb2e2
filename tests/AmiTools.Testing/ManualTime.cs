using AmiTools.Simulator;

namespace AmiTools.Testing;

/// <summary>Time that stands until a test moves it. Timers fire on the thread that moves it, in order of their due time.</summary>
public sealed class ManualTime : TimeProvider
{
    /// <summary>How often nobody is to be at work before time moves on: whoever only waits for a processor gets his turn between.</summary>
    private const int Turns = 5;

    /// <summary>Work that takes longer without waiting for anything is taken for blocked where the runtime does not see it.</summary>
    private static readonly TimeSpan s_blocked = TimeSpan.FromSeconds(10);

    private readonly Insiders _insiders = new();
    private readonly object _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now;
    private long _order;

    /// <summary>Time that stands at <paramref name="start"/>; by default a morning in 2026, UTC.</summary>
    public ManualTime(DateTimeOffset? start = null)
    {
        _now = Start = start ?? new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        _insiders.Enter();
    }

    /// <summary>Where it began.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>How far it has been moved.</summary>
    public TimeSpan Elapsed => GetUtcNow() - Start;

    /// <summary>How many timers wait.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
                return _timers.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _insiders.Enter();
        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time forward and fires what becomes due.</summary>
    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } timer)
            timer.Fire();
        lock (_gate)
            _now = until;
    }

    /// <summary>Waits until a timer is there to be waited for, however long what sets it takes in real time.</summary>
    public Task ArmedAsync()
    {
        lock (_gate)
            return _timers.Count > 0 ? Task.CompletedTask : _armed.Task;
    }

    /// <summary>
    /// Moves time to the next timer, again and again, until the work is done: each time only when the work waits, or a busy machine would have its time
    /// limits run out before an answer that is there was taken. Everything but the work must be at rest.
    /// </summary>
    public async Task<T> RunAsync<T>(Task<T> work)
    {
        await RunAsync((Task)work).ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public async Task RunAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, ArmedAsync()).ConfigureAwait(false);
            await RestAsync(work).ConfigureAwait(false);
            if (!work.IsCompleted && Next() is { } due)
                Advance(due - GetUtcNow());
        }
        await work.ConfigureAwait(false);
    }

    // On a thread of its own: one of the pool would be missing there, and those of several tests would take each other for work.
    private Task RestAsync(Task work) => Task.Factory.StartNew(() =>
    {
        var begun = System.GetTimestamp();
        for (var calm = 0; calm < Turns && !work.IsCompleted && System.GetElapsedTime(begun) < s_blocked;)
        {
            if (!_insiders.SomebodyWorks())
                calm++;
            Thread.Sleep(1);
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private DateTimeOffset? Next()
    {
        lock (_gate)
            return _timers.Count == 0 ? null : _timers.Min(timer => timer.Due);
    }

    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= until).OrderBy(timer => timer.Due).ThenBy(timer => timer.Order).FirstOrDefault();
            if (next is null)
                return null;
            _timers.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
            return next;
        }
    }

    private void Set(ManualTimer timer, TimeSpan dueTime)
    {
        TaskCompletionSource armed;
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return;
            timer.Due = _now + dueTime;
            timer.Order = ++_order;
            _timers.Add(timer);
            armed = _armed;
            _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        armed.TrySetResult();
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; set; }

        public long Order { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            time.Set(this, dueTime);
            return true;
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
                time.Set(this, _period);
            callback(state);
        }

        public void Dispose() => time.Set(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

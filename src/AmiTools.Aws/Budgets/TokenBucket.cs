namespace AmiTools.Aws;

/// <summary>
/// One of AWS's token buckets, as we count it: whoever wants to call takes a token first, and waits in line where there is none. First come, first served, over all commands of the
/// process.
/// </summary>
/// <remarks>
/// Others may use the same account, so that AWS's count can be lower than ours. When AWS throttles all the same, the bucket is emptied and refills at half its rate, at least a tenth of
/// AWS's; every half minute without another throttle doubles the rate again.
/// </remarks>
public sealed class TokenBucket
{
    private const double SlowestShare = 0.1;
    private const double RoundingError = 1e-9;
    private static readonly TimeSpan s_recovery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_oneEpisode = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly LinkedList<Waiter> _line = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private double _tokens;
    private double _share = 1;
    private long _counted;
    private long? _throttled;

    /// <summary>A full bucket.</summary>
    public TokenBucket(BucketSize size, TimeProvider time)
    {
        Size = size;
        _time = time;
        _tokens = size.Capacity;
        _counted = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Serve(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What AWS allows.</summary>
    public BucketSize Size { get; }

    /// <summary>The tokens in it now; less than zero never.</summary>
    public double Tokens
    {
        get
        {
            lock (_gate)
            {
                Refill();
                return _tokens;
            }
        }
    }

    /// <summary>The tokens that come back in a second now: fewer than AWS allows for a while after it throttled.</summary>
    public double RefillPerSecond
    {
        get
        {
            lock (_gate)
            {
                Refill();
                return Size.RefillPerSecond * _share;
            }
        }
    }

    /// <summary>How many wait in line.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _line.Count;
        }
    }

    /// <summary>Takes tokens, waiting for its turn.</summary>
    /// <param name="count">How many; more than the bucket holds counts as a full bucket.</param>
    /// <param name="cancellationToken">Leaves the line; nothing is taken then.</param>
    public Task TakeAsync(double count, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        count = Math.Min(count, Size.Capacity);
        Waiter waiter;
        lock (_gate)
        {
            Refill();
            if (_line.Count == 0 && Has(count))
            {
                Spend(count);
                return Task.CompletedTask;
            }
            waiter = new(count);
            waiter.Place = _line.AddLast(waiter);
            Arm();
        }
        return waiter.WaitAsync(Leave, cancellationToken);
    }

    /// <summary>Notes that AWS throttled a call that had its token: the bucket is empty on AWS's side.</summary>
    public void NoteThrottle()
    {
        lock (_gate)
        {
            Refill();
            _tokens = 0;
            // Calls under way together are throttled together: that is one piece of news, not fifty.
            if (_throttled is not { } last || _time.GetElapsedTime(last) >= s_oneEpisode)
            {
                _share = Math.Max(SlowestShare, _share / 2);
                _throttled = _time.GetTimestamp();
            }
            Arm();
        }
    }

    private void Serve()
    {
        List<Waiter> served = [];
        lock (_gate)
        {
            Refill();
            while (_line.First is { } first && Has(first.Value.Count))
            {
                Spend(first.Value.Count);
                _line.RemoveFirst();
                first.Value.Place = null;
                served.Add(first.Value);
            }
            Arm();
        }
        foreach (var waiter in served)
            waiter.Serve();
    }

    private void Leave(Waiter waiter)
    {
        lock (_gate)
        {
            // Served meanwhile: the token is spent, as if the call had gone out.
            if (waiter.Place is null)
                return;
            _line.Remove(waiter.Place);
            waiter.Place = null;
        }
        waiter.Cancel();
        // Whoever stood behind may want less and be due at once.
        Serve();
    }

    private bool Has(double count) => _tokens + RoundingError >= count;

    private void Spend(double count) => _tokens = Math.Max(0, _tokens - count);

    private void Refill()
    {
        var now = _time.GetTimestamp();
        while (_share < 1 && _throttled is { } since && _time.GetElapsedTime(since, now) >= s_recovery)
        {
            var end = since + Ticks(s_recovery);
            Add(_counted, end);
            _counted = Math.Max(_counted, end);
            _share = Math.Min(1, _share * 2);
            _throttled = _share < 1 ? end : null;
        }
        Add(_counted, now);
        _counted = now;
    }

    private void Add(long from, long to)
    {
        if (to > from)
            _tokens = Math.Min(Size.Capacity, _tokens + (_time.GetElapsedTime(from, to).TotalSeconds * Size.RefillPerSecond * _share));
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    /// <summary>Sets the timer for the moment when the first in line can be served. The gate must be held.</summary>
    private void Arm()
    {
        if (_line.First is not { } first)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }
        var missing = Math.Max(0, first.Value.Count - _tokens);
        // Timers have whole milliseconds: one that came early would find nothing and be set again.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(missing / (Size.RefillPerSecond * _share) * 1000));
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private sealed class Waiter(double count)
    {
        private readonly TaskCompletionSource _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CancellationToken _cancellationToken;

        public double Count { get; } = count;

        public LinkedListNode<Waiter>? Place { get; set; }

        public async Task WaitAsync(Action<Waiter> leave, CancellationToken cancellationToken)
        {
            _cancellationToken = cancellationToken;
            await using var registration = cancellationToken.Register(() => leave(this)).ConfigureAwait(false);
            await _turn.Task.ConfigureAwait(false);
        }

        public void Serve() => _turn.TrySetResult();

        public void Cancel() => _turn.TrySetCanceled(_cancellationToken);
    }
}

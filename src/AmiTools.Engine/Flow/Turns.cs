namespace AmiTools.Engine.Flow;

/// <summary>
/// Lets through together what comes one by one, so that what it then asks can be asked in few calls: the first at once, those that come soon after it all at the next turn. As long as they keep coming, turns
/// become rarer.
/// </summary>
internal sealed class Turns(TimeProvider time)
{
    private const double Growth = 1.5;

    /// <summary>How long the second waits at the most.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>How long anybody does.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private TimeSpan _length = Shortest;
    private DateTimeOffset _turn = DateTimeOffset.MinValue;
    private Task _next = Task.CompletedTask;

    /// <summary>Waits for the next turn.</summary>
    public Task NextAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (now - _turn >= _length)
            {
                _turn = now;
                _length = Shortest;
                return Task.CompletedTask;
            }

            if (now >= _turn)
            {
                _turn += _length;
                _next = Task.Delay(Patience.WholeMilliseconds(_turn - now), time, CancellationToken.None);
                _length = _length * Growth < Longest ? _length * Growth : Longest;
            }

            return _next.WaitAsync(cancellationToken);
        }
    }
}

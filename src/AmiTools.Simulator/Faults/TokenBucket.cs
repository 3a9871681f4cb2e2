namespace AmiTools.Simulator;

/// <summary>A bucket of tokens that fills evenly. Starts full.</summary>
internal sealed class TokenBucket
{
    private readonly double _capacity;
    private readonly double _perSecond;
    private double _tokens;
    private DateTimeOffset? _filledAt;

    public TokenBucket(double capacity, double perSecond)
    {
        _capacity = capacity;
        _perSecond = perSecond;
        _tokens = capacity;
    }

    /// <summary>Takes tokens, or none where there are too few.</summary>
    public bool TryTake(DateTimeOffset now, double count = 1)
    {
        if (_filledAt is { } before)
            _tokens = Math.Min(_capacity, _tokens + (Math.Max(0, (now - before).TotalSeconds) * _perSecond));
        _filledAt = now;
        if (_tokens < count)
            return false;
        _tokens -= count;
        return true;
    }
}

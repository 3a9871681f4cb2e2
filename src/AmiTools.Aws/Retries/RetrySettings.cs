namespace AmiTools.Aws;

/// <summary>How often and how soon a failed attempt is repeated.</summary>
public sealed class RetrySettings
{
    /// <summary>Attempts of a call that AWS throttles. Many, because a throttled call did nothing and the budgets slow down meanwhile.</summary>
    public int ThrottledAttempts { get; init; } = 10;

    /// <summary>Attempts of a call that the server or the network fails.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Attempts to reach an endpoint that refuses or does not exist, or to get an answer out of something that gives web pages. Few, because it rarely mends itself.</summary>
    public int HopelessAttempts { get; init; } = 2;

    /// <summary>The longest first wait after an error of the server or the network; doubles with each attempt.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest first wait after a throttled attempt; doubles with each attempt.</summary>
    public TimeSpan FirstThrottledWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No wait is longer.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The same settings with the attempts that the user's AWS configuration asks for (<c>AWS_MAX_ATTEMPTS</c>, <c>max_attempts</c>).</summary>
    /// <param name="attempts">1 or more: how often a call is made in all.</param>
    public RetrySettings WithAttempts(int attempts) => new()
    {
        ThrottledAttempts = attempts, Attempts = attempts, HopelessAttempts = Math.Min(attempts, HopelessAttempts),
        FirstWait = FirstWait, FirstThrottledWait = FirstThrottledWait, LongestWait = LongestWait,
    };
}

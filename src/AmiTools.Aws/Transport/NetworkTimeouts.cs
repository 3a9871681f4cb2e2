namespace AmiTools.Aws;

/// <summary>How long the network may take. All but <see cref="Connect"/> run on the environment's <see cref="TimeProvider"/>.</summary>
public sealed class NetworkTimeouts
{
    /// <summary>For a TCP and TLS connection; real time, because the socket's handler counts it.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For the first answer ever of an endpoint that is not AWS's own, so that a wrong address is known as one within seconds.</summary>
    public TimeSpan FirstAnswer { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>For an answer to begin, and for each further piece of it. AWS itself breaks off after a minute.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>None at all: for a simulator in the same process, whose clock may run much faster than its code.</summary>
    public static NetworkTimeouts None { get; } = new() { Connect = Timeout.InfiniteTimeSpan, FirstAnswer = Timeout.InfiniteTimeSpan, Answer = Timeout.InfiniteTimeSpan };
}

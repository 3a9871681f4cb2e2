using AmiTools.Engine.Errors;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Flow;

/// <summary>Asking again, with growing pauses, until something holds or a time is over.</summary>
internal static class Patience
{
    /// <summary>Asks until the answer is not null.</summary>
    /// <returns>The answer; null where the window passed without one.</returns>
    /// <param name="time">Whose seconds count.</param>
    /// <param name="window">How long to go on asking.</param>
    /// <param name="ask">The question.</param>
    /// <param name="firstPause">The pause before the second question; it doubles up to <paramref name="longestPause"/>.</param>
    /// <param name="longestPause">The longest pause.</param>
    /// <param name="cancellationToken">Cancels the asking.</param>
    public static async Task<T?> UntilAsync<T>(TimeProvider time, TimeSpan window, Func<CancellationToken, Task<T?>> ask, TimeSpan firstPause, TimeSpan longestPause, CancellationToken cancellationToken)
        where T : class
    {
        DateTimeOffset end = time.GetUtcNow() + window;
        GrowingPause pause = new(time, firstPause, longestPause);
        while (true)
        {
            if (await ask(cancellationToken).ConfigureAwait(false) is { } answer) return answer;
            TimeSpan left = end - time.GetUtcNow();
            if (left <= TimeSpan.Zero) return null;
            await pause.WaitAsync(left, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a call again for a while where AWS does not know the resource yet that was made or read a moment ago.</summary>
    /// <exception cref="AmiException">What the call ended with; where the window passed, that the resource is not there.</exception>
    public static async Task<T> UntilKnownAsync<T>(RegionSession region, TimeSpan window, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : class
    {
        AmiException? last = null;
        return await UntilAsync(region.Time, window, async token =>
        {
            try
            {
                return await call(token).ConfigureAwait(false);
            }
            catch (AmiException failure) when (failure.IsNotFound())
            {
                last = failure;
                return null;
            }
        }, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), cancellationToken).ConfigureAwait(false) ?? throw last!;
    }

    /// <summary>A pause that ends no earlier than asked: <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/> cuts fractions of a millisecond off, and a loop that waits for the rest would spin.</summary>
    public static TimeSpan WholeMilliseconds(TimeSpan pause) => TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds));
}

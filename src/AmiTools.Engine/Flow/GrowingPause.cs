namespace AmiTools.Engine.Flow;

/// <summary>Pauses of which each is twice as long as the one before.</summary>
/// <param name="time">Whose seconds count.</param>
/// <param name="first">The first pause.</param>
/// <param name="longest">The longest pause.</param>
internal sealed class GrowingPause(TimeProvider time, TimeSpan first, TimeSpan longest)
{
    private TimeSpan _next = first;

    /// <summary>Pauses.</summary>
    /// <param name="cancellationToken">Cancels the pause.</param>
    public Task WaitAsync(CancellationToken cancellationToken) => WaitAsync(_next, cancellationToken);

    /// <summary>Pauses, but not beyond an end that is near.</summary>
    /// <param name="left">How long it is to that end.</param>
    /// <param name="cancellationToken">Cancels the pause.</param>
    public async Task WaitAsync(TimeSpan left, CancellationToken cancellationToken)
    {
        await Task.Delay(Patience.WholeMilliseconds(_next < left ? _next : left), time, cancellationToken).ConfigureAwait(false);
        _next = _next * 2 < longest ? _next * 2 : longest;
    }
}

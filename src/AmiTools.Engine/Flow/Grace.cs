namespace AmiTools.Engine.Flow;

/// <summary>A token for work that should not be left half done: it is cancelled a bounded time after the command's own.</summary>
internal sealed class Grace : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _registration;

    /// <param name="time">Whose seconds count.</param>
    /// <param name="window">How long the work may go on after the command was cancelled.</param>
    /// <param name="command">The command's own token.</param>
    public Grace(TimeProvider time, TimeSpan window, CancellationToken command)
    {
        _timer = time.CreateTimer(_ => _end.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _registration = command.Register(() => _timer.Change(window, Timeout.InfiniteTimeSpan));
    }

    /// <summary>The token.</summary>
    public CancellationToken Token => _end.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _timer.Dispose();
        _end.Dispose();
    }
}

namespace AmiTools.Pipeline;

/// <summary>
/// Carries work from any thread to the pipeline thread, the only one that may write objects, errors and questions.
/// The pipeline thread runs it in <see cref="RunReady"/> and <see cref="RunToEnd"/>, in the order in which it came.
/// </summary>
/// <param name="stop">Cancelled when the pipeline thread is told, by an exception out of what it runs, that the command is over.</param>
internal sealed class Pump(CancellationTokenSource stop)
{
    private readonly object _gate = new();
    private readonly Queue<Work> _queue = new();
    private bool _completed;
    private bool _abandoned;

    /// <summary>Has the pipeline thread run something, and completes with its result.</summary>
    /// <param name="action">What to run there.</param>
    /// <param name="late">What to do instead, on the caller's thread, where the command is over already.</param>
    /// <exception cref="OperationCanceledException">The command is over, whether it was before or because of this.</exception>
    public Task<T> InvokeAsync<T>(Func<T> action, Action? late = null)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool queued = TryEnqueue(new Work(
            () =>
            {
                T result;
                try
                {
                    result = action();
                }
                catch
                {
                    // First the token, then the answer: whoever awaits this must find the command over, and not take what it gets for a failure of its own.
                    stop.Cancel();
                    answer.SetCanceled(stop.Token);
                    throw;
                }
                answer.SetResult(result);
            },
            () => answer.SetCanceled(stop.Token)));
        if (!queued)
        {
            late?.Invoke();
            answer.SetCanceled(stop.Token);
        }
        return answer.Task;
    }

    /// <summary>Has the pipeline thread run something, and waits for nothing. What comes after the end is dropped.</summary>
    public void Post(Action action) => TryEnqueue(new Work(action, static () => { }));

    /// <summary>Says that nothing comes any more.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>On the pipeline thread: runs what is there, without waiting for more.</summary>
    public void RunReady()
    {
        while (TryTake(wait: false) is { } work) work.Run();
    }

    /// <summary>On the pipeline thread: runs what is there and what comes, until <see cref="Complete"/>.</summary>
    public void RunToEnd()
    {
        while (TryTake(wait: true) is { } work) work.Run();
    }

    /// <summary>Cancels what waits for the pipeline thread, and everything that still comes.</summary>
    public void Abandon()
    {
        Work[] left;
        lock (_gate)
        {
            _abandoned = true;
            left = [.. _queue];
            _queue.Clear();
        }
        foreach (Work work in left) work.Drop();
    }

    private bool TryEnqueue(Work work)
    {
        lock (_gate)
        {
            if (_abandoned || _completed) return false;
            _queue.Enqueue(work);
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    private Work? TryTake(bool wait)
    {
        lock (_gate)
        {
            while (wait && _queue.Count == 0 && !_completed) Monitor.Wait(_gate);
            return _queue.TryDequeue(out Work? work) ? work : null;
        }
    }

    private sealed record Work(Action Run, Action Drop);
}

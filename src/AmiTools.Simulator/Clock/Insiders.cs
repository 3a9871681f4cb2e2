using System.Collections.Concurrent;

namespace AmiTools.Simulator;

/// <summary>
/// Knows which code lives in a clock's time, and whether any of it is running. The mark is an <see cref="AsyncLocal{T}"/>: it flows with the execution
/// context into everything that marked code starts, and the runtime reports each thread that takes up or leaves a marked context.
/// </summary>
internal sealed class Insiders
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    private readonly AsyncLocal<bool> _mark;
    private readonly ConcurrentDictionary<Thread, bool> _threads = new();

    /// <summary>Where marked code is resumed, if that is not the pool: contexts of test frameworks and the like.</summary>
    private readonly ConcurrentDictionary<SynchronizationContext, bool> _contexts = new();

    public Insiders() => _mark = new(OnSwitch);

    public void Enter()
    {
        if (!_mark.Value)
            _mark.Value = true;
        if (SynchronizationContext.Current is { } context && context.GetType() != typeof(SynchronizationContext) && !_contexts.ContainsKey(context))
            _contexts[context] = true;
    }

    /// <summary>
    /// Whether a marked thread other than the caller's is running, or waits for nothing but a processor, or the pool has something to run. A blocked thread does not work: what
    /// it waits for is done by others.
    /// </summary>
    public bool SomebodyWorks()
    {
        if (ThreadPool.PendingWorkItemCount > 0)
            return true;
        foreach (var (thread, _) in _threads)
        {
            if (!thread.IsAlive)
                _threads.TryRemove(thread, out _);
            else if (thread != Thread.CurrentThread && (thread.ThreadState & ThreadState.WaitSleepJoin) == 0)
                return true;
        }
        return false;
    }

    /// <summary>Has every synchronisation context run something, so that what had been posted to it before has at least begun.</summary>
    public void HaveEverybodyComeRound()
    {
        foreach (var (context, _) in _contexts)
        {
            if (!CameRound(context))
                _contexts.TryRemove(context, out _);
        }
    }

    private static bool CameRound(SynchronizationContext context)
    {
        // Not disposed: a context that is late sets it after nobody waits any more.
        var came = new ManualResetEventSlim();
        try
        {
            context.Post(static state => ((ManualResetEventSlim)state!).Set(), came);
        }
        catch (Exception gone) when (gone is ObjectDisposedException or InvalidOperationException)
        {
            // Its owner has ended it: nothing can come from there.
            return false;
        }
        return came.Wait(s_patience);
    }

    private void OnSwitch(AsyncLocalValueChangedArgs<bool> change)
    {
        if (change.CurrentValue)
            _threads[Thread.CurrentThread] = true;
        else
            _threads.TryRemove(Thread.CurrentThread, out _);
    }
}

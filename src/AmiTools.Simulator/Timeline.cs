namespace AmiTools.Simulator;

/// <summary>
/// What the simulated services still have to do: each transition runs at its time, in order of time, and then in the order in which it was asked for.
/// </summary>
/// <remarks>
/// Nothing runs by itself. The simulator catches up before it answers a request and whenever its clock moves, so a transition that is due has always
/// happened before anybody can look. The simulator's lock guards it.
/// </remarks>
internal sealed class Timeline
{
    private readonly PriorityQueue<Action<DateTimeOffset>, (long Due, long Order)> _transitions = new();
    private long _order;

    /// <summary>How many transitions are still to come.</summary>
    public int Count => _transitions.Count;

    /// <summary>While a transition runs: its time; otherwise null.</summary>
    public DateTimeOffset? Running { get; private set; }

    /// <summary>When the next transition is due; null where there is none.</summary>
    public DateTimeOffset? Next => _transitions.TryPeek(out _, out var priority) ? new DateTimeOffset(priority.Due, TimeSpan.Zero) : null;

    public void Add(DateTimeOffset at, Action<DateTimeOffset> transition) => _transitions.Enqueue(transition, (at.UtcTicks, ++_order));

    /// <summary>Runs all that is due by a time, what they add themselves included.</summary>
    public void CatchUp(DateTimeOffset now)
    {
        while (_transitions.TryPeek(out _, out var priority) && priority.Due <= now.UtcTicks)
        {
            var transition = _transitions.Dequeue();
            var at = new DateTimeOffset(priority.Due, TimeSpan.Zero);
            Running = at;
            try
            {
                transition(at);
            }
            finally
            {
                Running = null;
            }
        }
    }
}

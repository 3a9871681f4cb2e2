namespace AmiTools.Aws;

/// <summary>Lets so many at a time through, first come, first served: for quotas that count what runs, not what is called.</summary>
public sealed class Gate
{
    private readonly object _lock = new();
    private readonly LinkedList<TaskCompletionSource> _line = new();
    private int _inside;

    /// <summary>An empty gate.</summary>
    /// <param name="places">How many may be inside, 1 or more.</param>
    public Gate(int places)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        Places = places;
    }

    /// <summary>How many may be inside.</summary>
    public int Places { get; }

    /// <summary>How many are inside.</summary>
    public int Inside
    {
        get
        {
            lock (_lock)
                return _inside;
        }
    }

    /// <summary>Waits for a place. Dispose what it returns to leave.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (_lock)
        {
            if (_inside < Places)
            {
                _inside++;
                return new Place(this);
            }
            place = _line.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        await using var registration = cancellationToken.Register(() => Forget(place, cancellationToken)).ConfigureAwait(false);
        await place.Value.Task.ConfigureAwait(false);
        return new Place(this);
    }

    private void Forget(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Let in meanwhile: whoever waited gets the place and gives it back.
            if (place.List is null)
                return;
            _line.Remove(place);
        }
        place.Value.TrySetCanceled(cancellationToken);
    }

    private void Leave()
    {
        TaskCompletionSource? next = null;
        lock (_lock)
        {
            if (_line.First is { } first)
            {
                next = first.Value;
                _line.RemoveFirst();
            }
            else
            {
                _inside--;
            }
        }
        next?.TrySetResult();
    }

    private sealed class Place(Gate gate) : IDisposable
    {
        private Gate? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave();
    }
}

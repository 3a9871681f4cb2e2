using System.Diagnostics.CodeAnalysis;

namespace AmiTools.Simulator;

/// <summary>
/// The resources of one kind that an account has in a region: by id, by the indexes that were asked for, and in one lasting order for pages.
/// </summary>
/// <remarks>
/// The order is that of <see cref="SimResource.Sequence"/>, which only grows. A page continues after the last sequence that it showed, so nothing is
/// sorted, and what comes and goes between two pages moves nothing else. Not safe for concurrent use: the simulator's lock guards it.
/// </remarks>
public sealed class ResourceStore<T>(SequenceSource sequences) : IEnumerable<T>, IResourceStore
    where T : SimResource
{
    private readonly Dictionary<string, T> _byId = new(StringComparer.Ordinal);
    private readonly List<T> _inOrder = [];
    private readonly List<StoreIndex<T>> _indexes = [];

    /// <summary>How many there are.</summary>
    public int Count => _inOrder.Count;

    /// <summary>The resource of an id; null where there is none.</summary>
    public T? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Whether there is a resource of that id.</summary>
    public bool Contains(string id) => _byId.ContainsKey(id);

    /// <summary>Gets the resource of an id.</summary>
    public bool TryGet(string id, [MaybeNullWhen(false)] out T resource) => _byId.TryGetValue(id, out resource);

    /// <summary>Adds a resource at the end of the order.</summary>
    /// <exception cref="ArgumentException">There is one of that id.</exception>
    public T Add(T resource)
    {
        _byId.Add(resource.Id, resource);
        resource.Sequence = sequences.Next();
        _inOrder.Add(resource);
        foreach (var index in _indexes)
            index.Add(resource);
        return resource;
    }

    /// <summary>Removes a resource; false where it is not there.</summary>
    public bool Remove(T resource)
    {
        if (!_byId.Remove(resource.Id))
            return false;
        _inOrder.RemoveAt(FirstAfter(resource.Sequence - 1));
        foreach (var index in _indexes)
            index.Remove(resource);
        return true;
    }

    /// <summary>Must be called after a change of what an index looks at.</summary>
    public void Reindex(T resource)
    {
        foreach (var index in _indexes)
        {
            index.Remove(resource);
            index.Add(resource);
        }
    }

    /// <summary>An index over the present and later resources.</summary>
    /// <param name="keys">The keys under which a resource is found: none, one or several.</param>
    public StoreIndex<T> AddIndex(Func<T, IEnumerable<string>> keys)
    {
        var index = new StoreIndex<T>(keys);
        foreach (var resource in _inOrder)
            index.Add(resource);
        _indexes.Add(index);
        return index;
    }

    /// <summary>All resources after a sequence (0: from the start), in order. The store must not change meanwhile.</summary>
    public IEnumerable<T> After(long sequence)
    {
        for (var i = FirstAfter(sequence); i < _inOrder.Count; i++)
            yield return _inOrder[i];
    }

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => _inOrder.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    SimResource? IResourceStore.FindAny(string id) => Find(id);

    IEnumerable<SimResource> IResourceStore.AllAfter(long sequence) => After(sequence);

    private int FirstAfter(long sequence)
    {
        int low = 0, high = _inOrder.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_inOrder[middle].Sequence > sequence)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}

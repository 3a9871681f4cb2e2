namespace AmiTools.Engine.Graph;

/// <summary>What has been read of one kind in one region, and what that leaves open.</summary>
internal abstract class Shelf(string region, string kind)
{
    private readonly HashSet<(string Filter, string Value)> _answered = [];

    /// <summary>The region.</summary>
    public string Region { get; } = region;

    /// <summary>The kind: one of <see cref="GraphNodeKinds"/>, or of <see cref="GraphGapKinds"/>.</summary>
    public string Kind { get; } = kind;

    /// <summary>Whether the list of the caller's own resources was begun.</summary>
    public bool IsBegun { get; set; }

    /// <summary>Whether every resource of the caller is here.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Where the list goes on; null where it has ended or was not begun.</summary>
    public string? NextToken { get; set; }

    /// <summary>Why the list, or what was asked besides, could not be read; null where all went well.</summary>
    public AmiException? Failure { get; set; }

    /// <summary>Whether resources of this kind are only ever seen by their owner: then the complete list says of every other id that it is not there.</summary>
    public bool OnlyOwn => Kind is GraphNodeKinds.Volume or GraphNodeKinds.Instance or GraphNodeKinds.LaunchTemplate;

    /// <summary>How many resources were read.</summary>
    public abstract int Count { get; }

    /// <summary>Whether a resource of that id was read.</summary>
    public abstract bool Has(string id);

    /// <summary>Takes note that AWS has answered a question.</summary>
    public void Answer(Question question) => _answered.Add((question.Filter, question.Value));

    /// <summary>Whether what is here answers the question.</summary>
    public bool Answers(Question question)
    {
        if (_answered.Contains((question.Filter, question.Value))) return true;
        if (question.IsById) return Has(question.Value) || IsComplete && OnlyOwn;
        return IsComplete;
    }
}

/// <summary>The same, with the resources.</summary>
/// <param name="region">The region.</param>
/// <param name="kind">The kind.</param>
/// <param name="keyOf">What tells one resource from the others.</param>
internal sealed class Shelf<T>(string region, string kind, Func<T, string?> keyOf) : Shelf(region, kind)
    where T : class
{
    private readonly Dictionary<string, T> _items = new(StringComparer.Ordinal);

    /// <summary>The resources.</summary>
    public IReadOnlyCollection<T> Items => _items.Values;

    /// <inheritdoc />
    public override int Count => _items.Count;

    /// <summary>The resource of that key; null where it was not read.</summary>
    public T? Find(string key) => _items.GetValueOrDefault(key);

    /// <inheritdoc />
    public override bool Has(string id) => _items.ContainsKey(id);

    /// <summary>Takes resources. One that is there already is replaced: pages and lookups may overlap.</summary>
    public void Add(IEnumerable<T> items)
    {
        foreach (T item in items)
        {
            if (keyOf(item) is { Length: > 0 } key) _items[key] = item;
        }
    }
}

namespace AmiTools.Simulator;

/// <summary>Resources by a key other than their id: images by snapshot, snapshots by volume, images by name.</summary>
public sealed class StoreIndex<T>(Func<T, IEnumerable<string>> keys)
    where T : SimResource
{
    private readonly Dictionary<string, List<T>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<T, string[]> _keysOf = new(ReferenceEqualityComparer.Instance);

    /// <summary>The resources under a key, in the order in which they came; empty where there are none.</summary>
    public IReadOnlyList<T> this[string key] => _byKey.TryGetValue(key, out var found) ? found : [];

    internal void Add(T resource)
    {
        string[] own = [.. keys(resource).Distinct(StringComparer.Ordinal)];
        if (own.Length == 0)
            return;
        _keysOf[resource] = own;
        foreach (var key in own)
        {
            if (!_byKey.TryGetValue(key, out var list))
                _byKey[key] = list = new(1);
            list.Add(resource);
        }
    }

    internal void Remove(T resource)
    {
        if (!_keysOf.Remove(resource, out var own))
            return;
        foreach (var key in own)
        {
            var list = _byKey[key];
            list.Remove(resource);
            if (list.Count == 0)
                _byKey.Remove(key);
        }
    }
}

using System.Collections;

namespace AmiTools.Simulator;

/// <summary>
/// The tags of one resource, case-sensitive, in the order in which they were set. Keeps also what readers saw before the last change, for a
/// simulator in which reads lag behind (<see cref="ConsistencySettings.TagLag"/>).
/// </summary>
public sealed class SimTags : IReadOnlyCollection<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _tags = [];
    private KeyValuePair<string, string>[] _before = [];
    private DateTimeOffset _changedAt = DateTimeOffset.MinValue;

    /// <inheritdoc />
    public int Count => _tags.Count;

    /// <summary>The value of a key; null where there is no such tag. Setting null removes it.</summary>
    public string? this[string key]
    {
        get
        {
            var i = IndexOf(key);
            return i < 0 ? null : _tags[i].Value;
        }
        set
        {
            var i = IndexOf(key);
            if (value is null)
            {
                if (i >= 0)
                    _tags.RemoveAt(i);
            }
            else if (i < 0)
                _tags.Add(new(key, value));
            else
                _tags[i] = new(key, value);
        }
    }

    /// <summary>Whether there is a tag of that key.</summary>
    public bool Has(string key) => IndexOf(key) >= 0;

    /// <summary>Sets all the given tags.</summary>
    public void Set(IEnumerable<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags)
            this[key] = value;
    }

    /// <summary>Must be called before a change that readers may see late.</summary>
    /// <param name="now">The time of the change.</param>
    /// <param name="lag">How long readers may still see what was before.</param>
    public void BeginChange(DateTimeOffset now, TimeSpan lag)
    {
        if (lag <= TimeSpan.Zero)
            return;
        if (now - _changedAt >= lag)
            _before = [.. _tags];
        _changedAt = now;
    }

    /// <summary>What a reader sees.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SeenAt(DateTimeOffset now, TimeSpan lag) =>
        lag > TimeSpan.Zero && now - _changedAt < lag ? _before : _tags;

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _tags.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string key) => _tags.FindIndex(tag => tag.Key == key);
}

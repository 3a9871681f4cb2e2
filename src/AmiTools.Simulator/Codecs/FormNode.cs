using System.Globalization;
using AmiTools.Aws.Protocol;

namespace AmiTools.Simulator.Codecs;

/// <summary>
/// A form's parameters as the tree that their dotted names describe. Reading marks what was read, so that at the end the rest is what nobody knows.
/// List elements come in the order of their numbers, which may have gaps and need not come in order.
/// </summary>
internal sealed class FormNode
{
    /// <summary>Deeper names than any operation's are left whole.</summary>
    private const int MaxDepth = 24;

    private readonly FormNode? _parent;
    private readonly string _name;
    private readonly List<string> _missing;
    private Dictionary<string, FormNode>? _children;
    private string? _value;
    private bool _wasRead;

    private FormNode(FormNode? parent, string name, List<string> missing)
    {
        _parent = parent;
        _name = name;
        _missing = missing;
    }

    /// <summary>Name with its path; empty for the form as a whole.</summary>
    public string Path => _parent is null ? _name : _parent.Path.Length == 0 ? _name : $"{_parent.Path}.{_name}";

    /// <summary>Required parameters that were asked for and are not there.</summary>
    public IReadOnlyList<string> Missing => _missing;

    public static FormNode Of(IReadOnlyList<KeyValuePair<string, string>> parameters, out IReadOnlyList<string> repeated)
    {
        var root = new FormNode(null, "", []);
        var twice = new List<string>();
        foreach (var (name, value) in parameters)
        {
            var node = root;
            foreach (var part in name.Split('.', MaxDepth))
                node = node.Grow(part);
            if (node._value is not null)
                twice.Add(name);
            node._value ??= value;
        }
        repeated = twice;
        return root;
    }

    /// <summary>Names of parameters that nothing has read.</summary>
    public IEnumerable<string> Unread()
    {
        if (_value is not null && !_wasRead)
            yield return Path;
        foreach (var name in (_children?.Values ?? Enumerable.Empty<FormNode>()).SelectMany(child => child.Unread()))
            yield return name;
    }

    /// <summary>Notes a required parameter that did not come.</summary>
    public void Require(string name, object? value)
    {
        if (value is null)
            _missing.Add(Path.Length == 0 ? name : $"{Path}.{name}");
    }

    public string? ReadString(string path) => Find(path)?.Take();

    public T? ReadConstant<T>(string path, Func<string, T> make)
        where T : class =>
        ReadString(path) is { } text ? make(text) : null;

    public bool? ReadBoolean(string path) => Find(path)?.Boolean();

    public int? ReadInteger(string path) => Find(path)?.Integer();

    public long? ReadLong(string path) => Find(path)?.Number<long>("a whole number", NumberStyles.AllowLeadingSign);

    public double? ReadDouble(string path) => Find(path)?.Number<double>("a number", NumberStyles.Float);

    public DateTime? ReadTimestamp(string path) => Find(path)?.Timestamp();

    public T? ReadStructure<T>(string path, Func<FormNode, T> read)
        where T : class =>
        Find(path) is { _children: not null } node ? read(node) : null;

    public List<string>? ReadStrings(string path, string? item) => ReadList(path, item, static node => node.Take() ?? "");

    public List<int>? ReadIntegers(string path, string? item) => ReadList(path, item, static node => node.Integer() ?? 0);

    /// <param name="path">Name of the list.</param>
    /// <param name="item">Name between the list's and the number; null where the numbers follow at once.</param>
    /// <param name="read">Reads one element.</param>
    /// <returns>Null where the list is not there.</returns>
    public List<T>? ReadList<T>(string path, string? item, Func<FormNode, T> read)
    {
        if (Find(path) is not { } list)
            return null;
        // The query protocol says by an empty value that a list is empty.
        if (item is not null && list._value is { Length: 0 })
            list._wasRead = true;
        var elements = item is null ? list : list.Find(item);
        if (elements is null)
            return list._wasRead ? [] : null;
        var numbered = (elements._children ?? [])
            .Select(child => (Node: child.Value, Number: NumberOf(child.Key)))
            .Where(child => child.Number >= 0)
            .OrderBy(child => child.Number)
            .Select(child => read(child.Node))
            .ToList();
        return numbered.Count == 0 ? null : numbered;
    }

    private static int NumberOf(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private FormNode Grow(string name)
    {
        _children ??= new(StringComparer.Ordinal);
        if (!_children.TryGetValue(name, out var child))
            _children[name] = child = new(this, name, _missing);
        return child;
    }

    private FormNode? Find(string path)
    {
        var node = this;
        foreach (var part in path.Split('.'))
        {
            if (node._children is null || !node._children.TryGetValue(part, out node))
                return null;
        }
        return node;
    }

    private string? Take()
    {
        _wasRead = true;
        return _value;
    }

    private bool? Boolean() => Take() switch
    {
        null or "" => null,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new RequestFormatException(Path, text, "true or false"),
    };

    private int? Integer() => Number<int>("a whole number", NumberStyles.AllowLeadingSign);

    private T? Number<T>(string wanted, NumberStyles style)
        where T : struct, System.Numerics.INumber<T> => Take() switch
    {
        null or "" => null,
        var text when T.TryParse(text, style, CultureInfo.InvariantCulture, out var value) => value,
        var text => throw new RequestFormatException(Path, text, wanted),
    };

    private DateTime? Timestamp() => Take() switch
    {
        null or "" => null,
        var text when WireTime.TryParse(text, out var value) => value,
        var text => throw new RequestFormatException(Path, text, "a time such as 2027-01-02T03:04:05Z"),
    };
}

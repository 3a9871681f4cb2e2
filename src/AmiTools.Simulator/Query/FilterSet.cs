using System.Globalization;
using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>
/// The filters that an operation knows, each with what it looks at. Filters are joined by AND, the values of one by OR; values are case-sensitive
/// and may have wildcards. Build it once, statically, and compile it for each request.
/// </summary>
/// <typeparam name="T">What is filtered.</typeparam>
internal sealed class FilterSet<T>
{
    private const int MaxFilters = 50;
    private const int MaxValues = 200;

    private readonly Dictionary<string, Func<T, IEnumerable<string>>> _fields = new(StringComparer.Ordinal);
    private Func<T, Call, IEnumerable<KeyValuePair<string, string>>>? _tags;

    /// <summary>A filter on one text; null matches nothing.</summary>
    public FilterSet<T> Text(string name, Func<T, string?> value) => Texts(name, item => value(item) is { } text ? [text] : []);

    /// <summary>A filter on several texts, of which one must fit.</summary>
    public FilterSet<T> Texts(string name, Func<T, IEnumerable<string>> values)
    {
        _fields.Add(name, values);
        return this;
    }

    /// <summary>A filter on <c>true</c> or <c>false</c>; null matches nothing.</summary>
    public FilterSet<T> Flag(string name, Func<T, bool?> value) => Text(name, item => value(item) switch { true => "true", false => "false", null => null });

    /// <summary>A filter on a whole number; null matches nothing.</summary>
    public FilterSet<T> Number(string name, Func<T, long?> value) => Text(name, item => value(item)?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A filter on a time, in the form in which EC2 answers it (<c>2026-11-21T05:35:54.000Z</c>); null matches nothing.</summary>
    public FilterSet<T> Time(string name, Func<T, DateTimeOffset?> value) => Text(name, item => value(item) is { } time ? AwsTime.Format(time) : null);

    /// <summary>The filters <c>tag:KEY</c> and <c>tag-key</c>, as a reader sees the tags now.</summary>
    public FilterSet<T> Tags(Func<T, SimResource> resource)
    {
        _tags = (item, call) => call.TagsOf(resource(item));
        return this;
    }

    /// <summary>The names that it knows, <c>tag:KEY</c> aside.</summary>
    public IReadOnlyCollection<string> Names => _fields.Keys;

    /// <summary>The test for a request's filters; null and none let everything through.</summary>
    /// <exception cref="AwsErrorException">A filter is not known, has no value, or there are too many.</exception>
    public Func<T, bool> Compile(List<Filter>? filters, Call call) => Compile(FilterTerm.Of(filters), call);

    /// <summary>The test for a request's filters.</summary>
    /// <exception cref="AwsErrorException">A filter is not known, has no value, or there are too many.</exception>
    public Func<T, bool> Compile(IReadOnlyList<FilterTerm> filters, Call call)
    {
        if (filters.Count == 0)
            return static _ => true;
        if (filters.Count > MaxFilters)
            throw Errors.FilterLimit($"The maximum number of filters is {MaxFilters}; the request has {filters.Count}.");
        Func<T, bool>[] tests = [.. filters.Select(filter => CompileOne(filter, call))];
        return tests.Length == 1 ? tests[0] : item => Array.TrueForAll(tests, test => test(item));
    }

    /// <summary>
    /// The values of a filter, as often as they were given, when none of them has a wildcard, so that a store can be asked for them instead of being read from end to end;
    /// null where the filter is absent or has a wildcard.
    /// </summary>
    public static IReadOnlyCollection<string>? ExactValues(IReadOnlyList<FilterTerm> filters, string name)
    {
        foreach (var filter in filters)
        {
            if (filter.Name != name)
                continue;
            var literals = filter.Values.Select(value => Wildcard.Parse(value).Literal).OfType<string>().ToList();
            return literals.Count == filter.Values.Count ? literals : null;
        }
        return null;
    }

    private Func<T, bool> CompileOne(FilterTerm filter, Call call)
    {
        var fits = CompileValues(filter);
        if (_fields.TryGetValue(filter.Name, out var field))
            return item => field(item).Any(fits);
        if (_tags is { } tags && filter.Name == "tag-key")
            return item => tags(item, call).Any(tag => fits(tag.Key));
        if (_tags is { } withValues && filter.Name.StartsWith("tag:", StringComparison.Ordinal) && filter.Name["tag:".Length..] is { Length: > 0 } key)
            return item => withValues(item, call).Any(tag => tag.Key == key && fits(tag.Value));
        throw Errors.UnknownFilter(filter.Name, call.Settings.UnknownFilterCode);
    }

    private static Func<string, bool> CompileValues(FilterTerm filter)
    {
        if (filter.Values.Count == 0)
            throw Errors.InvalidParameterValue($"The filter '{filter.Name}' has no value");
        if (filter.Values.Count > MaxValues)
            throw Errors.FilterLimit($"The maximum number of filter values is {MaxValues}; '{filter.Name}' has {filter.Values.Count}.");
        Wildcard[] patterns = [.. filter.Values.Select(Wildcard.Parse)];
        var literals = patterns.Select(pattern => pattern.Literal).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Wildcard[] open = [.. patterns.Where(pattern => pattern.Literal is null)];
        return open.Length == 0 ? literals.Contains : text => literals.Contains(text) || Array.Exists(open, pattern => pattern.Matches(text));
    }
}

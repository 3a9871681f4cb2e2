using System.Collections;
using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>Makes AWS's filters of a table: <c>@{ 'virtualization-type' = 'hvm'; architecture = 'arm64', 'x86_64' }</c>, or of objects with Name and Values as AWS Tools has them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FiltersAttribute : ArgumentTransformationAttribute
{
    /// <summary>The filters, as a dictionary.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        Dictionary<string, string[]> filters = new(StringComparer.Ordinal);
        foreach ((string name, string[] values) in Given.Each(inputData).SelectMany(Read))
        {
            if (values.Length == 0) throw Given.Refuse($"The filter '{name}' has no value.");
            if (!filters.TryAdd(name, values)) throw Given.Refuse($"The filter '{name}' is given twice; several values of one filter are a list.");
        }
        return filters;
    }

    private static IEnumerable<(string Name, string[] Values)> Read(object? value)
    {
        if (Given.TryGet(value, out object? values, "Values") && Given.Text(value, "Name") is { } name) return [(name, Texts(values))];
        if (Given.Unwrap(value) is IDictionary table) return table.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString()!, Texts(entry.Value)));
        throw Given.Refuse("Filters are a table of AWS's names and values such as @{ 'virtualization-type' = 'hvm' }, or objects with Name and Values.");
    }

    // AWS writes true and false in small letters.
    private static string[] Texts(object? values) => [.. Given.Each(values).Select(each => Given.Unwrap(each) switch { bool flag => flag ? "true" : "false", { } text => text.ToString()!, null => "" }).Where(text => text.Length > 0)];
}

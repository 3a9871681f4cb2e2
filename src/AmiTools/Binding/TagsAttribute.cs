using System.Collections;
using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>Makes a table of tags of a table, or of objects with <c>Key</c> and <c>Value</c> as AWS Tools has them. Upper and lower case differ, as they do in AWS.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TagsAttribute : ArgumentTransformationAttribute
{
    /// <summary>The tags, as a dictionary; a key without a value has null.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        Dictionary<string, string?> tags = new(StringComparer.Ordinal);
        foreach ((string key, string? value) in Given.Each(inputData).SelectMany(Read))
        {
            if (!tags.TryAdd(key, value)) throw Given.Refuse($"The tag '{key}' is given twice.");
        }
        return tags;
    }

    /// <summary>The tags to put on something, where a key without a value has an empty one.</summary>
    internal static IReadOnlyDictionary<string, string> Values(IDictionary<string, string?> tags) => tags.ToDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal);

    private static IEnumerable<(string Key, string? Value)> Read(object? value)
    {
        if (Given.Has(value, "Key") && Given.Has(value, "Value")) return [(Given.Text(value, "Key") ?? "", Given.TryGet(value, out object? text, "Value") ? text.ToString() : null)];
        if (Given.Unwrap(value) is IDictionary table) return table.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString()!, Given.Unwrap(entry.Value)?.ToString()));
        throw Given.Refuse("Tags are a table such as @{ Owner = 'web' }, or objects with Key and Value.");
    }
}

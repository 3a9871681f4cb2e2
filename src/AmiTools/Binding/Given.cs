using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>Reads what people hand to a parameter: an object of this module, of AWS Tools, of a file, or a table.</summary>
internal static class Given
{
    private static readonly string[] s_ids = ["ImageId", "SnapshotId", "VolumeId", "InstanceId", "Identifier"];

    /// <summary>The object without PowerShell's wrapper; a <c>PSCustomObject</c> keeps it, because without it nothing is left.</summary>
    public static object? Unwrap(object? value) => value is PSObject { BaseObject: var inner } && inner is not PSCustomObject ? inner : value;

    /// <summary>The elements of a list, or the one thing that is none. A string is one thing and so is a table.</summary>
    public static IEnumerable<object?> Each(object? value) => Unwrap(value) switch
    {
        IDictionary table => [table],
        string text => [text],
        IEnumerable list => list.Cast<object?>(),
        _ => [value],
    };

    /// <summary>Reads a property by the first of the names that is there.</summary>
    public static bool TryGet(object? value, [NotNullWhen(true)] out object? property, params string[] names)
    {
        property = null;
        if (value is null) return false;
        IDictionary? table = Unwrap(value) as IDictionary;
        PSObject shell = PSObject.AsPSObject(value);
        foreach (string name in names)
        {
            object? found = table is not null ? TableValue(table, name) : shell.Properties[name]?.Value;
            if (Unwrap(found) is not { } inner) continue;
            property = inner;
            return true;
        }
        return false;
    }

    /// <summary>Reads a property as text; null where there is none, or an empty one.</summary>
    public static string? Text(object? value, params string[] names) =>
        TryGet(value, out object? property, names) && property.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Whether the object has a property of that name, though it may be null.</summary>
    public static bool Has(object? value, string name) =>
        value is not null && (Unwrap(value) is IDictionary table ? table.Keys.Cast<object>().Any(key => Is(key, name)) : PSObject.AsPSObject(value).Properties[name] is not null);

    /// <summary>The failure of a transformation. PowerShell takes it as "this is none of mine" for a piped object, and shows the message for an argument.</summary>
    public static ArgumentTransformationMetadataException Refuse(string message) => new(message, new PSInvalidCastException(message));

    /// <summary>The failure of a transformation of a whole object, which PowerShell shows for a piped one too, unless it may be for another parameter: else there is only "the input object cannot be bound".</summary>
    public static ArgumentTransformationMetadataException Refuse(string message, bool isForAnother) => isForAnother ? Refuse(message) : new(message);

    /// <summary>Whether the object is a region, and nothing that lies in one.</summary>
    public static bool IsRegion(object? value) => (Has(value, "Region") || Has(value, "RegionName")) && !s_ids.Any(name => Has(value, name));

    private static object? TableValue(IDictionary table, string name)
    {
        foreach (DictionaryEntry entry in table)
        {
            if (Is(entry.Key, name)) return entry.Value;
        }
        return null;
    }

    private static bool Is(object key, string name) => string.Equals(key.ToString(), name, StringComparison.OrdinalIgnoreCase);
}

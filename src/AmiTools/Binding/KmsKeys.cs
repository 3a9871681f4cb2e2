using System.Collections;
using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>One key for all regions, or one for each.</summary>
/// <param name="single">The key for every region that the table does not name.</param>
/// <param name="byRegion">The keys by region.</param>
public sealed class KmsKeys(string? single, IReadOnlyDictionary<string, string> byRegion)
{
    /// <summary>The key for every region; null where each has its own.</summary>
    public string? Single => single;

    /// <summary>The keys by region; empty where one key is for all.</summary>
    public IReadOnlyDictionary<string, string> ByRegion => byRegion;

    /// <summary>The key, or the regions that have one.</summary>
    public override string ToString() => single ?? string.Join(", ", byRegion.Keys);
}

/// <summary>Makes <see cref="KmsKeys"/> of a key id, ARN or alias, or of a table of them by region.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KmsKeysAttribute : ArgumentTransformationAttribute
{
    /// <summary>The keys.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Given.Unwrap(inputData) switch
    {
        KmsKeys keys => keys,
        string { Length: > 0 } key => new KmsKeys(key, new Dictionary<string, string>()),
        IDictionary { Count: > 0 } table => new KmsKeys(null, table.Cast<DictionaryEntry>().ToDictionary(entry => entry.Key.ToString()!, KeyOf, StringComparer.OrdinalIgnoreCase)),
        _ => throw Given.Refuse("Give a key's id, ARN or alias, or a table of them by region: @{ 'eu-west-1' = 'alias/backup'; 'us-east-1' = 'alias/backup-us' }."),
    };

    private static string KeyOf(DictionaryEntry entry) =>
        Given.Unwrap(entry.Value)?.ToString() is { Length: > 0 } key ? key : throw Given.Refuse($"The table has no key for {entry.Key}.");
}

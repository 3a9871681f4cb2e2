using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>Takes what people call it (Image, Snapshot, Volume) for AWS's word.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BinResourceTypesAttribute : ArgumentTransformationAttribute
{
    /// <summary>The short words, with AWS's.</summary>
    public static IReadOnlyDictionary<string, string> Words { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Image"] = RecycleBinResourceType.Image,
        ["Snapshot"] = RecycleBinResourceType.Snapshot,
        ["Volume"] = RecycleBinResourceType.Volume,
    };

    /// <summary>AWS's words, as an array.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Given.Each(inputData).Select(value => Read(value?.ToString() ?? "")).ToArray();

    private static string Read(string given) =>
        Words.TryGetValue(given, out string? word) ? word
        : RecycleBinResourceType.All.FirstOrDefault(type => string.Equals(type, given, StringComparison.OrdinalIgnoreCase))
        ?? throw Given.Refuse($"'{given}' is no kind of resource that the Recycle Bin takes. Give {string.Join(", ", Words.Keys)}, or AWS's {string.Join(", ", RecycleBinResourceType.All)}.");
}

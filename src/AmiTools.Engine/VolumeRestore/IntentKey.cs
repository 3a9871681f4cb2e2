using System.Globalization;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>What makes two commands the same one: everything that decides about their result, as it was asked for.</summary>
internal static class IntentKey
{
    /// <summary>The key, 32 hexadecimal digits, as it stands in tags.</summary>
    public static string Of(params IEnumerable<string?> parts) => Digest.Of(parts, 32);

    /// <summary>A number as a part.</summary>
    public static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}

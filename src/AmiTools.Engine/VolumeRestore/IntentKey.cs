using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>What makes two commands the same one: everything that decides about their result, as it was asked for.</summary>
internal static class IntentKey
{
    /// <summary>The key, 32 hexadecimal digits, as it stands in tags.</summary>
    public static string Of(params IEnumerable<string?> parts)
    {
        // Lengths keep ("a", "bc") apart from ("ab", "c").
        string text = string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part}")));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32].ToLowerInvariant();
    }

    /// <summary>A number as a part.</summary>
    public static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AmiTools.Engine.Text;

/// <summary>A short text that stands for a list of texts: the same for the same list, and for no other.</summary>
internal static class Digest
{
    /// <summary>The digest, in lower-case hexadecimal digits.</summary>
    /// <param name="parts">The texts in a fixed order; null is not the same as empty.</param>
    /// <param name="digits">How many, 64 at the most.</param>
    public static string Of(IEnumerable<string?> parts, int digits)
    {
        // Lengths keep ("a", "bc") apart from ("ab", "c").
        string text = string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part}")));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits].ToLowerInvariant();
    }

    /// <summary>Tags as parts, the same in whatever order they come.</summary>
    public static IEnumerable<string?> Parts(IEnumerable<KeyValuePair<string, string>> tags) => tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).SelectMany(tag => new[] { tag.Key, tag.Value });
}

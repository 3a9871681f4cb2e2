using System.Security.Cryptography;
using System.Text;

namespace AmiTools.Engine.Launching;

/// <summary>Holds the user data that is given against the hash that the backup keeps of what the instance had.</summary>
internal static class UserDataCheck
{
    /// <summary>The longest user data, in bytes, before it is made base64 (EC2 user guide).</summary>
    public const int Longest = 16 * 1024;

    /// <summary>What is given, as it is launched with, and what is to be said about it.</summary>
    /// <param name="given">The bytes; null where none is given.</param>
    /// <param name="kept">The backup's configuration; null where it keeps none.</param>
    /// <param name="mayDiffer">Whether the user said that another one is meant.</param>
    public static UserDataVerdict Of(byte[]? given, LaunchConfiguration? kept, bool mayDiffer)
    {
        if (given?.Length > Longest) return new UserDataVerdict(null, $"The user data has {given.Length} bytes, and AWS takes {Longest} at the most", null);
        string? hash = kept?.UserDataHash;
        if (mayDiffer) return new UserDataVerdict(given, null, null);
        if (given is null)
        {
            return hash is { Length: > 0 } ? new UserDataVerdict(null, $"The instance had user data (SHA-256 {hash}), of which only this hash is kept, and none is given", null)
                : hash is null ? new UserDataVerdict(null, null, "whether the instance had user data is not known; none is given to the new one")
                : new UserDataVerdict(null, null, null);
        }

        if (hash is null) return new UserDataVerdict(given, null, "the user data cannot be compared: the backup keeps no hash of the instance's");
        if (Hash(given) == hash) return new UserDataVerdict(given, null, null);
        // As DescribeInstanceAttribute gives it, and people keep it.
        if (Decoded(given) is { } decoded && Hash(decoded) == hash) return new UserDataVerdict(decoded, null, null);
        if (hash.Length == 0) return new UserDataVerdict(null, "User data is given, and the instance had none", null);
        string hint = Variants(given).Any(variant => Hash(variant) == hash) ? "; it differs only in its line ends, or in the one at its end" : "";
        return new UserDataVerdict(null, $"The user data (SHA-256 {Hash(given)}) is not what the instance had ({hash}){hint}", null);
    }

    /// <summary>The SHA-256 of user data, in lower-case hexadecimal digits; empty where there is none.</summary>
    public static string Hash(byte[] data) => data.Length == 0 ? "" : Convert.ToHexString(SHA256.HashData(data)).ToLowerInvariant();

    private static byte[]? Decoded(byte[] given)
    {
        byte[] decoded = new byte[given.Length];
        return Convert.TryFromBase64String(Encoding.Latin1.GetString(given).Trim(), decoded, out int length) ? decoded[..length] : null;
    }

    private static IEnumerable<byte[]> Variants(byte[] given)
    {
        // Byte for byte, whatever the encoding is.
        string text = Encoding.Latin1.GetString(given);
        string lines = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return new[] { lines, lines.TrimEnd('\n'), lines.TrimEnd('\n') + "\n" }.SelectMany(each => new[] { each, each.Replace("\n", "\r\n", StringComparison.Ordinal) }).Select(Encoding.Latin1.GetBytes);
    }
}

/// <summary>What came of the comparison.</summary>
/// <param name="Data">The bytes to launch with; null for none.</param>
/// <param name="Problem">Why it is refused; null where it is not.</param>
/// <param name="Warning">What the user should know; null where there is nothing.</param>
internal sealed record UserDataVerdict(byte[]? Data, string? Problem, string? Warning);

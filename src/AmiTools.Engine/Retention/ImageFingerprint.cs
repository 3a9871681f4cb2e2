using System.Security.Cryptography;
using System.Text;
using AmiTools.Engine.Images;
using Image = Amazon.EC2.Model.Image;

namespace AmiTools.Engine.Retention;

/// <summary>Everything about an image that a retention decision depends on, in one hash.</summary>
internal static class ImageFingerprint
{
    private const int Length = 32;

    /// <summary>The fingerprint of an image for an action.</summary>
    /// <remarks>What the action itself changes is left out, and so are the tags of this module, which it may put on before the change: a run that was broken off must find its images as the plan knows them.</remarks>
    public static string Of(Image image, RetentionAction action)
    {
        bool disables = action is RetentionAction.Disable or RetentionAction.Archive;
        IEnumerable<string> parts =
        [
            image.ImageId ?? "", image.OwnerId ?? "", image.Name ?? "", image.CreationDate ?? "", image.DeregistrationProtection ?? "",
            image.Public == true && !disables ? "public" : "",
            disables ? "" : image.State?.Value ?? "",
            action == RetentionAction.Deprecate ? "" : image.DeprecationTime ?? "",
            string.Join(',', image.SnapshotIds().Order(StringComparer.Ordinal)),
            .. image.Tags.ToDictionary().Where(tag => !tag.Key.StartsWith(AmiToolsTags.Prefix, StringComparison.Ordinal)).OrderBy(tag => tag.Key, StringComparer.Ordinal).SelectMany(tag => new[] { tag.Key, tag.Value }),
        ];
        StringBuilder text = new();
        // The length before each part: two different lists of parts never give the same text.
        foreach (string part in parts) text.Append(part.Length).Append(':').Append(part);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Length].ToLowerInvariant();
    }
}

using AmiTools.Engine.Images;
using AmiTools.Engine.Text;
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
        IEnumerable<string?> parts =
        [
            image.ImageId ?? "", image.OwnerId ?? "", image.Name ?? "", image.CreationDate ?? "", image.DeregistrationProtection ?? "",
            image.Public == true && !disables ? "public" : "",
            disables ? "" : image.State?.Value ?? "",
            action == RetentionAction.Deprecate ? "" : image.DeprecationTime ?? "",
            string.Join(',', image.SnapshotIds().Order(StringComparer.Ordinal)),
            .. Digest.Parts(image.Tags.ToDictionary().Where(tag => !tag.Key.StartsWith(AmiToolsTags.Prefix, StringComparison.Ordinal))),
        ];
        return Digest.Of(parts, Length);
    }
}

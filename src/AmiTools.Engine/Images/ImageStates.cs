using Amazon.EC2.Model;

namespace AmiTools.Engine.Images;

/// <summary>What AWS's words for an image's state mean to the commands.</summary>
internal static class ImageStates
{
    /// <summary>AWS's word for an image that can be launched.</summary>
    public const string Available = "available";

    /// <summary>AWS's word for one that was switched off.</summary>
    public const string Disabled = "disabled";

    /// <summary>The image is done and can be launched.</summary>
    public static bool IsAvailable(this Image image) => image.State?.Value == Available;

    /// <summary>The image ended badly, or is on its way out: nothing will come of it any more.</summary>
    public static bool IsDead(this Image image) => image.State?.Value is "failed" or "error" or "invalid" or "deregistered";

    /// <summary>AWS has nothing more to do: the image is available, or was and is disabled now.</summary>
    public static bool IsFinished(this Image image) => image.State?.Value is Available or Disabled;
}

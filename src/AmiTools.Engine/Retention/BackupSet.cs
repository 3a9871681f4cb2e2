using AmiTools.Engine.Images;

namespace AmiTools.Engine.Retention;

/// <summary>One image of a backup, as far as retention cares.</summary>
/// <param name="Region">Where.</param>
/// <param name="ImageId">The image.</param>
/// <param name="State">AWS's word.</param>
/// <param name="Made">When it was made, UTC; null where nothing tells.</param>
internal sealed record BackupImage(string Region, string ImageId, string State, DateTime? Made)
{
    /// <summary>Whether it can be launched, now or after enabling it.</summary>
    public bool IsGood => State is ImageStates.Available or ImageStates.Disabled;

    /// <summary>Whether it can be launched now.</summary>
    public bool IsAvailable => State == ImageStates.Available;

    /// <summary>Whether nothing will come of it any more.</summary>
    public bool IsFailed => State is "failed" or "error" or "invalid";
}

/// <summary>An image with its copies in other regions: one backup.</summary>
/// <param name="Key">What it is called: <c>region/id</c> of the first image of it.</param>
/// <param name="Time">When it was made, UTC: of a copy that is when its first image was; null where nothing tells.</param>
/// <param name="Images">The images.</param>
internal sealed record BackupSet(string Key, DateTime? Time, IReadOnlyList<BackupImage> Images)
{
    /// <summary>Whether one of them can be launched, now or after enabling it.</summary>
    public bool IsGood => Images.Any(image => image.IsGood);

    /// <summary>Whether one of them can be launched now.</summary>
    public bool IsAvailable => Images.Any(image => image.IsAvailable);

    /// <summary>Whether nothing will come of any of them.</summary>
    public bool IsFailed => Images.All(image => image.IsFailed);
}

/// <summary>What is decided about a backup.</summary>
/// <param name="Keep">Whether it is kept.</param>
/// <param name="Because">Why, as a part of a sentence.</param>
internal sealed record RetentionDecision(bool Keep, string Because);

namespace AmiTools;

/// <summary>Which images are to be deregistered.</summary>
public sealed class RemovalOptions
{
    /// <summary>Who asks; its region is used for images that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images. One that is gone already is finished: the snapshots that it left are deleted.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }

    /// <summary>Whether the snapshots stay.</summary>
    public bool KeepSnapshot { get; init; }

    /// <summary>Goes on although the image, or one of its snapshots, would not come back from the Recycle Bin, or that is not known.</summary>
    public bool AllowPermanent { get; init; }

    /// <summary>
    /// Goes on although something uses the image or could not be read. Never past deregistration protection or AWS Backup, and never deletes a snapshot that another image uses or that is locked.
    /// </summary>
    public bool Force { get; init; }
}

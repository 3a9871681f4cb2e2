using System.Text.RegularExpressions;

namespace AmiTools.Engine.Images;

/// <summary>What AWS wrote into a snapshot's description about where it comes from. Only AWS's own wordings are read, from the first letter to the last that is fixed; everything else is nobody's.</summary>
internal sealed partial class SnapshotOrigin
{
    private static readonly SnapshotOrigin s_none = new();

    private SnapshotOrigin()
    {
    }

    /// <summary>The image that the snapshot was made for. Of the two images that a copy's description names, that is the destination; the other one owns another snapshot.</summary>
    public string? ImageId { get; private init; }

    /// <summary>The instance that the image was made of; null for a copy.</summary>
    public string? InstanceId { get; private init; }

    /// <summary>The image that the snapshot's image was copied from; null for one that is no copy.</summary>
    public string? ParentImageId { get; private init; }

    /// <summary>The snapshot that it was copied from; null for one that is no copy.</summary>
    public string? ParentSnapshotId { get; private init; }

    /// <summary>The region of <see cref="ParentSnapshotId"/>, where the wording names it.</summary>
    public string? ParentRegion { get; private init; }

    /// <summary>Reads a snapshot's description.</summary>
    /// <param name="description">The description.</param>
    /// <param name="volumeId">
    /// The snapshot's volume. AWS gives copied snapshots a volume id that is none; a description about CreateImage on such a one was carried over from another snapshot, and its image is that one's.
    /// </param>
    public static SnapshotOrigin Read(string? description, string? volumeId)
    {
        if (string.IsNullOrEmpty(description)) return s_none;
        if (Created().Match(description) is { Success: true } created)
        {
            return IsDummy(volumeId) ? s_none : new SnapshotOrigin { ImageId = created.Groups["image"].Value, InstanceId = created.Groups["instance"].Value };
        }

        if (Copied().Match(description) is { Success: true } copied)
        {
            return new SnapshotOrigin { ImageId = copied.Groups["image"].Value, ParentImageId = copied.Groups["parent"].Value, ParentSnapshotId = copied.Groups["snapshot"].Value };
        }

        return CopiedByConsole().Match(description) is { Success: true } console
            ? new SnapshotOrigin { ParentSnapshotId = console.Groups["snapshot"].Value, ParentRegion = console.Groups["region"].Value }
            : s_none;
    }

    /// <summary>The image that a description of AWS's names, be it this snapshot's own or carried over from the one that it was copied from; null where it names none.</summary>
    public static string? CarriedOver(string? description)
    {
        if (string.IsNullOrEmpty(description)) return null;
        Match console = CopiedByConsole().Match(description);
        return Created().Match(console.Success ? description[console.Length..].TrimStart() : description) is { Success: true } created ? created.Groups["image"].Value : null;
    }

    /// <summary>Whether a volume id is the one that AWS gives to the snapshots of no volume, in its short or its long form.</summary>
    public static bool IsDummy(string? volumeId) => string.IsNullOrEmpty(volumeId) || volumeId.StartsWith("vol-ffffffff", StringComparison.Ordinal);

    [GeneratedRegex(@"^Created by CreateImage\((?<instance>i-(?:[0-9a-f]{17}|[0-9a-f]{8}))\) for (?<image>ami-(?:[0-9a-f]{17}|[0-9a-f]{8}))(?: from vol-(?:[0-9a-f]{17}|[0-9a-f]{8}))?$")]
    private static partial Regex Created();

    // The task's time stands behind, as milliseconds with commas; it is not read, so that another way of writing it does no harm.
    [GeneratedRegex(@"^Copied for DestinationAmi (?<image>ami-(?:[0-9a-f]{17}|[0-9a-f]{8})) from SourceAmi (?<parent>ami-(?:[0-9a-f]{17}|[0-9a-f]{8})) for SourceSnapshot (?<snapshot>snap-(?:[0-9a-f]{17}|[0-9a-f]{8}))(?![0-9a-f-])")]
    private static partial Regex Copied();

    [GeneratedRegex(@"^\[Copied (?<snapshot>snap-(?:[0-9a-f]{17}|[0-9a-f]{8})) from (?<region>[a-z]{2,}(?:-[a-z]+)+-\d+)\]")]
    private static partial Regex CopiedByConsole();
}

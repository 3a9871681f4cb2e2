namespace AmiTools.Engine.Images;

/// <summary>Finds the snapshots that AWS made for an image by their descriptions: the only link between the two until the image's mappings name the snapshots. <see cref="SnapshotOrigin"/> reads what was found.</summary>
internal static class SnapshotDescription
{
    /// <summary>How many patterns <see cref="PatternsFor"/> makes of one image.</summary>
    public const int PatternsPerImage = 2;

    /// <summary>Filter values that find the snapshots of an image, and may find others too.</summary>
    public static IEnumerable<string> PatternsFor(string imageId) => [$"Created by CreateImage(*) for {imageId}*", $"Copied for DestinationAmi {imageId} *"];
}

namespace AmiTools.Engine.Images;

/// <summary>
/// Finds snapshots by their descriptions: those that AWS made for an image, which nothing else links to it until the image's mappings name them, and those that the console copied.
/// <see cref="SnapshotOrigin"/> reads what was found.
/// </summary>
internal static class SnapshotDescription
{
    /// <summary>How many patterns <see cref="PatternsFor"/> makes of one image.</summary>
    public const int PatternsPerImage = 2;

    /// <summary>Filter values that find the snapshots of an image, and may find others too.</summary>
    public static IEnumerable<string> PatternsFor(string imageId) => [$"Created by CreateImage(*) for {imageId}*", $"Copied for DestinationAmi {imageId} *"];

    /// <summary>What the console of AWS writes in front of the description of a snapshot's copy.</summary>
    public static string Copied(string snapshotId, string region) => $"[Copied {snapshotId} from {region}]";
}

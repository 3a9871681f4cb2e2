using System.Text.RegularExpressions;
using AmiTools.Engine.Ids;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Why something does not come back, and what can still be done.</summary>
internal static partial class RestoreFailures
{
    /// <summary>It is neither in the bin nor there.</summary>
    /// <param name="item">What was asked for, with what a piped object knew of it.</param>
    /// <param name="region">Where it was looked for.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="remaining">The snapshots of an image that are still there or in the bin.</param>
    public static AmiException NotInBin(RestoreItem item, string region, DateTime now, IReadOnlyCollection<string> remaining) => NotInBin(item.Reference, region, item.ExitTime switch
    {
        null => "AWS keeps no record of what has left it.",
        { } exit when exit <= now => $"It could be restored until {exit:yyyy-MM-dd HH:mm} UTC.",
        { } exit => $"It was to stay there until {exit:yyyy-MM-dd HH:mm} UTC: somebody has restored it before, and removed it again.",
    }, remaining);

    /// <summary>It is not in the bin.</summary>
    /// <param name="reference">What was asked for.</param>
    /// <param name="region">Where it was looked for.</param>
    public static AmiException NotInBin(ResourceReference reference, string region) => NotInBin(reference, region, "AWS keeps no record of what has left it.", []);

    /// <summary>A snapshot that the image needs is gone for good.</summary>
    public static AmiException SnapshotGone(string imageId, string region, IReadOnlyCollection<string> gone, IReadOnlyCollection<string> remaining) =>
        new(AmiErrorCodes.SnapshotGone, AmiErrorKind.NotFound, $"{imageId} in {region} cannot be restored: {string.Join(", ", gone)} {(gone.Count == 1 ? "is" : "are")} neither there nor in the Recycle Bin any more.")
        {
            ResourceId = imageId, Region = region, Remedy = StillPossible(remaining) ?? "Nothing of it remains. A copy in another region would be listed by: Get-Ami -Region *",
        };

    /// <summary>It was in the bin when the plan was made, and is neither there any more nor anywhere else.</summary>
    public static AmiException LeftMeanwhile(string id, string region) =>
        new(AmiErrorCodes.NotInRecycleBin, AmiErrorKind.NotFound, $"{id} has left the Recycle Bin of {region} meanwhile, and it is not there.")
        {
            ResourceId = id, Region = region, Remedy = "Its time in the bin is over, or somebody restored and removed it; Get-RecycleBinItem shows what is in the bin.",
        };

    /// <summary>The snapshots that AWS's message names.</summary>
    public static IReadOnlyCollection<string> NamedSnapshots(AmiException failure) => [.. Snapshots().Matches(failure.InnerException?.Message ?? failure.Message).Select(match => match.Value).Distinct()];

    /// <summary>Another image took the name meanwhile.</summary>
    public static AmiException NameTaken(string imageId, string name, string region, string by) =>
        new(AmiErrorCodes.ImageNameTaken, AmiErrorKind.AlreadyExists, $"{imageId} cannot be restored in {region}: its name '{name}' now belongs to {by}, and an image cannot be renamed.")
        {
            ResourceId = imageId, Region = region, Remedy = $"Copy {by} to another name and remove it, then restore; or restore the snapshots alone and register an image of them under another name.",
        };

    /// <summary>An id that is none of an image, a snapshot or a volume.</summary>
    public static AmiException InvalidId(ResourceReference reference) => reference.Id.Length == 0 ? ResourceIds.Nothing(AmiErrorCodes.InvalidResourceId, "the id of an image, a snapshot or a volume")
        : new(AmiErrorCodes.InvalidResourceId, AmiErrorKind.InvalidInput, $"'{reference.Given}' is no id of an image, a snapshot or a volume.")
        {
            ResourceId = reference.Given, Region = reference.Region, Remedy = "Ids are ami-, snap- or vol- and 8 or 17 lower-case hexadecimal digits.",
        };

    private static AmiException NotInBin(ResourceReference reference, string region, string why, IReadOnlyCollection<string> remaining) =>
        new(AmiErrorCodes.NotInRecycleBin, AmiErrorKind.NotFound, $"{reference.Id} is not in the Recycle Bin of {region}. {why}")
        {
            ResourceId = reference.Given, Region = reference.Region, Remedy = StillPossible(remaining) ?? "Check the id and the region; Get-RecycleBinItem -Region * shows what is in the bins of all regions.",
        };

    private static string? StillPossible(IReadOnlyCollection<string> remaining) => remaining.Count > 0
        ? $"What remains of it: {string.Join(", ", remaining)}. Restore those that are in the bin with Restore-FromRecycleBin, and register a new image of them."
        : null;

    [GeneratedRegex("snap-[0-9a-f]+")]
    private static partial Regex Snapshots();
}

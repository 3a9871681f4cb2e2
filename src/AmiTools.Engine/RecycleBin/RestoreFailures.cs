namespace AmiTools.Engine.RecycleBin;

/// <summary>Why something does not come back, and what can still be done.</summary>
internal static class RestoreFailures
{
    /// <summary>It is neither in the bin nor there.</summary>
    /// <param name="reference">What was asked for.</param>
    /// <param name="region">Where it was looked for.</param>
    /// <param name="exitTime">Until when it could be restored, where a piped object knew it.</param>
    /// <param name="remaining">The snapshots of an image that are still there or in the bin.</param>
    public static AmiException NotInBin(ResourceReference reference, string region, DateTime? exitTime = null, IReadOnlyCollection<string>? remaining = null) =>
        new(AmiErrorCodes.NotInRecycleBin, AmiErrorKind.NotFound, exitTime is { } time
            ? $"{reference.Id} is not in the Recycle Bin of {region}: it could be restored until {time:yyyy-MM-dd HH:mm} UTC."
            : $"{reference.Id} is not in the Recycle Bin of {region}. AWS keeps no record of what has left it.")
        {
            ResourceId = reference.Given, Region = reference.Region, Remedy = StillPossible(remaining) ?? "Check the id and the region; Get-RecycleBinItem -Region * shows what is in the bins of all regions.",
        };

    /// <summary>A snapshot that the image needs is gone for good.</summary>
    public static AmiException SnapshotGone(string imageId, string region, IReadOnlyCollection<string> gone, IReadOnlyCollection<string> remaining) =>
        new(AmiErrorCodes.SnapshotGone, AmiErrorKind.NotFound, $"{imageId} in {region} cannot be restored: {string.Join(", ", gone)} {(gone.Count == 1 ? "is" : "are")} neither there nor in the Recycle Bin any more.")
        {
            ResourceId = imageId, Region = region, Remedy = StillPossible(remaining) ?? "Nothing of it remains. A copy in another region would be listed by: Get-Ami -Region *",
        };

    /// <summary>Another image took the name meanwhile.</summary>
    public static AmiException NameTaken(string imageId, string name, string region, string by) =>
        new(AmiErrorCodes.ImageNameTaken, AmiErrorKind.AlreadyExists, $"{imageId} cannot be restored in {region}: its name '{name}' now belongs to {by}, and an image cannot be renamed.")
        {
            ResourceId = imageId, Region = region, Remedy = $"Copy {by} to another name and remove it, then restore; or restore the snapshots alone and register an image of them under another name.",
        };

    /// <summary>An id that is none of an image, a snapshot or a volume.</summary>
    public static AmiException InvalidId(ResourceReference reference) =>
        new(AmiErrorCodes.InvalidResourceId, AmiErrorKind.InvalidInput, $"'{reference.Given}' is no id of an image, a snapshot or a volume.")
        {
            ResourceId = reference.Given, Region = reference.Region, Remedy = "Ids are ami-, snap- or vol- and 8 or 17 lower-case hexadecimal digits.",
        };

    private static string? StillPossible(IReadOnlyCollection<string>? remaining) => remaining is { Count: > 0 }
        ? $"What remains of it: {string.Join(", ", remaining)}. Restore those that are in the bin with Restore-FromRecycleBin, and register a new image of them."
        : null;
}

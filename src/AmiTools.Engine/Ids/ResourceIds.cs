namespace AmiTools.Engine.Ids;

/// <summary>What is said of ids that are none, or that nothing has.</summary>
internal static class ResourceIds
{
    /// <summary>Not an image's id.</summary>
    public static AmiException NotAnImage(ResourceReference given) => Malformed(given, AmiErrorCodes.InvalidImageId, "an image's id", "ami");

    /// <summary>Not an instance's id.</summary>
    public static AmiException NotAnInstance(ResourceReference given) => Malformed(given, AmiErrorCodes.InvalidInstanceId, "an instance's id", "i");

    /// <summary>Not a snapshot's id.</summary>
    public static AmiException NotASnapshot(ResourceReference given) => Malformed(given, AmiErrorCodes.InvalidSnapshotId, "a snapshot's id", "snap");

    /// <summary>Not a volume's id.</summary>
    public static AmiException NotAVolume(ResourceReference given) => Malformed(given, AmiErrorCodes.InvalidVolumeId, "a volume's id", "vol");

    /// <summary>No such image.</summary>
    public static AmiException ImageNotFound(ResourceReference image) => new(AmiErrorCodes.ImageNotFound, AmiErrorKind.NotFound, $"There is no image {image.Id}{(image.Region is null ? "" : $" in {image.Region}")}.")
    {
        ResourceId = image.Given, Region = image.Region, Remedy = "Check the id and the region: an image is only seen in its own region, by its owner and those it is shared with.",
    };

    /// <summary>No such instance.</summary>
    public static AmiException InstanceNotFound(ResourceReference instance, IEnumerable<string> regions) => new(AmiErrorCodes.InstanceNotFound, AmiErrorKind.NotFound, $"There is no instance {instance.Id} in {string.Join(", ", regions)}.")
    {
        ResourceId = instance.Given, Region = instance.Region, Remedy = "Check the id and the region.",
    };

    /// <summary>No such snapshot.</summary>
    public static AmiException SnapshotNotFound(ResourceReference snapshot) => new(AmiErrorCodes.SnapshotNotFound, AmiErrorKind.NotFound, $"There is no snapshot {snapshot.Id}{(snapshot.Region is null ? "" : $" in {snapshot.Region}")}.")
    {
        ResourceId = snapshot.Given, Region = snapshot.Region, Remedy = "Check the id and the region: a snapshot is only seen in its own region, by its owner and those it is shared with. Get-RecycleBinItem shows deleted ones.",
    };

    /// <summary>No such volume.</summary>
    public static AmiException VolumeNotFound(ResourceReference volume, IEnumerable<string> regions) => new(AmiErrorCodes.VolumeNotFound, AmiErrorKind.NotFound, $"There is no volume {volume.Id} in {string.Join(", ", regions)}.")
    {
        ResourceId = volume.Given, Region = volume.Region, Remedy = "Check the id and the region: a volume is only seen in its own region.",
    };

    /// <summary>Nothing at all where an id belongs: most often a variable that nobody set, or a property that an object of the pipeline does not have.</summary>
    /// <param name="code">The code of an id that is none there.</param>
    /// <param name="what">What was expected: <c>an image's id</c>.</param>
    public static AmiException Nothing(string code, string what) => new(code, AmiErrorKind.InvalidInput, $"Nothing was given ($null, or an empty text) where {what} belongs.")
    {
        ResourceId = "", Remedy = "Look at what comes before the command: a variable that is not set, a property that is missing, or a command that returned nothing.",
    };

    private static AmiException Malformed(ResourceReference given, string code, string what, string prefix) => given.Id.Length == 0 ? Nothing(code, what) : new(code, AmiErrorKind.InvalidInput, $"'{given.Given}' is not {what}.")
    {
        ResourceId = given.Given, Region = given.Region, Remedy = $"{char.ToUpperInvariant(what[0])}{what[1..]} is {prefix}- and 8 or 17 hexadecimal digits.",
    };
}

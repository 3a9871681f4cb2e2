namespace AmiTools.Engine.Ids;

/// <summary>What is said of ids that are none, or that nothing has.</summary>
internal static class ResourceIds
{
    /// <summary>Not an image's id.</summary>
    public static AmiException NotAnImage(ResourceReference given) => Malformed(given, AmiErrorCodes.InvalidImageId, "an image's id", "ami");

    /// <summary>Not an instance's id.</summary>
    public static AmiException NotAnInstance(ResourceReference given) => Malformed(given, AmiErrorCodes.InvalidInstanceId, "an instance's id", "i");

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

    private static AmiException Malformed(ResourceReference given, string code, string what, string prefix) => new(code, AmiErrorKind.InvalidInput, $"'{given.Given}' is not {what}.")
    {
        ResourceId = given.Given, Region = given.Region, Remedy = $"{char.ToUpperInvariant(what[0])}{what[1..]} is {prefix}- and 8 or 17 hexadecimal digits.",
    };
}

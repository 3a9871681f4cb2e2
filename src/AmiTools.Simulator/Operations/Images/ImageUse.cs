namespace AmiTools.Simulator;

/// <summary>How an image is used, as far as references and usage reports tell.</summary>
internal static class ImageUse
{
    public const string Instance = "ec2:Instance";
    public const string LaunchTemplate = "ec2:LaunchTemplate";
    public const string Parameter = "ssm:Parameter";
    public const string ImageRecipe = "imagebuilder:ImageRecipe";
    public const string ContainerRecipe = "imagebuilder:ContainerRecipe";

    /// <summary>Versions of a launch template that are looked at, from the newest, where nothing else is asked.</summary>
    public const int DefaultDepth = 10;

    private const int Deepest = 10_000;

    /// <summary>Instances that an account has from an image, in the given states or in any that is not terminated.</summary>
    public static IEnumerable<SimInstance> Instances(SimRegion region, string imageId, IReadOnlyCollection<string>? states) =>
        region.InstancesByImage[imageId].Where(instance => states is null ? instance.State != "terminated" : states.Contains(instance.State));

    /// <summary>Launch templates of an account that name an image in one of their newest versions.</summary>
    public static IEnumerable<SimLaunchTemplate> Templates(SimRegion region, string imageId, int depth) =>
        region.LaunchTemplates.Where(template => template.Versions
            .OrderByDescending(version => version.Number)
            .Take(depth)
            .Any(version => Resolve(region, version.Data.ImageId) == imageId));

    /// <summary>Parameters that hold an image's id.</summary>
    public static IEnumerable<string> Parameters(SimRegion region, string imageId) =>
        region.ImageParameters.Where(parameter => parameter.Value == imageId).Select(parameter => parameter.Key);

    /// <summary>How many versions an option asks for.</summary>
    /// <exception cref="AwsErrorException">It is no number from 1 to 10,000.</exception>
    public static int Depth(IReadOnlyList<string>? values)
    {
        if (values is not { Count: > 0 })
            return DefaultDepth;
        return values is [var text] && int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var depth) && depth is >= 1 and <= Deepest
            ? depth
            : throw Errors.InvalidParameterValue(string.Join(",", values), "version-depth", $"Expected a number from 1 to {Deepest}.");
    }

    private static string? Resolve(SimRegion region, string? image)
    {
        const string prefix = "resolve:ssm:";
        if (image?.StartsWith(prefix, StringComparison.Ordinal) != true)
            return image;
        return region.ImageParameters.GetValueOrDefault(image[prefix.Length..]) ?? region.ImageParameters.GetValueOrDefault(image[prefix.Length..].Split(':')[0]);
    }
}

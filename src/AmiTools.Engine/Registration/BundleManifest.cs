using AmiTools.Engine.Storing;

namespace AmiTools.Engine.Registration;

/// <summary>The place of a bundle's manifest in S3.</summary>
/// <param name="Location">As RegisterImage takes it: <c>bucket/path/image.manifest.xml</c>.</param>
internal sealed record BundleManifest(string Location)
{
    private const string Scheme = "s3://";
    private const string Ending = ".manifest.xml";

    /// <summary>Where the bundle is uploaded to: the bucket and the path.</summary>
    public string Folder => Location[..Location.LastIndexOf('/')];

    /// <summary>The manifest's file name.</summary>
    public string File => Location[(Location.LastIndexOf('/') + 1)..];

    /// <summary>The name that the files of the bundle begin with: <c>image</c>.</summary>
    public string Prefix => File[..^Ending.Length];

    /// <summary>Reads the place, also with <c>s3://</c> before it.</summary>
    /// <param name="given">What the user gave.</param>
    /// <param name="problem">Why it is none.</param>
    public static BundleManifest? Parse(ResourceReference given, out AmiException? problem)
    {
        string text = given.Id.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? given.Id[Scheme.Length..] : given.Id;
        bool isManifest = text.Contains('/') && text.EndsWith(Ending, StringComparison.Ordinal) && text[(text.LastIndexOf('/') + 1)..].Length > Ending.Length;
        problem = !isManifest
            ? new AmiException(AmiErrorCodes.InvalidBucket, AmiErrorKind.InvalidInput, $"'{given.Given}' is not the place of a bundle's manifest.") { ResourceId = given.Given, Remedy = $"Give it as bucket/path/image{Ending}: what ec2-upload-bundle has uploaded." }
            : BucketRules.Problem(text);
        return problem is null ? new BundleManifest(text) : null;
    }
}

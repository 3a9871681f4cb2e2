using System.Text.RegularExpressions;

namespace AmiTools.Engine.Storing;

/// <summary>What S3 takes as buckets and tags, and AWS as an image for one. Applied before any call.</summary>
internal static partial class BucketRules
{
    /// <summary>The most GB of one stored image (EC2 user guide).</summary>
    public const int MostGB = 5_000;

    private const int MostObjectTags = 10;
    private const double GBPerGiB = 1.073741824;

    /// <summary>GB of GiB: AWS counts this limit in GB, and volumes in GiB.</summary>
    public static double GB(int gib) => gib * GBPerGiB;

    /// <summary>What is wrong with a bucket's name, or with the prefix behind it; null where nothing is.</summary>
    public static AmiException? Problem(string bucket)
    {
        string name = bucket.Split('/')[0];
        return Name().IsMatch(name) ? null : new AmiException(AmiErrorCodes.InvalidBucket, AmiErrorKind.InvalidInput, $"'{bucket}' is not a bucket's name.")
        {
            ResourceId = bucket, Remedy = "Give the name alone, without s3://: 3 to 63 lower-case letters, digits, hyphens and dots.",
        };
    }

    /// <summary>What is wrong with the tags of an object; null where nothing is.</summary>
    public static AmiException? Problem(IReadOnlyDictionary<string, string> tags) => tags.Count <= MostObjectTags ? null
        : new AmiException(AmiErrorCodes.InvalidTag, AmiErrorKind.InvalidInput, $"{tags.Count} tags are too many: S3 takes {MostObjectTags} of an object at the most.") { Remedy = "Give fewer; the image's own tags are stored with it anyway." };

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]$")]
    private static partial Regex Name();
}

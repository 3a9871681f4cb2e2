using System.Text.RegularExpressions;
using Amazon;

namespace AmiTools.Aws;

/// <summary>What can be said of a region by its name alone.</summary>
public static partial class RegionNames
{
    /// <summary>The name as AWS writes it: trimmed, in lower case.</summary>
    /// <param name="region">A name as a user gave it.</param>
    /// <exception cref="AwsSessionException"><c>InvalidRegion</c> where it cannot be one. A region that does not exist is found out by asking AWS only.</exception>
    public static string Normalize(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        var name = region.Trim().ToLowerInvariant();
        return Shape().IsMatch(name)
            ? name
            : throw new AwsSessionException(AwsSessionException.InvalidRegion, $"'{region}' is no name of a region.", "Names of regions look like eu-west-1.");
    }

    /// <summary>Whether a name has the shape of a region's.</summary>
    public static bool IsWellFormed(string region) => Shape().IsMatch(region);

    /// <summary>The partition of a region: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>, <c>aws-eusc</c>, ... A region that is newer than this build is put where its name belongs.</summary>
    public static string PartitionOf(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;

    /// <summary>A region of a partition that every account of it has.</summary>
    public static string MainRegionOf(string partition) =>
        partition switch
        {
            "aws-cn" => "cn-north-1",
            "aws-us-gov" => "us-gov-west-1",
            "aws-eusc" => "eusc-de-east-1",
            "aws-iso" => "us-iso-east-1",
            "aws-iso-b" => "us-isob-east-1",
            "aws-iso-e" => "eu-isoe-west-1",
            "aws-iso-f" => "us-isof-south-1",
            _ => "us-east-1",
        };

    [GeneratedRegex("^[a-z]{2,5}(-[a-z]{2,12}){1,3}-[0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

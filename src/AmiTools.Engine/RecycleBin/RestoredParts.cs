using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>What came back with a restored resource, and what did not: looked at, not assumed.</summary>
internal static class RestoredParts
{
    /// <summary>What an image has again.</summary>
    public static async Task<(List<string> Back, List<string> NotBack)> OfAsync(RegionSession region, Image image, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        List<string> back = [Count(snapshots.Count, "snapshot"), .. Tags(image.Tags)];
        List<string> notBack = NeverBack(snapshots);
        if (ImageMapper.Time(image.DeprecationTime) is { } deprecation) back.Add($"deprecation on {deprecation:yyyy-MM-dd HH:mm} UTC");
        if (image.DeregistrationProtection is { Length: > 0 } protection && protection != "disabled") back.Add($"deregistration protection ({protection})");
        if (image.State?.Value == "disabled") back.Add("the disabled state");
        try
        {
            DescribeImageAttributeResponse attribute = await region.CallAsync("DescribeImageAttribute", image.ImageId,
                ec2 => ec2.DescribeImageAttributeAsync(new DescribeImageAttributeRequest { ImageId = image.ImageId, Attribute = ImageAttributeName.LaunchPermission }, cancellationToken)).ConfigureAwait(false);
            int shares = attribute.ImageAttribute?.LaunchPermissions?.Count ?? 0;
            if (shares > 0) back.Add(shares == 1 ? "sharing with 1 account, organisation or group" : $"sharing with {shares} accounts, organisations or groups");
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            notBack.Add($"sharing: not known, because it could not be read ({failure.AwsCode ?? failure.Code})");
        }

        return (back, notBack);
    }

    /// <summary>The tags, counted; AWS's own do not count.</summary>
    public static List<string> Tags(List<Tag>? tags) => tags.ToDictionary().Keys.Count(key => !key.StartsWith("aws:", StringComparison.Ordinal)) is > 0 and int count ? [Count(count, "tag")] : [];

    /// <summary>What AWS does not bring back with snapshots.</summary>
    public static List<string> NeverBack(IEnumerable<Snapshot> snapshots)
    {
        List<string> notBack = ["fast snapshot restore, where it was on"];
        string[] archived = [.. snapshots.Where(snapshot => snapshot.StorageTier?.Value == "archive").Select(snapshot => snapshot.SnapshotId!)];
        if (archived.Length > 0) notBack.Add($"the standard tier: {string.Join(", ", archived)} came back archived and cannot be used before it is restored from there");
        return notBack;
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

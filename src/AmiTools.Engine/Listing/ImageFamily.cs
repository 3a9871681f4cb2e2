using System.Text.RegularExpressions;

namespace AmiTools.Engine.Listing;

/// <summary>Which images are the backups of one machine over time.</summary>
internal static partial class ImageFamily
{
    /// <summary>What all of them share: the instance, or the name without its dates and counters where the instance is not known.</summary>
    public static string Of(Ami image) => image.InstanceId ?? $"{image.AccountId}/{OfName(image.Name)}";

    /// <summary>A name without its dates and counters.</summary>
    public static string OfName(string name) => Changing().Replace(name, "#");

    /// <summary>The newest of each family.</summary>
    public static IEnumerable<Ami> Newest(IEnumerable<Ami> images) => images
        .GroupBy(image => (image.Region, Family: Of(image)))
        .Select(family => family.OrderByDescending(image => image.CreationDate ?? DateTime.MinValue).ThenBy(image => image.ImageId, StringComparer.Ordinal).First());

    // Dates, times and counters: runs of digits with their separators, standing alone or at the end ("web-2026-11-21-0730", "web_20261121T073000Z", "build 17").
    [GeneratedRegex(@"(?<![A-Za-z0-9])\d+([-_.:T ]?\d+)*Z?(?![A-Za-z0-9])")]
    private static partial Regex Changing();
}

using System.Text.RegularExpressions;
using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>The AMIs of others that an account lets itself use (Allowed AMIs).</summary>
internal static class ImageCriteria
{
    /// <summary>Refuses criteria beyond AWS's limits.</summary>
    internal static void Check(IReadOnlyList<ImageCriterionRequest> criteria)
    {
        if (criteria.Count > 10)
            throw Errors.InvalidParameterValue("The number of image criteria can't exceed 10.");
        foreach (ImageCriterionRequest criterion in criteria)
        {
            if (criterion.ImageProviders is { Count: > 200 })
                throw Errors.InvalidParameterValue("The number of image providers in a criterion can't exceed 200.");
            if (criterion.MarketplaceProductCodes is { Count: > 50 })
                throw Errors.InvalidParameterValue("The number of Marketplace product codes in a criterion can't exceed 50.");
            if (criterion.ImageNames is { Count: > 50 })
                throw Errors.InvalidParameterValue("The number of image names in a criterion can't exceed 50.");
            foreach (string provider in criterion.ImageProviders ?? [])
                CheckProvider(provider);
        }
    }

    private static void CheckProvider(string provider)
    {
        if (provider is "amazon" or "aws-marketplace" or "aws-backup-vault" or "none" || ShareTargets.IsAccount(provider)) return;
        throw Errors.InvalidParameterValue(provider, "imageProvider", "Expected an account ID, 'amazon', 'aws-marketplace', 'aws-backup-vault' or 'none'.");
    }

    /// <summary>What the criteria look at in an image.</summary>
    internal readonly record struct Candidate(string OwnerId, string? OwnerAlias, string Name, IReadOnlyCollection<string> ProductCodes, DateTimeOffset Created, DateTimeOffset? DeprecatedAt);

    /// <summary>Whether one of the criteria lets the image in: any criterion, and everything it says.</summary>
    internal static bool Allow(IEnumerable<ImageCriterionRequest> criteria, Candidate image, DateTimeOffset now) =>
        criteria.Any(criterion => Allows(criterion, image, now));

    private static bool Allows(ImageCriterionRequest criterion, Candidate image, DateTimeOffset now) =>
        AnyOf(criterion.ImageProviders, provider => provider == image.OwnerId || provider == image.OwnerAlias)
        && AnyOf(criterion.MarketplaceProductCodes, image.ProductCodes.Contains)
        && AnyOf(criterion.ImageNames, pattern => Matches(pattern, image.Name))
        && !(criterion.CreationDateCondition?.MaximumDaysSinceCreated is { } age && image.Created < now.AddDays(-age))
        && !(criterion.DeprecationTimeCondition?.MaximumDaysSinceDeprecated is { } gone && image.DeprecatedAt < now.AddDays(-gone));

    private static bool AnyOf(List<string>? values, Func<string, bool> test) => values is not { Count: > 0 } || values.Any(test);

    private static bool Matches(string pattern, string name) =>
        Regex.IsMatch(name, "\\A" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "\\z", RegexOptions.NonBacktracking);
}

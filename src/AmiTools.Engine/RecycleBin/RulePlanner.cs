using System.Globalization;
using AmiTools.Engine.Pricing;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Finds out what new rules would mean where they are made.</summary>
internal sealed class RulePlanner(SessionDirectory sessions)
{
    /// <summary>From how many days on the cost of keeping is worth a warning.</summary>
    private const int LongRetention = 30;

    public async Task<RecycleBinRulePlan> PlanAsync(NewRecycleBinRuleOptions options, IEngineEvents events, CancellationToken cancellationToken)
    {
        List<AmiException> problems = [.. RuleRules.Problems(options)];
        if (problems.Count > 0) return new RecycleBinRulePlan { Options = options, Problems = problems };

        EngineSession session = await sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false);
        List<string> regions = await BinRegions.ResolveAsync(session, options.Session, [], events, cancellationToken).ConfigureAwait(false);
        List<RecycleBinRuleStep>[] steps = await Task.WhenAll(regions.Select(async region =>
        {
            try
            {
                return await RegionAsync(session.In(region), options, cancellationToken).ConfigureAwait(false);
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                // Without knowing the rules that are there, a second one of the same content could be made.
                lock (problems) problems.Add(failure);
                return [];
            }
        })).ConfigureAwait(false);
        return new RecycleBinRulePlan { Options = options, Steps = [.. steps.SelectMany(step => step)], Problems = problems };
    }

    private static async Task<List<RecycleBinRuleStep>> RegionAsync(RegionSession region, NewRecycleBinRuleOptions options, CancellationToken cancellationToken)
    {
        string[] types = [.. options.ResourceType.Distinct()];
        bool pairs = types.Contains(RecycleBinResourceType.Image) || types.Contains(RecycleBinResourceType.Snapshot);
        // The rule for images and the one for snapshots depend on each other.
        string[] read = pairs ? [.. types.Append(RecycleBinResourceType.Image).Append(RecycleBinResourceType.Snapshot).Distinct()] : types;
        RecycleBinRule[] rules = [.. (await Task.WhenAll(read.Select(type => RuleReader.ReadAsync(region, type, cancellationToken))).ConfigureAwait(false)).SelectMany(found => found)];
        string? cost = options.RetentionDays > LongRetention && types.Contains(RecycleBinResourceType.Snapshot) ? await CostAsync(region, options.RetentionDays, cancellationToken).ConfigureAwait(false) : null;

        return [.. types.Select(type =>
        {
            RecycleBinRule? existing = rules.FirstOrDefault(rule => RuleRules.IsSame(rule, type, options));
            return new RecycleBinRuleStep
            {
                Region = region.Name, ResourceType = type, Existing = existing is null ? null : RuleMapper.AsExisting(existing),
                Target = $"Recycle Bin ({region.Name})",
                Action = existing is null ? $"Keep {Scope(type, options)} for {options.RetentionDays} day{(options.RetentionDays == 1 ? "" : "s")} after deletion" : $"Nothing to do: rule {existing.Identifier} says the same",
                Warnings = existing is null ? [.. Warnings(region.Name, type, rules, types, options, cost)] : [],
            };
        })];
    }

    private static string Scope(string type, NewRecycleBinRuleOptions options) =>
        options.ResourceTag.Count > 0 ? $"{type} with {string.Join(" or ", options.ResourceTag.Select(Pair))}"
        : options.ExcludeResourceTag.Count > 0 ? $"every {type} but those with {string.Join(" or ", options.ExcludeResourceTag.Select(Pair))}" : $"every {type}";

    private static string Pair(KeyValuePair<string, string> tag) => tag.Value.Length == 0 ? tag.Key : $"{tag.Key}={tag.Value}";

    private static IEnumerable<string> Warnings(string region, string type, RecycleBinRule[] rules, string[] types, NewRecycleBinRuleOptions options, string? cost)
    {
        if (rules.All(rule => rule.ResourceType != type)) yield return $"This is the first rule for {type} in {region}: it can take AWS up to half an hour to act on it.";
        if (type == RecycleBinResourceType.Snapshot && cost is not null) yield return cost;

        if (type == RecycleBinResourceType.Image && !types.Contains(RecycleBinResourceType.Snapshot))
        {
            int snapshots = Longest(rules, RecycleBinResourceType.Snapshot);
            if (snapshots < options.RetentionDays) yield return snapshots == 0
                ? $"No rule for the whole region keeps snapshots in {region}: an image whose snapshots are deleted cannot be restored. Make one for {RecycleBinResourceType.Snapshot} with at least {options.RetentionDays} days."
                : $"Snapshots are kept for {snapshots} days in {region}, images for {options.RetentionDays}: after {snapshots} days an image whose snapshots were deleted with it cannot be restored any more.";
        }
        else if (type == RecycleBinResourceType.Snapshot && !types.Contains(RecycleBinResourceType.Image) && Longest(rules, RecycleBinResourceType.Image) is var images && images > options.RetentionDays && Longest(rules, RecycleBinResourceType.Snapshot) < images)
        {
            yield return $"Images are kept for {images} days in {region}, snapshots for {options.RetentionDays}: after {options.RetentionDays} days an image whose snapshots were deleted with it cannot be restored any more.";
        }
    }

    /// <summary>The longest retention of a kind that the whole region has; rules by tags may not match.</summary>
    private static int Longest(RecycleBinRule[] rules, string type) => rules.Where(rule => rule.ResourceType == type && rule.IsRegionLevel).Select(rule => rule.RetentionDays).DefaultIfEmpty(0).Max();

    /// <summary>What the region deletes now, kept for so long. Only what lies in the bin already tells how much that is.</summary>
    private static async Task<string> CostAsync(RegionSession region, int days, CancellationToken cancellationToken)
    {
        BinContents bin;
        try
        {
            bin = await BinContents.ReadAsync(region, [RecycleBinResourceType.Snapshot], cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported)
        {
            // An estimate is no reason not to make a rule.
            return $"Snapshots are billed while they lie in the bin. What {days} days cost in {region.Name} cannot be estimated: the bin could not be read ({failure.Operation}: {failure.AwsCode ?? failure.Code}).";
        }

        if (bin.Snapshots.Count == 0) return $"Snapshots are billed while they lie in the bin. What {days} days cost in {region.Name} cannot be estimated yet: its bin holds none.";
        BinSizes sizes = await BinSizes.ReadAsync(bin, cancellationToken).ConfigureAwait(false);
        int known = bin.Snapshots.Values.Count(snapshot => sizes.Of(snapshot) is not null);
        DateTime now = region.Time.GetUtcNow().UtcDateTime;
        decimal gib = bin.Snapshots.Values.Sum(snapshot => sizes.Of(snapshot) ?? 0);
        decimal since = Math.Max(1, (decimal)(now - bin.Snapshots.Values.Min(snapshot => snapshot.RecycleBinEnterTime?.ToUniversalTime() ?? now)).TotalDays);
        string of = known < bin.Snapshots.Count ? $" (the sizes of {bin.Snapshots.Count - known} more are not known)" : "";
        return string.Create(CultureInfo.InvariantCulture, $"Snapshots are billed while they lie in the bin. {region.Name} put {gib:0} GiB into it within {since:0} days{of}; kept for {days} days that is about {StoragePrices.OfSnapshot(null, (int)Math.Ceiling(gib / since * days), null):0.00} USD a month at the most (estimate).");
    }
}

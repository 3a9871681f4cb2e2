namespace AmiTools.Simulator;

/// <summary>
/// EC2's request limits: a token bucket for each operation, account and region. Numbers after
/// "Request throttling for the Amazon EC2 API" in the EC2 developer guide.
/// </summary>
public sealed class RequestBuckets
{
    private static readonly Dictionary<string, (double Capacity, double PerSecond)> s_special = new(StringComparer.Ordinal)
    {
        ["CreateSnapshot"] = (100, 5),
        ["CreateSnapshots"] = (100, 5),
        ["DeleteSnapshot"] = (100, 5),
        ["CreateVolume"] = (100, 5),
        ["DeleteVolume"] = (100, 5),
        ["DeregisterImage"] = (100, 5),
        ["ModifyImageAttribute"] = (100, 5),
        ["ModifySnapshotAttribute"] = (100, 5),
        ["ModifyLaunchTemplate"] = (100, 5),
        ["CreateLaunchTemplateVersion"] = (100, 5),
        ["TerminateInstances"] = (100, 5),
        ["CopyImage"] = (100, 1),
        ["CreateTags"] = (100, 10),
        ["DeleteTags"] = (100, 10),
        ["CreateStoreImageTask"] = (50, 0.1),
        ["CreateRestoreImageTask"] = (50, 0.1),
        ["DescribeStoreImageTasks"] = (50, 0.5),
        ["EnableFastLaunch"] = (5, 2),
        ["DisableFastLaunch"] = (5, 2),
        ["EnableImageBlockPublicAccess"] = (1, 0.1),
        ["DisableImageBlockPublicAccess"] = (1, 0.1),
        ["EnableSnapshotBlockPublicAccess"] = (1, 0.1),
        ["DisableSnapshotBlockPublicAccess"] = (1, 0.1),
        ["RunInstances"] = (5, 2),
        ["StartInstances"] = (5, 2),
    };

    private static readonly Dictionary<string, (double Capacity, double PerSecond)> s_resources = new(StringComparer.Ordinal)
    {
        ["RunInstances"] = (1000, 2),
        ["StartInstances"] = (1000, 2),
        ["StopInstances"] = (1000, 20),
        ["TerminateInstances"] = (1000, 20),
    };

    // Lists that cost more where the caller neither filters nor pages.
    private static readonly HashSet<string> s_heavyLists = new(StringComparer.Ordinal)
    {
        "DescribeInstances", "DescribeInstanceStatus", "DescribeSnapshots", "DescribeVolumes", "DescribeNetworkInterfaces",
        "DescribeSecurityGroups", "DescribeSpotInstanceRequests",
    };

    private readonly Dictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    internal bool TryTakeRequest(string operation, IReadOnlyList<KeyValuePair<string, string>> parameters, DateTimeOffset now)
    {
        var reads = IsRead(operation);
        var heavy = s_heavyLists.Contains(operation) && !parameters.Any(parameter => IsNarrowing(parameter.Key));
        var (capacity, perSecond) = s_special.TryGetValue(operation, out var special) ? special : heavy ? (50, 10) : reads ? (100, 20) : (50, 5);
        return Bucket(heavy ? operation + " (all)" : operation, capacity, perSecond).TryTake(now);
    }

    /// <summary>Takes a token for each instance of a call, where the operation counts them.</summary>
    internal bool TryTakeResources(string operation, int count, DateTimeOffset now) =>
        !s_resources.TryGetValue(operation, out var limit)
        || Bucket(operation + " (resources)", limit.Capacity, limit.PerSecond).TryTake(now, count);

    internal static bool IsRead(string operation) =>
        operation.StartsWith("Describe", StringComparison.Ordinal)
        || operation.StartsWith("Get", StringComparison.Ordinal)
        || operation.StartsWith("List", StringComparison.Ordinal);

    private static bool IsNarrowing(string parameter) =>
        parameter is "MaxResults" or "NextToken"
        || parameter.StartsWith("Filter.", StringComparison.Ordinal)
        || parameter.Contains("Id.", StringComparison.Ordinal);

    private TokenBucket Bucket(string name, double capacity, double perSecond)
    {
        if (!_buckets.TryGetValue(name, out var bucket))
            _buckets[name] = bucket = new(capacity, perSecond);
        return bucket;
    }
}

using System.Collections.Frozen;
using System.Globalization;

namespace AmiTools.Aws;

/// <summary>Which buckets a call draws on, after Amazon EC2's documentation of request throttling. A bucket belongs to one operation, account and region.</summary>
public static class BucketTable
{
    private static readonly BucketSize s_read = new(100, 20);
    private static readonly BucketSize s_wideRead = new(50, 10);
    private static readonly BucketSize s_change = new(50, 5);

    /// <summary>Reads that cost more where they neither page nor filter.</summary>
    private static readonly FrozenSet<string> s_wide = new[]
    {
        "DescribeInstances", "DescribeInstanceStatus", "DescribeSnapshots", "DescribeVolumes", "DescribeNetworkInterfaces", "DescribeSecurityGroups", "DescribeSpotInstanceRequests",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, BucketSize> s_requests = new Dictionary<BucketSize, string[]>
    {
        [new(100, 5)] =
        [
            "CreateSnapshot", "CreateSnapshots", "DeleteSnapshot", "CreateVolume", "DeleteVolume", "DeregisterImage", "ModifyImageAttribute", "ModifySnapshotAttribute", "ModifyLaunchTemplate",
            "CreateLaunchTemplateVersion", "TerminateInstances",
        ],
        [new(100, 1)] = ["CopyImage"],
        [new(100, 10)] = ["CreateTags", "DeleteTags"],
        [new(50, 0.1)] = ["CreateStoreImageTask", "CreateRestoreImageTask"],
        [new(50, 0.5)] = ["DescribeStoreImageTasks"],
        [new(5, 2)] = ["EnableFastLaunch", "DisableFastLaunch", "RunInstances", "StartInstances"],
        [new(1, 0.1)] = ["EnableImageBlockPublicAccess", "DisableImageBlockPublicAccess", "EnableSnapshotBlockPublicAccess", "DisableSnapshotBlockPublicAccess"],
    }
        .SelectMany(size => size.Value, (size, operation) => KeyValuePair.Create(operation, size.Key))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Operations that draw on a second bucket for the resources they name.</summary>
    private static readonly FrozenDictionary<string, BucketSize> s_resources = new Dictionary<string, BucketSize>
    {
        ["RunInstances"] = new(1000, 2),
        ["StartInstances"] = new(1000, 2),
        ["StopInstances"] = new(1000, 20),
        ["TerminateInstances"] = new(1000, 20),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a call of EC2 takes.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="parameters">The request as it goes over the wire.</param>
    public static IReadOnlyList<BucketDraw> ForEc2(string operation, IDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(parameters);
        List<BucketDraw> draws = [];
        var breadth = s_wide.Contains(operation) ? BreadthOf(parameters) : Breadth.Narrow;
        if (breadth != Breadth.Everything)
            draws.Add(new(operation, s_requests.TryGetValue(operation, out var size) ? size : IsRead(operation) ? s_read : s_change, 1));
        if (breadth != Breadth.Narrow)
            draws.Add(new($"{operation}, all at once", s_wideRead, 1));
        if (s_resources.TryGetValue(operation, out var resources))
            draws.Add(new($"{operation}, instances", resources, InstancesIn(parameters)));
        return draws;
    }

    /// <summary>
    /// What a call of another service takes. AWS publishes no rates for the Recycle Bin and Auto Scaling; they are counted as EC2's, one bucket for all reads and one for all changes.
    /// </summary>
    public static IReadOnlyList<BucketDraw> ForOther(string operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return IsRead(operation) ? [new("reads", s_read, 1)] : [new("changes", s_change, 1)];
    }

    private static bool IsRead(string operation) =>
        operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal);

    private static Breadth BreadthOf(IDictionary<string, string> parameters)
    {
        if (parameters.Keys.Any(key => key is "MaxResults" or "NextToken" || key.StartsWith("Filter.", StringComparison.Ordinal)))
            return Breadth.Narrow;
        return parameters.Keys.Any(key => key.Contains("Id.", StringComparison.Ordinal)) ? Breadth.Ids : Breadth.Everything;
    }

    private static int InstancesIn(IDictionary<string, string> parameters) =>
        parameters.TryGetValue("MaxCount", out var count) && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var instances)
            ? instances
            : Math.Max(1, parameters.Keys.Count(key => key.StartsWith("InstanceId.", StringComparison.Ordinal)));

    private enum Breadth
    {
        /// <summary>Paged or filtered.</summary>
        Narrow,

        /// <summary>Names ids. AWS does not say which bucket that draws on: both are kept.</summary>
        Ids,

        /// <summary>Neither.</summary>
        Everything,
    }
}

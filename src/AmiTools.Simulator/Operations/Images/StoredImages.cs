namespace AmiTools.Simulator;

/// <summary>Buckets as the store and restore tasks see them.</summary>
internal static class StoredImages
{
    // AWS counts its limits in GB and its volumes in GiB.
    private const double BytesPerGB = 1e9;
    private const double BytesPerGiB = 1024.0 * 1024 * 1024;

    public static double GB(int gib) => gib * BytesPerGiB / BytesPerGB;

    /// <summary>The bucket and what stands before the keys: the parameter may name both.</summary>
    public static (string Bucket, string Prefix) Split(string bucket) =>
        bucket.Split('/', 2) is [var name, { Length: > 0 } prefix] ? (name, prefix.TrimEnd('/') + "/") : (bucket.TrimEnd('/'), "");

    /// <summary>Why the caller cannot use the bucket here; null where he can.</summary>
    public static AwsErrorException? Problem(Call call, string name) =>
        !call.Simulator.Buckets.TryGetValue(name, out var bucket) ? new("NoSuchBucket", $"The specified bucket does not exist: {name}")
        : !bucket.IsOpenTo(call.Account.Id) ? new("AccessDenied", $"Access Denied: {name}")
        : bucket.Region != call.Region.Name ? Errors.InvalidParameterValue($"The bucket '{name}' is in {bucket.Region}; it must be in the region of the request ({call.Region.Name}).")
        : null;

    /// <summary>The quota of GB in progress is used up.</summary>
    public static AwsErrorException Full(Call call, string what, int quota) => new(call.Settings.StoreQuotaCode, $"The total size of AMIs that are being {what} would exceed {quota} GB.");
}

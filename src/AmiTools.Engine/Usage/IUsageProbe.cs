namespace AmiTools.Engine.Usage;

/// <summary>One place that can tell whether images, or snapshots, are used. Probes know nothing of each other, and each says for itself what it could not read.</summary>
/// <typeparam name="T">What it is asked about.</typeparam>
internal interface IUsageProbe<in T>
{
    /// <summary>The reasons that this place has, by id. What has none is not used as far as this place tells.</summary>
    Task<ILookup<string, UsageReason>> AskAsync(IReadOnlyList<T> resources, CancellationToken cancellationToken);
}

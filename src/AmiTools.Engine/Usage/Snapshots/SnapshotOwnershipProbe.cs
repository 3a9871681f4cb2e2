using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Usage.Snapshots;

/// <summary>Services that made a snapshot and still count on it. Reads nothing but what is known of the snapshot.</summary>
internal sealed class SnapshotOwnershipProbe : IUsageProbe<Snapshot>
{
    public Task<ILookup<string, UsageReason>> AskAsync(IReadOnlyList<Snapshot> resources, CancellationToken cancellationToken) => Task.FromResult(resources
        .SelectMany(snapshot => Reasons(snapshot.Tags.ToDictionary()).Select(reason => (snapshot.SnapshotId, Reason: reason)))
        .ToLookup(pair => pair.SnapshotId!, pair => pair.Reason, StringComparer.Ordinal));

    private static IEnumerable<UsageReason> Reasons(Dictionary<string, string> tags)
    {
        if (ServiceTags.IsRecoveryPoint(tags)) yield return ServiceTags.RecoveryPoint("Delete the recovery point in AWS Backup; that removes the snapshot.");
        if (ServiceTags.PolicyOf(tags) is { } policy) yield return ServiceTags.Lifecycle(policy);
    }
}

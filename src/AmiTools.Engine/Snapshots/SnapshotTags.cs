using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Snapshots;

/// <summary>Looks whether snapshots have the tags that they were to be born with, and puts on what is missing. A failure of that is told; the snapshots are there all the same.</summary>
internal static class SnapshotTags
{
    /// <summary>The tags as a call takes them that makes snapshots.</summary>
    public static List<TagSpecification> AtBirth(IReadOnlyDictionary<string, string> tags) => [new() { ResourceType = "snapshot", Tags = tags.ToTags() }];

    /// <summary>Checks, and mends.</summary>
    /// <param name="region">Where.</param>
    /// <param name="wanted">Each snapshot as it was answered or read last, with the tags that it is to have. The snapshots get what was put on.</param>
    /// <param name="events">Told where the tags could not be put on.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public static async Task CheckAsync(RegionSession region, IReadOnlyCollection<(Snapshot Snapshot, IReadOnlyDictionary<string, string> Tags)> wanted, IEngineEvents events, CancellationToken cancellationToken)
    {
        Dictionary<string, Dictionary<string, string>> missing = wanted.ToDictionary(pair => pair.Snapshot.SnapshotId!, pair => TagRules.Missing(pair.Tags, pair.Snapshot.Tags.ToDictionary()), StringComparer.Ordinal);
        try
        {
            await region.Tags.AddAsync(missing, cancellationToken).ConfigureAwait(false);
            foreach ((Snapshot snapshot, _) in wanted) snapshot.Tags = [.. snapshot.Tags ?? [], .. missing[snapshot.SnapshotId!].ToTags()];
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            await events.FailAsync(failure).ConfigureAwait(false);
        }
    }
}

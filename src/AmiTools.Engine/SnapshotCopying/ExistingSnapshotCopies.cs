using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.SnapshotCopying;

/// <summary>The snapshots of a destination that are copies of the sources, whoever made them: this module, which leaves a tag, or the console, which leaves a description.</summary>
internal sealed class ExistingSnapshotCopies(IReadOnlyCollection<Snapshot> copies)
{
    /// <summary>Reads them.</summary>
    /// <param name="region">The destination.</param>
    /// <param name="sources">What is to be copied there.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<ExistingSnapshotCopies> ReadAsync(RegionSession region, IEnumerable<EbsSnapshot> sources, CancellationToken cancellationToken)
    {
        Dictionary<string, Snapshot> found = new(StringComparer.Ordinal);
        foreach (EbsSnapshot[] batch in sources.Chunk(Query.FilterValues))
        {
            Filter[] filters =
            [
                Query.Filter($"tag:{AmiToolsTags.Parent}", batch.Select(source => $"{source.Region}/{source.SnapshotId}")),
                Query.Filter("description", batch.Select(source => $"{SnapshotDescription.Copied(source.SnapshotId, source.Region)}*")),
            ];
            foreach (Filter filter in filters)
            {
                await foreach (Snapshot snapshot in region.Snapshots.OwnAsync([filter], cancellationToken).ConfigureAwait(false)) found[snapshot.SnapshotId!] = snapshot;
            }
        }

        return new ExistingSnapshotCopies(found.Values);
    }

    /// <summary>What bears on a copy.</summary>
    /// <param name="source">What is copied.</param>
    /// <param name="encrypted">Whether the copy is to be encrypted, said outright.</param>
    /// <param name="keyArn">With which key; null for any, and where it could not be found out.</param>
    public SnapshotCopyMatch Of(EbsSnapshot source, bool encrypted, string? keyArn)
    {
        Snapshot[] same = [.. copies.Where(copy => copy.Parent() == (source.Region, source.SnapshotId))];
        return new SnapshotCopyMatch(
            Live: same.Where(copy => !copy.IsDead() && (!encrypted || (copy.Encrypted == true && (keyArn is null || copy.KmsKeyId == keyArn)))).OrderByDescending(copy => copy.IsCompleted()).ThenByDescending(copy => copy.StartTime).FirstOrDefault(),
            Dead: [.. same.Where(copy => copy.IsDead())]);
    }
}

/// <summary>What is there already of one copy.</summary>
/// <param name="Live">The copy itself; null where it is to be made. One that is not encrypted as this one is to be is another one.</param>
/// <param name="Dead">Failed remnants of it.</param>
internal sealed record SnapshotCopyMatch(Snapshot? Live, IReadOnlyList<Snapshot> Dead);

using System.Runtime.CompilerServices;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;
using AmiTools.Engine.Usage.Snapshots;

namespace AmiTools.Engine.Usage;

/// <summary>Says of images and snapshots whether anything uses them, all regions and both kinds at a time.</summary>
internal sealed class UsageFinder(EngineSession session, UsageQuery query, IEngineEvents events)
{
    private const string SnapshotPrefix = "snap-";

    public async IAsyncEnumerable<AmiUsage> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.VersionDepth is < 1 or > UsageQuery.DeepestVersionDepth)
        {
            throw new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"A depth of {query.VersionDepth} versions cannot be: AWS looks at 1 to {UsageQuery.DeepestVersionDepth} of each launch template.")
            {
                Remedy = "Give -VersionDepth a number of that range, or leave it away.",
            };
        }

        ILookup<bool, ResourceReference> byKind = query.Id.ToLookup(reference => reference.Id.StartsWith(SnapshotPrefix, StringComparison.Ordinal));
        Task<NamedImages> readImages = NamedImages.ReadAsync(session, query.Session, [.. byKind[false]], session.Settings.NamedResourceWindow, cancellationToken);
        Task<NamedSnapshots> readSnapshots = NamedSnapshots.ReadAsync(session, query.Session, [.. byKind[true]], session.Settings.NamedResourceWindow, cancellationToken);
        await Task.WhenAll(readImages, readSnapshots).ConfigureAwait(false);
        NamedImages images = await readImages.ConfigureAwait(false);
        NamedSnapshots snapshots = await readSnapshots.ConfigureAwait(false);
        AmiException[] problems = [.. images.Problems, .. images.Missing.Select(missing => ResourceIds.ImageNotFound(missing.Reference)), .. snapshots.Problems, .. snapshots.NotOwned, .. snapshots.NotFound];
        foreach (AmiException problem in problems) await events.FailAsync(OfReader(problem)).ConfigureAwait(false);

        Func<CancellationToken, Task<IEnumerable<AmiUsage>>>[] checks =
        [
            .. images.Found.GroupBy(named => named.Region).Select(region => (Func<CancellationToken, Task<IEnumerable<AmiUsage>>>)(token => ImagesAsync(region.Key, [.. region.Select(named => named.Image)], token))),
            .. snapshots.Own.GroupBy(named => named.Region).Select(region => (Func<CancellationToken, Task<IEnumerable<AmiUsage>>>)(token => SnapshotsAsync(region.Key, [.. region.Select(named => named.Snapshot)], token))),
        ];
        await foreach (AmiUsage usage in ParallelStream.RunAsync<Func<CancellationToken, Task<IEnumerable<AmiUsage>>>, AmiUsage>(checks, Math.Max(1, checks.Length), async (check, emit, token) =>
        {
            foreach (AmiUsage found in await check(token).ConfigureAwait(false)) await emit(found).ConfigureAwait(false);
        }, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return usage;
        }
    }

    // The same refusal as for whoever wants to change a resource of somebody else's, in words that fit a question.
    private static AmiException OfReader(AmiException problem) => problem.Code is AmiErrorCodes.ImageNotOwned or AmiErrorCodes.SnapshotNotOwned
        ? problem.As(problem.Code, problem.Kind, $"{problem.ResourceId} belongs to another account, and only its owner can see who uses it.")
        : problem;

    private async Task<IEnumerable<AmiUsage>> ImagesAsync(RegionSession region, IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        UsageCheck<Image> check = ImageUsage.Check(region, new SharingProbe(region), query.VersionDepth, query.CreateUsageReport, new SharedSnapshotProbe(region));
        IReadOnlyDictionary<string, UsageFindings> findings = await check.RunAsync(images, cancellationToken).ConfigureAwait(false);
        return images.Select(image => new AmiUsage
        {
            Region = region.Name, AccountId = image.OwnerId ?? "", ImageId = image.ImageId, Name = image.Name ?? "", LastLaunchedTime = ImageMapper.Time(image.LastLaunchedTime),
            Reasons = findings[image.ImageId!].Reasons, Remarks = findings[image.ImageId!].Remarks,
        });
    }

    private static async Task<IEnumerable<AmiUsage>> SnapshotsAsync(RegionSession region, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, UsageFindings> findings = await SnapshotUsage.Check(region).RunAsync(snapshots, cancellationToken).ConfigureAwait(false);
        return snapshots.Select(snapshot => new AmiUsage
        {
            Region = region.Name, AccountId = snapshot.OwnerId ?? "", SnapshotId = snapshot.SnapshotId, Name = snapshot.Tag("Name") ?? "",
            Reasons = findings[snapshot.SnapshotId!].Reasons, Remarks = findings[snapshot.SnapshotId!].Remarks,
        });
    }
}

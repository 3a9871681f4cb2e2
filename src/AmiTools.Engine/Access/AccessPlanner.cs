using System.Collections.Concurrent;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Access;

/// <summary>Finds out what a change of sharing would do to each image and snapshot, and everything that AWS would refuse.</summary>
internal sealed class AccessPlanner(EngineSession session, AccessOptions options)
{
    private readonly AccessReader _reader = new();

    public async Task<AccessPlan> PlanAsync(CancellationToken cancellationToken)
    {
        AmiException[] wrong = [.. AccessProblems.OfRequest(options)];
        if (wrong.Length > 0) return new AccessPlan { Options = options, Problems = wrong };
        NamedImages images = await NamedImages.ReadAsync(session, options.Session, options.ImageId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        AmiException[] owners = [.. images.Found.Select(named => named.Image.OwnerId).OfType<string>().Distinct().Where(options.Principal.Contains).Select(owner => Principals.Owner(owner, "image"))];
        if (owners.Length > 0) return new AccessPlan { Options = options, Problems = owners };

        List<AmiException> problems = [.. images.Problems, .. images.Missing.Select(missing => ResourceIds.ImageNotFound(missing.Reference))];
        (AccessStep[] Steps, AmiException[] Problems)[] regions = await Task.WhenAll(images.Found.GroupBy(named => named.Region)
            .Select(group => PlanAsync(group.Key, [.. group], cancellationToken))).ConfigureAwait(false);
        string[] order = [.. options.ImageId.Select(reference => reference.Id)];
        return new AccessPlan
        {
            Options = options,
            Steps = [.. regions.SelectMany(region => region.Steps).OrderBy(step => Array.IndexOf(order, step.Outcome.ImageId))],
            Problems = [.. problems, .. regions.SelectMany(region => region.Problems)],
        };
    }

    private async Task<(AccessStep[] Steps, AmiException[] Problems)> PlanAsync(RegionSession region, NamedImage[] images, CancellationToken cancellationToken)
    {
        bool gives = options.Action != AccessAction.Revoke && options.Principal.Count > 0;
        ConcurrentBag<ImageAccess> read = [];
        AccessParts parts = (options.ImageOnly ? AccessParts.None : AccessParts.Snapshots) | (gives ? AccessParts.Encryption : AccessParts.None);
        await _reader.ReadAsync(region, [.. images.Select(named => named.Image)], parts, access =>
        {
            read.Add(access);
            return ValueTask.CompletedTask;
        }, cancellationToken).ConfigureAwait(false);
        Dictionary<string, ImageAccess> accesses = read.ToDictionary(access => access.Image.ImageId, StringComparer.Ordinal);
        try
        {
            PublicBlocks blocks = await BlocksAsync(region, gives, cancellationToken).ConfigureAwait(false);
            HashSet<string> changed = [.. accesses.Keys];
            while (true)
            {
                OtherUsers others = await OtherUsers.ReadAsync(region, Losing(read), changed, cancellationToken).ConfigureAwait(false);
                List<AccessStep> steps = [];
                List<AmiException> problems = [];
                AccessWording wording = new(options);
                int before = changed.Count;
                foreach (ImageAccess access in images.Select(named => accesses[named.Image.ImageId!]))
                {
                    AmiException[] refused = Decide(access, others, blocks, wording, out AccessStep? step);
                    problems.AddRange(refused);
                    if (step is not null) steps.Add(step);
                    else changed.Remove(access.Image.ImageId);
                }

                // What is refused stays shared as it is, and counts as any other image that has the same snapshots.
                if (changed.Count == before) return ([.. steps], [.. problems]);
            }
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            return ([], [.. images.Select(named => AccessProblems.Unread(accesses[named.Image.ImageId!], failure))]);
        }
    }

    private AmiException[] Decide(ImageAccess access, OtherUsers others, PublicBlocks blocks, AccessWording wording, out AccessStep? step)
    {
        step = null;
        if (access.SharedWith is null || access.Snapshots.Any(snapshot => snapshot.SharedWith is null)) return [AccessProblems.Unread(access, access.Failures[0])];
        AmiAccessChange change = Change(access, others);
        bool gives = change.Added.Count > 0 || change.Snapshots.Any(snapshot => snapshot.Added.Count > 0);
        AmiException[] refused = gives ? [.. AccessProblems.OfGiving(access, change, blocks)] : [];
        if (refused.Length == 0) step = wording.Step(access, change, gives);
        return refused;
    }

    private AmiAccessChange Change(ImageAccess access, OtherUsers others)
    {
        AccessDifference image = AccessDifference.Of(options.Action, access.SharedWith!, options.Principal);
        return new AmiAccessChange
        {
            Region = access.Image.Region, AccountId = access.Image.AccountId, ImageId = access.Image.ImageId, Name = access.Image.Name,
            Added = image.Added, Removed = image.Removed, Unchanged = image.Unchanged,
            Keys = AccessKeys.Show(access.Keys, [.. image.Unchanged, .. image.Added]),
            Snapshots = [.. access.Snapshots.Select(snapshot =>
            {
                AccessDifference difference = OfSnapshot(snapshot);
                (string[] kept, string because) = others.Keeps(snapshot.SnapshotId, difference.Removed);
                return new AmiSnapshotAccessChange
                {
                    SnapshotId = snapshot.SnapshotId, Added = difference.Added, Removed = [.. difference.Removed.Except(kept)],
                    Unchanged = [.. difference.Unchanged.Concat(kept).Order(StringComparer.Ordinal)], KeptBecause = because,
                };
            })],
        };
    }

    private AccessDifference OfSnapshot(SnapshotAccess snapshot) => AccessDifference.Of(options.Action, snapshot.SharedWith!, [.. options.Principal.Where(Principals.FitsSnapshot)]);

    private string[] Losing(IEnumerable<ImageAccess> read) => options.Action == AccessAction.Grant ? []
        : [.. read.SelectMany(access => access.Snapshots).Where(snapshot => snapshot.SharedWith is not null && OfSnapshot(snapshot).Removed.Length > 0).Select(snapshot => snapshot.SnapshotId).Distinct()];

    private async Task<PublicBlocks> BlocksAsync(RegionSession region, bool gives, CancellationToken cancellationToken)
    {
        if (!gives || !options.Principal.Contains(AmiPrincipals.Everybody)) return new PublicBlocks(null, null);
        AmiException? images = await PublicAccess.OfImagesAsync(region, cancellationToken).ConfigureAwait(false);
        return new PublicBlocks(images, options.ImageOnly ? null : await PublicAccess.OfSnapshotsAsync(region, " -ImageOnly shares the image without its snapshots.", cancellationToken).ConfigureAwait(false));
    }
}

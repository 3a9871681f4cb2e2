using Amazon.EC2.Model;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots;

/// <summary>The snapshots that references name: the caller's own, and those of others that he sees. A reference that names no region is looked for in all regions of the session.</summary>
internal sealed class NamedSnapshots
{
    private NamedSnapshots(IReadOnlyList<NamedSnapshot> found, IReadOnlyList<MissingSnapshot> missing, IReadOnlyList<AmiException> problems)
    {
        Found = found;
        Missing = missing;
        Problems = problems;
    }

    /// <summary>The snapshots that there are, in the order in which they were named.</summary>
    public IReadOnlyList<NamedSnapshot> Found { get; }

    /// <summary>Those of <see cref="Found"/> that are the caller's own: what a command may change.</summary>
    public IEnumerable<NamedSnapshot> Own => Found.Where(snapshot => snapshot.IsOwn);

    /// <summary>The references that no region has, all of which answered.</summary>
    public IReadOnlyList<MissingSnapshot> Missing { get; }

    /// <summary>Ids that are none, and regions that are none or did not answer.</summary>
    public IReadOnlyList<AmiException> Problems { get; }

    /// <summary>A problem for each snapshot of somebody else's, for commands that change snapshots.</summary>
    public IEnumerable<AmiException> NotOwned => Found.Where(snapshot => !snapshot.IsOwn).Select(named => new AmiException(AmiErrorCodes.SnapshotNotOwned, AmiErrorKind.Denied,
        $"{named.Reference.Id} belongs to {named.Snapshot.OwnerAlias ?? named.Snapshot.OwnerId ?? "another account"}, and only its owner can change it.")
    {
        ResourceId = named.Reference.Given, Region = named.Region.Name, Remedy = "Use the owner's credentials (-ProfileName or -RoleArn).",
    });

    /// <summary>A problem for each reference that names no snapshot.</summary>
    public IEnumerable<AmiException> NotFound => Missing.Select(missing => ResourceIds.SnapshotNotFound(missing.Reference));

    /// <summary>Reads them.</summary>
    /// <param name="session">The caller.</param>
    /// <param name="options">Whose regions count for references that name none.</param>
    /// <param name="references">What the user gave; the same thing given twice counts once.</param>
    /// <param name="window">How long a snapshot that is not seen may have been made a moment ago; zero asks once.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<NamedSnapshots> ReadAsync(EngineSession session, SessionOptions options, IReadOnlyList<ResourceReference> references, TimeSpan window, CancellationToken cancellationToken)
    {
        List<AmiException> problems = [.. references.Where(reference => !reference.IsWellFormed("snap")).DistinctBy(reference => reference.Given).Select(ResourceIds.NotASnapshot)];
        Whereabouts where = await Whereabouts.ResolveAsync(session, options, references.Where(reference => reference.IsWellFormed("snap")), problems, cancellationToken).ConfigureAwait(false);
        NamedRead<Snapshot>[] reads = await NamedReads.ReadAsync(where, window, (region, ids, token) => region.Snapshots.ByIdAsync(ids, token), (region, ids, token) => region.Snapshots.ForeignAsync(ids, token), cancellationToken).ConfigureAwait(false);
        problems.AddRange(reads.Select(read => read.Failure).OfType<AmiException>());

        List<NamedSnapshot> found = [];
        List<MissingSnapshot> missing = [];
        foreach (ResourceReference reference in where.References)
        {
            RegionSession[] regions = where.Of(reference);
            NamedRead<Snapshot>[] asked = [.. reads.Where(read => regions.Contains(read.Region))];
            NamedSnapshot[] here = [.. asked.Select(read => Of(read, reference)).OfType<NamedSnapshot>()];
            if (here.Length > 0) found.AddRange(here);
            else if (asked.Length > 0 && asked.All(read => read.Failure is null)) missing.Add(new MissingSnapshot(reference, regions));
        }

        // The same snapshot given with its region and without it is one.
        return new NamedSnapshots([.. found.DistinctBy(named => (named.Snapshot.SnapshotId, named.Region.Name))], missing, problems);
    }

    private static NamedSnapshot? Of(NamedRead<Snapshot> read, ResourceReference reference) => read.Own.TryGetValue(reference.Id, out Snapshot? own) ? new NamedSnapshot(reference, read.Region, own, IsOwn: true)
        : read.Foreign.TryGetValue(reference.Id, out Snapshot? foreign) ? new NamedSnapshot(reference, read.Region, foreign, IsOwn: false)
        : null;
}

/// <summary>A snapshot that a reference names.</summary>
/// <param name="Reference">What the user gave.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="IsOwn">Whether it is the caller's.</param>
internal sealed record NamedSnapshot(ResourceReference Reference, RegionSession Region, Snapshot Snapshot, bool IsOwn);

/// <summary>A reference that names no snapshot.</summary>
/// <param name="Reference">What the user gave.</param>
/// <param name="Regions">Where it was looked for.</param>
internal sealed record MissingSnapshot(ResourceReference Reference, IReadOnlyList<RegionSession> Regions);

using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>DescribeSnapshots.</summary>
internal static class SnapshotListing
{
    private static readonly FilterSet<(SimSnapshot Snapshot, Call Call)> s_filters = new FilterSet<(SimSnapshot Snapshot, Call Call)>()
        .Text("description", seen => seen.Snapshot.Description ?? "")
        .Flag("encrypted", seen => seen.Snapshot.Encrypted)
        .Text("owner-alias", seen => seen.Snapshot.OwnerAlias)
        .Text("owner-id", seen => seen.Snapshot.OwnerId)
        .Text("progress", seen => SnapshotShapes.Progress(seen.Snapshot, seen.Call.Now))
        .Text("snapshot-id", seen => seen.Snapshot.Id)
        .Time("start-time", seen => seen.Snapshot.CreatedAt)
        .Text("status", seen => seen.Snapshot.State)
        .Text("storage-tier", seen => seen.Snapshot.StorageTier)
        .Text("transfer-type", seen => seen.Snapshot.TransferType)
        .Text("volume-id", seen => seen.Snapshot.VolumeId)
        .Number("volume-size", seen => seen.Snapshot.SizeGiB)
        .Tags(seen => seen.Snapshot);

    public static void Register(OperationTable table) => table.Add<DescribeSnapshotsRequest, DescribeSnapshotsResponse>(DescribeSnapshots);

    private static DescribeSnapshotsResponse DescribeSnapshots(DescribeSnapshotsRequest request, Call call)
    {
        var ids = Required.Ids(request.SnapshotIds, ResourceIds.CheckSnapshot);
        Pager.RefuseWithIds(ids.Count, request.MaxResults, "snapshotSet");
        var filters = FilterTerm.Of(request.Filters);
        var matches = s_filters.Compile(filters, call);
        var owners = Owners(request.OwnerIds, call);
        var users = RestorableBy(request.RestorableByUserIds, call);
        call.AfterSyntax();
        var named = ids.Count == 0 ? null : Named(call, ids);
        call.BeforeChange();

        var page = Pager.Ec2.Take(call, request.MaxResults, request.NextToken, named is null ? Candidates(call, request, filters) : after => named.Where(snapshot => snapshot.Sequence > after), snapshot =>
            (named is not null || (call.IsListed(snapshot) && call.Sees(snapshot))) && owners(snapshot) && users(snapshot) && matches((snapshot, call)));
        return new() { Snapshots = [.. page.Items.Select(snapshot => SnapshotShapes.Show(call, snapshot))], NextToken = page.NextToken };
    }

    private static List<SimSnapshot> Named(Call call, IReadOnlyList<string> ids)
    {
        var found = new List<SimSnapshot>(ids.Count);
        foreach (var id in ids)
            found.Add(call.SeenSnapshot(id));
        return [.. found.OrderBy(snapshot => snapshot.Sequence)];
    }

    private static Func<long, IEnumerable<SimSnapshot>> Candidates(Call call, DescribeSnapshotsRequest request, IReadOnlyList<FilterTerm> filters)
    {
        if (FilterSet<SimSnapshot>.ExactValues(filters, "snapshot-id") is { } ids)
            return Sorted(ids.Select(id => call.Simulator.FindSnapshot(call.Region.Name, id)));
        var onlyOwn = request.OwnerIds is { Count: > 0 } && request.OwnerIds.All(owner => owner == "self" || owner == call.Account.Id);
        if (onlyOwn && FilterSet<SimSnapshot>.ExactValues(filters, "volume-id") is { } volumes)
            return Sorted(volumes.SelectMany(id => call.Region.SnapshotsByVolume[id]));
        return onlyOwn ? call.Region.Snapshots.After : after => call.Simulator.SnapshotsAfter(call.Region.Name, after);
    }

    private static Func<long, IEnumerable<SimSnapshot>> Sorted(IEnumerable<SimSnapshot?> snapshots)
    {
        List<SimSnapshot> sorted = [.. snapshots.OfType<SimSnapshot>().Distinct().OrderBy(snapshot => snapshot.Sequence)];
        return after => sorted.Where(snapshot => snapshot.Sequence > after);
    }

    private static Func<SimSnapshot, bool> Owners(List<string>? owners, Call call)
    {
        if (owners is not { Count: > 0 })
            return _ => true;
        foreach (var owner in owners)
        {
            if (owner is not ("self" or "amazon") && !ShareTargets.IsAccount(owner))
                throw Errors.InvalidParameterValue(owner, "owner", "Expected an account ID, 'self' or 'amazon'.");
        }
        var wanted = owners.Select(owner => owner == "self" ? call.Account.Id : owner).ToHashSet(StringComparer.Ordinal);
        return snapshot => wanted.Contains(snapshot.OwnerId) || (snapshot.OwnerAlias is { } alias && wanted.Contains(alias));
    }

    private static Func<SimSnapshot, bool> RestorableBy(List<string>? users, Call call)
    {
        if (users is not { Count: > 0 })
            return _ => true;
        foreach (var user in users)
        {
            if (user is not ("self" or "all") && !ShareTargets.IsAccount(user))
                throw Errors.InvalidParameterValue(user, "restorableBy", "Expected an account ID, 'self' or 'all'.");
        }
        return snapshot => users.Any(user => user switch
        {
            "self" => snapshot.OwnerId == call.Account.Id || snapshot.CreateVolumePermissions.Accounts.Contains(call.Account.Id),
            "all" => snapshot.CreateVolumePermissions.Public,
            _ => snapshot.CreateVolumePermissions.Accounts.Contains(user),
        });
    }
}

using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>LockSnapshot, UnlockSnapshot and DescribeLockedSnapshots.</summary>
internal static class SnapshotLocking
{
    private static readonly Pager s_pager = new(5, 1000);

    private static readonly FilterSet<(SimSnapshot Snapshot, string State)> s_filters = new FilterSet<(SimSnapshot Snapshot, string State)>()
        .Text("lock-state", held => held.State);

    public static void Register(OperationTable table)
    {
        table.Add<LockSnapshotRequest, LockSnapshotResponse>(Lock);
        table.Add<UnlockSnapshotRequest, UnlockSnapshotResponse>(Unlock);
        table.Add<DescribeLockedSnapshotsRequest, DescribeLockedSnapshotsResponse>(Describe);
    }

    private static LockSnapshotResponse Lock(LockSnapshotRequest request, Call call)
    {
        var id = Required.SnapshotId(request.SnapshotId);
        var mode = Required.Text(request.LockMode?.Value, "LockMode");
        call.AfterSyntax();
        var snapshot = call.OwnSnapshot(id);
        if (snapshot.State is not ("pending" or "completed"))
            throw Errors.IncorrectState($"The snapshot '{id}' is in the state '{snapshot.State}' and cannot be locked.");
        DateTimeOffset? expiration = request.ExpirationDate is { } date ? new DateTimeOffset(date.ToUniversalTime()) : null;
        // The days of a lock on a pending snapshot begin when the snapshot is completed.
        var from = snapshot.Work is { } work && work.End > call.Now ? work.End : call.Now;
        var made = SnapshotLock.Make(snapshot.Lock, mode, request.CoolOffPeriod, request.LockDuration, expiration, call.Now, from);
        call.BeforeChange();
        snapshot.Lock = made;
        return new()
        {
            SnapshotId = id,
            LockState = made.StateAt(call.Now),
            LockDuration = made.DurationDays,
            CoolOffPeriod = made.CoolOffHours,
            CoolOffPeriodExpiresOn = made.CoolOffUntil?.UtcDateTime,
            LockCreatedOn = made.CreatedOn.UtcDateTime,
            LockExpiresOn = made.ExpiresOn.UtcDateTime,
            LockDurationStartTime = made.DurationStart.UtcDateTime,
        };
    }

    private static UnlockSnapshotResponse Unlock(UnlockSnapshotRequest request, Call call)
    {
        var id = Required.SnapshotId(request.SnapshotId);
        call.AfterSyntax();
        var snapshot = call.OwnSnapshot(id);
        switch (snapshot.Lock?.StateAt(call.Now))
        {
            case null or SnapshotLock.Expired:
                throw Errors.IncorrectState($"The snapshot '{id}' is not locked.");
            case SnapshotLock.Compliance:
                throw Errors.NotPermitted($"The snapshot '{id}' is locked in compliance mode and cannot be unlocked.");
        }
        call.BeforeChange();
        snapshot.Lock = null;
        return new() { SnapshotId = id };
    }

    private static DescribeLockedSnapshotsResponse Describe(DescribeLockedSnapshotsRequest request, Call call)
    {
        var ids = Required.Ids(request.SnapshotIds, ResourceIds.CheckSnapshot);
        Pager.RefuseWithIds(ids.Count, request.MaxResults, "snapshotSet");
        var fits = s_filters.Compile(request.Filters, call);
        var page = Listing.Page(call, s_pager, call.Region.Snapshots, ids, missing => Errors.SnapshotNotFound(missing.First()),
            snapshot => snapshot.Lock is { } held && fits((snapshot, held.StateAt(call.Now))), request.MaxResults, request.NextToken);
        return new() { Snapshots = [.. page.Items.Select(snapshot => Show(snapshot, call.Now))], NextToken = page.NextToken };
    }

    private static LockedSnapshotsInfo Show(SimSnapshot snapshot, DateTimeOffset now) => new()
    {
        OwnerId = snapshot.OwnerId,
        SnapshotId = snapshot.Id,
        LockState = snapshot.Lock!.StateAt(now),
        LockDuration = snapshot.Lock.DurationDays,
        CoolOffPeriod = snapshot.Lock.CoolOffHours,
        CoolOffPeriodExpiresOn = snapshot.Lock.CoolOffUntil?.UtcDateTime,
        LockCreatedOn = snapshot.Lock.CreatedOn.UtcDateTime,
        LockExpiresOn = snapshot.Lock.ExpiresOn.UtcDateTime,
        LockDurationStartTime = snapshot.Lock.DurationStart.UtcDateTime,
    };
}

using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Fast snapshot restores. What cannot be done for one snapshot does not stop the others: the answer has both lists.</summary>
internal static class FastRestoreOperations
{
    private const int LargestGiB = 16 * 1024;

    private static readonly Pager s_pager = new(0, 200);

    private static readonly FilterSet<(SimFastRestore Restore, Call Call)> s_filters = new FilterSet<(SimFastRestore Restore, Call Call)>()
        .Text("availability-zone", seen => seen.Restore.Zone)
        .Text("availability-zone-id", seen => seen.Call.Region.Place.ZoneId(seen.Restore.Zone))
        .Text("owner-id", seen => seen.Restore.OwnerId)
        .Text("snapshot-id", seen => seen.Restore.SnapshotId)
        .Text("state", seen => seen.Restore.State);

    public static void Register(OperationTable table)
    {
        table.Add<EnableFastSnapshotRestoresRequest, EnableFastSnapshotRestoresResponse>(Enable);
        table.Add<DisableFastSnapshotRestoresRequest, DisableFastSnapshotRestoresResponse>(Disable);
        table.Add<DescribeFastSnapshotRestoresRequest, DescribeFastSnapshotRestoresResponse>(Describe);
    }

    private static EnableFastSnapshotRestoresResponse Enable(EnableFastSnapshotRestoresRequest request, Call call)
    {
        var ids = Required.Ids(Required.List(request.SourceSnapshotIds, "SourceSnapshotId"), ResourceIds.CheckSnapshot);
        var zones = Zones(call, request.AvailabilityZones, request.AvailabilityZoneIds);
        call.AfterSyntax();
        call.BeforeChange();
        var answer = new EnableFastSnapshotRestoresResponse { Successful = [], Unsuccessful = [] };
        foreach (var id in ids)
        {
            if (Problem(call, id) is { } problem)
            {
                answer.Unsuccessful.Add(new() { SnapshotId = id, FastSnapshotRestoreStateErrors = [.. zones.Select(zone => new EnableFastSnapshotRestoreStateErrorItem { AvailabilityZone = zone, Error = new() { Code = problem.Code, Message = problem.Message } })] });
                continue;
            }
            var snapshot = call.Region.Snapshots.Find(id)!;
            foreach (var restore in zones.Select(zone => Find(call, id, zone) ?? Add(call, snapshot, zone)))
            {
                if (restore.State is not ("optimizing" or "enabled") && (restore.State != "enabling" || restore.Version == 0))
                    FastRestores.Enable(call.Region, restore, snapshot, call.Now);
                answer.Successful.Add(new()
                {
                    SnapshotId = id,
                    AvailabilityZone = restore.Zone,
                    AvailabilityZoneId = call.Region.Place.ZoneId(restore.Zone),
                    State = restore.State,
                    StateTransitionReason = restore.Reason,
                    OwnerId = restore.OwnerId,
                    EnablingTime = restore.EnablingAt.UtcDateTime,
                    OptimizingTime = restore.OptimizingAt?.UtcDateTime,
                    EnabledTime = restore.EnabledAt?.UtcDateTime,
                });
            }
        }
        return answer;
    }

    private static DisableFastSnapshotRestoresResponse Disable(DisableFastSnapshotRestoresRequest request, Call call)
    {
        var ids = Required.Ids(Required.List(request.SourceSnapshotIds, "SourceSnapshotId"), ResourceIds.CheckSnapshot);
        var zones = Zones(call, request.AvailabilityZones, request.AvailabilityZoneIds);
        call.AfterSyntax();
        call.BeforeChange();
        var answer = new DisableFastSnapshotRestoresResponse { Successful = [], Unsuccessful = [] };
        foreach (var (id, zone) in ids.SelectMany(id => zones.Select(zone => (id, zone))))
        {
            if (Find(call, id, zone) is not { } restore)
            {
                answer.Unsuccessful.Add(new() { SnapshotId = id, FastSnapshotRestoreStateErrors = [new() { AvailabilityZone = zone, Error = new() { Code = "InvalidFastSnapshotRestore.NotFound", Message = $"Fast snapshot restores are not enabled for the snapshot '{id}' in {zone}." } }] });
                continue;
            }
            if (restore.State is not ("disabling" or "disabled"))
                FastRestores.Disable(call.Region, restore, "Client.UserInitiated", call.Now);
            answer.Successful.Add(new()
            {
                SnapshotId = id,
                AvailabilityZone = zone,
                AvailabilityZoneId = call.Region.Place.ZoneId(zone),
                State = restore.State,
                StateTransitionReason = restore.Reason,
                OwnerId = restore.OwnerId,
                EnablingTime = restore.EnablingAt.UtcDateTime,
                DisablingTime = restore.DisablingAt?.UtcDateTime,
            });
        }
        return answer;
    }

    private static DescribeFastSnapshotRestoresResponse Describe(DescribeFastSnapshotRestoresRequest request, Call call)
    {
        var fits = s_filters.Compile(request.Filters, call);
        // Zero is as good as none.
        var size = request.MaxResults == 0 ? null : request.MaxResults;
        var page = s_pager.Take(call, size, request.NextToken, call.Region.FastRestores.After, restore => fits((restore, call)));
        return new()
        {
            NextToken = page.NextToken,
            FastSnapshotRestores =
            [
                .. page.Items.Select(restore => new DescribeFastSnapshotRestoreSuccessItem
                {
                    SnapshotId = restore.SnapshotId,
                    AvailabilityZone = restore.Zone,
                    AvailabilityZoneId = call.Region.Place.ZoneId(restore.Zone),
                    State = restore.State,
                    StateTransitionReason = restore.Reason,
                    OwnerId = restore.OwnerId,
                    EnablingTime = restore.EnablingAt.UtcDateTime,
                    OptimizingTime = restore.OptimizingAt?.UtcDateTime,
                    EnabledTime = restore.EnabledAt?.UtcDateTime,
                    DisablingTime = restore.DisablingAt?.UtcDateTime,
                    DisabledTime = restore.DisabledAt?.UtcDateTime,
                }),
            ],
        };
    }

    private static AwsErrorException? Problem(Call call, string id)
    {
        if (call.Region.Snapshots.Find(id) is not { } snapshot)
            return Errors.SnapshotNotFound(id);
        if (!snapshot.IsUsableAt(call.Now))
            return new("InvalidSnapshot.InvalidState", $"The snapshot '{id}' is not in a valid state.");
        if (snapshot.SizeGiB > LargestGiB)
            return new("InvalidSnapshot.Size", $"The snapshot '{id}' is larger than 16 TiB.");
        var others = call.Region.FastRestores.Where(restore => restore.State is not ("disabling" or "disabled") && restore.SnapshotId != id).Select(restore => restore.SnapshotId).Distinct().Count();
        return others >= call.Account.Quotas.FastRestoreSnapshots
            ? new("FastSnapshotRestoreLimitExceeded", $"Fast snapshot restores can be enabled for at most {call.Account.Quotas.FastRestoreSnapshots} snapshots.")
            : null;
    }

    private static SimFastRestore? Find(Call call, string id, string zone) => call.Region.FastRestores.FirstOrDefault(restore => restore.SnapshotId == id && restore.Zone == zone);

    private static SimFastRestore Add(Call call, SimSnapshot snapshot, string zone) => call.Region.FastRestores.Add(new()
    {
        Id = $"{snapshot.Id}/{zone}",
        OwnerId = call.Account.Id,
        CreatedAt = call.Now,
        SnapshotId = snapshot.Id,
        Zone = zone,
    });

    private static List<string> Zones(Call call, List<string>? names, List<string>? ids)
    {
        if (names is { Count: > 0 } == ids is { Count: > 0 })
            throw Errors.InvalidParameterCombination("Either AvailabilityZones or AvailabilityZoneIds must be specified, and not both.");
        return
        [
            .. names is { Count: > 0 }
                ? names.Select(name => call.Region.Place.HasZone(name) ? name : throw Unknown(name))
                : ids!.Select(id => call.Region.Place.ZoneOfId(id) ?? throw Unknown(id)),
        ];

        static AwsErrorException Unknown(string zone) => new("InvalidZone.NotFound", $"The zone '{zone}' does not exist.");
    }
}

using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Moving snapshots into the archive and back.</summary>
internal static class SnapshotTiers
{
    private static readonly FilterSet<SimSnapshot> s_filters = new FilterSet<SimSnapshot>()
        .Text("last-tiering-operation", snapshot => snapshot.Tiering?.Status)
        .Text("snapshot-id", snapshot => snapshot.Id)
        .Text("volume-id", snapshot => snapshot.VolumeId);

    public static void Register(OperationTable table)
    {
        table.Add<ModifySnapshotTierRequest, ModifySnapshotTierResponse>(Archive);
        table.Add<RestoreSnapshotTierRequest, RestoreSnapshotTierResponse>(Restore);
        table.Add<DescribeSnapshotTierStatusRequest, DescribeSnapshotTierStatusResponse>(Describe);
    }

    private static ModifySnapshotTierResponse Archive(ModifySnapshotTierRequest request, Call call)
    {
        var id = Required.SnapshotId(request.SnapshotId);
        if (request.StorageTier?.Value is not (null or "archive"))
            throw Errors.InvalidParameterValue(request.StorageTier!.Value, "storageTier", "Expected 'archive'.");
        call.AfterSyntax();
        var snapshot = call.OwnSnapshot(id);
        if (snapshot.State != "completed" || snapshot.StorageTier == "archive" || IsMoving(snapshot))
            throw Errors.IncorrectState($"The snapshot '{id}' cannot be archived (state: '{snapshot.State}', tier: '{snapshot.StorageTier}').");
        // A disabled image lets its snapshots go into the archive; any other holds them.
        if (call.Region.ImagesBySnapshot[id].FirstOrDefault(image => image.State != "disabled") is { } user)
            throw new AwsErrorException("InvalidSnapshot.InUse", $"The snapshot {id} is currently in use by {user.Id}");
        CheckQuotas(call, snapshot);
        call.BeforeChange();

        var tiering = Begin(call, snapshot, "archival", call.Settings.Pace.Archive);
        foreach (var restore in call.Region.FastRestores.Where(restore => restore.SnapshotId == id && restore.State is not ("disabling" or "disabled")))
            FastRestores.Disable(call.Region, restore, "Client.InvalidSnapshot.InvalidState", call.Now);
        call.Simulator.Schedule(tiering.End, now =>
        {
            tiering.Outcome = "completed";
            tiering.ArchivedAt = now;
            snapshot.StorageTier = "archive";
        });
        return new() { SnapshotId = id, TieringStartTime = call.Now.UtcDateTime };
    }

    private static RestoreSnapshotTierResponse Restore(RestoreSnapshotTierRequest request, Call call)
    {
        var id = Required.SnapshotId(request.SnapshotId);
        if (request.PermanentRestore == true && request.TemporaryRestoreDays is not null)
            throw Errors.InvalidParameterCombination("Either TemporaryRestoreDays or PermanentRestore can be specified, not both.");
        var days = request.PermanentRestore == true ? (int?)null : request.TemporaryRestoreDays ?? 1;
        if (days is < 1 or > 180)
            throw Errors.InvalidParameterValue($"{days}", "temporaryRestoreDays", "Expected a number from 1 to 180.");
        call.AfterSyntax();
        var snapshot = call.OwnSnapshot(id);
        if (snapshot.StorageTier != "archive" || IsMoving(snapshot))
            throw Errors.IncorrectState($"The snapshot '{id}' is not archived.");
        if (call.Region.Snapshots.Count(other => other.Tiering is { Outcome: "in-progress", Operation: not "archival" }) >= call.Account.Quotas.ConcurrentTierRestores)
            throw Errors.LimitExceeded("Too many snapshot restores from the archive are in progress.");
        call.BeforeChange();

        // What is there for a time already only gets another end.
        var there = snapshot.RestoreExpiryTime > call.Now;
        var archived = snapshot.Tiering?.ArchivedAt;
        var tiering = Begin(call, snapshot, days is null ? "permanent-restore" : "temporary-restore", there ? TimeSpan.Zero : call.Settings.Pace.ArchiveRestore);
        tiering.ArchivedAt = archived;
        call.Simulator.Schedule(tiering.End, now => Arrive(call.Simulator, snapshot, tiering, days, now));
        return new() { SnapshotId = id, RestoreStartTime = call.Now.UtcDateTime, RestoreDuration = days, IsPermanentRestore = days is null };
    }

    private static void Arrive(AwsSimulator simulator, SimSnapshot snapshot, SnapshotTiering tiering, int? days, DateTimeOffset now)
    {
        tiering.Outcome = "completed";
        if (days is null)
        {
            snapshot.StorageTier = "standard";
            snapshot.RestoreExpiryTime = null;
            return;
        }
        var expiry = now.AddDays(days.Value);
        snapshot.RestoreExpiryTime = expiry;
        simulator.Schedule(expiry, _ =>
        {
            if (snapshot.RestoreExpiryTime == expiry)
                snapshot.RestoreExpiryTime = null;
        });
    }

    private static DescribeSnapshotTierStatusResponse Describe(DescribeSnapshotTierStatusRequest request, Call call)
    {
        var fits = s_filters.Compile(request.Filters, call);
        var page = Pager.Ec2.Take(call, request.MaxResults, request.NextToken, call.Region.Snapshots.After, snapshot => snapshot.Tiering is not null && fits(snapshot));
        return new()
        {
            NextToken = page.NextToken,
            SnapshotTierStatuses =
            [
                .. page.Items.Select(snapshot => new SnapshotTierStatus
                {
                    SnapshotId = snapshot.Id,
                    VolumeId = snapshot.VolumeId,
                    Status = snapshot.State,
                    OwnerId = snapshot.OwnerId,
                    Tags = Tagging.Show(call, snapshot),
                    StorageTier = snapshot.StorageTier,
                    LastTieringStartTime = snapshot.Tiering!.Start.UtcDateTime,
                    LastTieringProgress = snapshot.Tiering.ProgressAt(call.Now),
                    LastTieringOperationStatus = snapshot.Tiering.Status,
                    LastTieringOperationStatusDetail = snapshot.Tiering.Detail,
                    ArchivalCompleteTime = snapshot.Tiering.ArchivedAt?.UtcDateTime,
                    RestoreExpiryTime = snapshot.RestoreExpiryTime?.UtcDateTime,
                }),
            ],
        };
    }

    private static SnapshotTiering Begin(Call call, SimSnapshot snapshot, string operation, TimeSpan duration) =>
        snapshot.Tiering = new() { Operation = operation, Start = call.Now, End = call.Now + duration };

    private static bool IsMoving(SimSnapshot snapshot) => snapshot.Tiering?.Outcome == "in-progress";

    private static void CheckQuotas(Call call, SimSnapshot snapshot)
    {
        if (call.Region.Snapshots.Count(other => other.Tiering is { Outcome: "in-progress", Operation: "archival" }) >= call.Account.Quotas.ConcurrentArchives)
            throw Errors.LimitExceeded("Too many snapshots are being archived.");
        if (call.Region.SnapshotsByVolume[snapshot.VolumeId].Count(other => other.StorageTier == "archive") >= call.Account.Quotas.ArchivedSnapshotsPerVolume)
            throw Errors.LimitExceeded($"The volume '{snapshot.VolumeId}' has as many archived snapshots as it can have.");
    }
}

namespace AmiTools.Simulator;

/// <summary>Snapshots of volumes: what they hold, whether they are incremental, and how long they take.</summary>
internal static class SnapshotTaking
{
    /// <summary>A pending snapshot of a volume, already in its store.</summary>
    public static SimSnapshot Take(SimRegion region, SimVolume volume, string? description, IEnumerable<KeyValuePair<string, string>> tags, DateTimeOffset now)
    {
        var snapshot = new SimSnapshot
        {
            Id = region.Ids.New("snap"),
            OwnerId = region.Account.Id,
            CreatedAt = now,
            VolumeId = volume.Id,
            SizeGiB = volume.SizeGiB,
            Description = description,
            Encrypted = volume.Encrypted,
            KmsKeyId = volume.KmsKeyId,
            DataEncryptionKeyId = volume.Encrypted ? DataKey(region, volume) : null,
        };
        snapshot.Tags.Set(tags);
        return region.Snapshots.Add(snapshot);
    }

    /// <summary>The work of a snapshot that was just taken.</summary>
    public static SnapshotJob Job(SimRegion region, SimVolume volume, SimSnapshot snapshot)
    {
        var pace = region.Simulator.Settings.Pace;
        var bytes = IsIncremental(region, volume, snapshot) ? (long)(volume.UsedBytes * pace.ChangedPart) : volume.UsedBytes;
        var job = new SnapshotJob(snapshot, pace.Snapshot(bytes), volume.UsedBytes);
        return KeyChoice.ReadProblem(region, region.Account.Id, volume.KmsKeyId) is { } problem && volume.Encrypted
            ? job with { Failure = (pace.LateCheck, problem) }
            : job;
    }

    /// <exception cref="AwsErrorException">The volume, or the account, has too many snapshots for more.</exception>
    public static void CheckLimits(Call call, IReadOnlyCollection<SimVolume> volumes)
    {
        if (call.Region.Snapshots.Count + volumes.Count > call.Account.Quotas.Snapshots)
            throw new AwsErrorException("SnapshotLimitExceeded", "Maximum allowed number of snapshots exceeded.");
        foreach (var volume in volumes)
        {
            var pending = call.Region.SnapshotsByVolume[volume.Id].Count(snapshot => snapshot.State == "pending");
            if (pending >= Math.Min(VolumeKind.Of(volume.VolumeType).PendingSnapshots, call.Account.Quotas.PendingSnapshotsPerVolume))
                throw new AwsErrorException("ConcurrentSnapshotLimitExceeded", "Maximum allowed in-progress snapshots for a single volume exceeded.");
        }
    }

    private static bool IsIncremental(SimRegion region, SimVolume volume, SimSnapshot snapshot) =>
        Relatives(region, volume).Any(other => other != snapshot && other is { State: "pending" or "completed", StorageTier: "standard" } && other.KmsKeyId == volume.KmsKeyId);

    /// <summary>Snapshots of one lineage and key share a data key, by which their kinship can be told.</summary>
    private static string DataKey(SimRegion region, SimVolume volume) =>
        Relatives(region, volume).FirstOrDefault(other => other.KmsKeyId == volume.KmsKeyId && other.DataEncryptionKeyId is not null)?.DataEncryptionKeyId
        ?? region.Ids.NewGuid().ToString();

    private static IEnumerable<SimSnapshot> Relatives(SimRegion region, SimVolume volume) =>
        volume.SnapshotId is { } id && region.Snapshots.Find(id) is { } origin
            ? region.SnapshotsByVolume[volume.Id].Prepend(origin)
            : region.SnapshotsByVolume[volume.Id];
}

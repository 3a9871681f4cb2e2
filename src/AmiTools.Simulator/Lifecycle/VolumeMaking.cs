namespace AmiTools.Simulator;

/// <summary>A volume that is to be made.</summary>
internal sealed record VolumeOrder
{
    public required string Zone { get; init; }

    public required int SizeGiB { get; init; }

    public required string VolumeType { get; init; }

    public int? Iops { get; init; }

    public int? Throughput { get; init; }

    /// <summary>What it is made from; null for an empty one.</summary>
    public SimSnapshot? Snapshot { get; init; }

    /// <summary>What encrypts it; null for a plain one.</summary>
    public KeyChoice? Key { get; init; }

    public bool MultiAttach { get; init; }

    /// <summary>MiB per second; null where it is filled when somebody reads.</summary>
    public int? InitializationRate { get; init; }

    public string? SourceVolumeId { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Why it will fail; null where it will not.</summary>
    public string? Problem { get; init; }
}

/// <summary>New volumes.</summary>
internal static class VolumeMaking
{
    /// <summary>What a volume from a snapshot, or an empty one, is encrypted with; null for a plain one.</summary>
    /// <exception cref="AwsErrorException">An encrypted snapshot cannot become a plain volume.</exception>
    public static KeyChoice? Key(Call call, SimSnapshot? snapshot, bool? encrypted, string? keyId)
    {
        if (keyId is not null && encrypted != true && snapshot?.Encrypted != true)
            throw Errors.InvalidParameterDependency("KmsKeyId", "Encrypted");
        if (snapshot?.Encrypted == true)
        {
            if (encrypted == false)
                throw Errors.InvalidParameterValue($"The volume cannot be unencrypted, because the snapshot '{snapshot.Id}' is encrypted.");
            // What is shared is re-encrypted, because its key stays with its owner.
            return KeyChoice.Of(call.Region, keyId ?? (snapshot.OwnerId == call.Account.Id ? snapshot.KmsKeyId : null));
        }
        return encrypted == true || call.Region.EncryptByDefault ? KeyChoice.Of(call.Region, keyId) : null;
    }

    /// <summary>Why a volume cannot be filled from a snapshot; null where it can.</summary>
    public static string? ReadProblem(Call call, SimSnapshot? snapshot) =>
        snapshot is { Encrypted: true } && call.Simulator.Account(snapshot.OwnerId).FindRegion(call.Region.Name) is { } home
            ? KeyChoice.ReadProblem(home, call.Account.Id, snapshot.KmsKeyId)
            : null;

    /// <summary>Makes a volume, which is <c>creating</c> until it is <c>available</c>; or, with a key that cannot be used, <c>error</c>.</summary>
    public static SimVolume Make(SimRegion region, VolumeOrder order, DateTimeOffset now)
    {
        var volume = Add(region, order, now);
        volume.State = "creating";
        var problem = order.Key?.Problem ?? order.Problem;
        region.Simulator.Schedule(now + region.Simulator.Settings.Pace.VolumeCreate, _ =>
        {
            if (volume.State == "creating")
                volume.State = problem is null ? "available" : "error";
        });
        return volume;
    }

    /// <summary>Adds a volume that is there at once, as those of a new instance are.</summary>
    public static SimVolume Add(SimRegion region, VolumeOrder order, DateTimeOffset now)
    {
        var bytes = order.Snapshot?.FullSizeBytes ?? 0;
        var volume = new SimVolume
        {
            Id = region.Ids.New("vol"),
            OwnerId = region.Account.Id,
            CreatedAt = now,
            AvailabilityZone = order.Zone,
            SizeGiB = order.SizeGiB,
            VolumeType = order.VolumeType,
            Iops = order.Iops,
            Throughput = order.Throughput,
            SnapshotId = order.Snapshot?.Id,
            SourceVolumeId = order.SourceVolumeId,
            Encrypted = order.Key is not null,
            KmsKeyId = order.Key?.Arn,
            MultiAttachEnabled = order.MultiAttach,
            InitializationRate = order.InitializationRate,
            UsedBytes = bytes,
            FastRestored = order.Snapshot is { } snapshot && region.FastRestores.Any(restore => restore.SnapshotId == snapshot.Id && restore.Zone == order.Zone && restore.State == "enabled"),
        };
        if (order.InitializationRate is { } rate)
            volume.Initialization = (now, now + PaceSettings.Move(bytes, rate));
        volume.Tags.Set(order.Tags);
        return region.Volumes.Add(volume);
    }

    /// <summary>A snapshot that a volume can be made of.</summary>
    /// <exception cref="AwsErrorException">There is none, or it is not in a state for it.</exception>
    public static SimSnapshot Source(Call call, string id)
    {
        var snapshot = call.SeenSnapshot(id);
        return snapshot.IsUsableAt(call.Now)
            ? snapshot
            : throw Errors.IncorrectState(snapshot is { State: "completed" } ? $"The snapshot '{id}' is archived" : $"Snapshot '{id}' is not 'completed' (current state: '{snapshot.State}')");
    }
}

using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>CreateVolume and DeleteVolume.</summary>
internal static class VolumeCreation
{
    public static void Register(OperationTable table)
    {
        table.Add<CreateVolumeRequest, CreateVolumeResponse>(CreateVolume);
        table.Add<DeleteVolumeRequest, DeleteVolumeResponse>(DeleteVolume);
    }

    private static CreateVolumeResponse CreateVolume(CreateVolumeRequest request, Call call)
    {
        var snapshotId = string.IsNullOrEmpty(request.SnapshotId) ? null : Required.SnapshotId(request.SnapshotId);
        if (snapshotId is null && request.Size is null)
            throw Errors.MissingParameter("size/snapshot");
        if (request.OutpostArn is not null)
            throw new AwsErrorException("UnsupportedOperation", "Volumes on Outposts are not supported.");
        var kind = VolumeKind.Of(request.VolumeType?.Value);
        CheckOptions(request, kind, snapshotId);
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "volume")["volume"].ToList();
        return call.Once(ClientToken.Check(request.ClientToken), () =>
        {
            call.AfterSyntax();
            var zone = Zone(call, request.AvailabilityZone, request.AvailabilityZoneId);
            var snapshot = snapshotId is null ? null : VolumeMaking.Source(call, snapshotId);
            var size = request.Size ?? snapshot!.SizeGiB;
            if (snapshot is not null && size < snapshot.SizeGiB)
                throw Errors.InvalidParameterValue($"The volume size ({size} GiB) is smaller than the size of the snapshot '{snapshot.Id}' ({snapshot.SizeGiB} GiB).");
            var (iops, throughput) = kind.Performance(size, request.Iops, request.Throughput);
            CheckQuota(call, kind, size);
            var order = new VolumeOrder
            {
                Zone = zone,
                SizeGiB = size,
                VolumeType = kind.Name,
                Iops = iops,
                Throughput = throughput,
                Snapshot = snapshot,
                Key = VolumeMaking.Key(call, snapshot, request.Encrypted, request.KmsKeyId),
                Problem = VolumeMaking.ReadProblem(call, snapshot),
                MultiAttach = request.MultiAttachEnabled == true,
                InitializationRate = request.VolumeInitializationRate,
                Tags = tags,
            };
            call.BeforeChange();
            return new CreateVolumeResponse { Volume = VolumeShapes.Show(call, VolumeMaking.Make(call.Region, order, call.Now)) };
        });
    }

    private static void CheckOptions(CreateVolumeRequest request, VolumeKind kind, string? snapshotId)
    {
        if (request.MultiAttachEnabled == true && !kind.MultiAttach)
            throw Errors.InvalidParameterCombination($"Multi-Attach is not supported for {kind.Name} volumes.");
        CheckInitializationRate(request.VolumeInitializationRate, snapshotId is not null);
    }

    /// <exception cref="AwsErrorException">A rate out of range, or without a snapshot to read from.</exception>
    internal static void CheckInitializationRate(long? rate, bool fromSnapshot)
    {
        if (rate is null)
            return;
        if (!fromSnapshot)
            throw Errors.InvalidParameterDependency("VolumeInitializationRate", "SnapshotId");
        if (rate is < 100 or > 300)
            throw Errors.InvalidParameterValue($"{rate}", "volumeInitializationRate", "The rate must be between 100 and 300 MiB/s.");
    }

    /// <exception cref="AwsErrorException">The volumes of that type would be too much together.</exception>
    internal static void CheckQuota(Call call, VolumeKind kind, int size)
    {
        var quota = call.Account.Quotas.VolumeStorageGiB;
        if (call.Region.Volumes.Where(volume => volume.VolumeType == kind.Name).Sum(volume => (long)volume.SizeGiB) + size > quota)
            throw new AwsErrorException("VolumeLimitExceeded", $"You have exceeded your maximum {kind.Name} storage limit of {quota / 1024.0:0.#} TiB in this region. Please contact AWS Support to request an Elastic Block Store service limit increase.");
    }

    private static string Zone(Call call, string? name, string? id)
    {
        if (name is not null && id is not null)
            throw Errors.InvalidParameterCombination("Either AvailabilityZone or AvailabilityZoneId can be specified, not both.");
        if (name is null && id is null)
            throw Errors.MissingParameter("AvailabilityZone");
        var zone = id is not null ? call.Region.Place.ZoneOfId(id) : call.Region.Place.HasZone(name!) ? name : null;
        return zone ?? throw new AwsErrorException("InvalidZone.NotFound", $"The zone '{name ?? id}' does not exist.");
    }

    private static DeleteVolumeResponse DeleteVolume(DeleteVolumeRequest request, Call call)
    {
        var id = Required.VolumeId(request.VolumeId);
        call.AfterSyntax();
        var volume = call.OwnVolume(id);
        if (volume.Attachments is [var attachment, ..])
            throw new AwsErrorException("VolumeInUse", $"Volume {id} is currently attached to {attachment.InstanceId}");
        if (volume.State is not ("available" or "error"))
            throw Errors.IncorrectState($"The volume '{id}' is not 'available' (current state: '{volume.State}').");
        call.BeforeChange();
        Deletion.Remove(call.Region, volume, call.Now);
        return new();
    }
}

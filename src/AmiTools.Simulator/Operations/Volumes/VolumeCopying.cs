using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>CopyVolumes: a volume of the same zone with the data that another one has at this moment. It can be attached soon, while its data is still on the way.</summary>
internal static class VolumeCopying
{
    public static void Register(OperationTable table) => table.Add<CopyVolumesRequest, CopyVolumesResponse>(Copy);

    private static CopyVolumesResponse Copy(CopyVolumesRequest request, Call call)
    {
        var id = Required.VolumeId(request.SourceVolumeId);
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "volume")["volume"].ToList();
        return call.Once(ClientToken.Check(request.ClientToken), () =>
        {
            call.AfterSyntax();
            var source = call.OwnVolume(id);
            CheckSource(call, source);
            var kind = VolumeKind.Of(request.VolumeType?.Value ?? source.VolumeType);
            if (request.MultiAttachEnabled == true && !kind.MultiAttach)
                throw Errors.InvalidParameterCombination($"Multi-Attach is not supported for {kind.Name} volumes.");
            var size = request.Size ?? source.SizeGiB;
            if (size < source.SizeGiB)
                throw Errors.InvalidParameterValue($"The volume size ({size} GiB) is smaller than the size of the volume '{id}' ({source.SizeGiB} GiB).");
            var alike = kind.Name == source.VolumeType && kind.Iops is not null;
            var (iops, throughput) = kind.Performance(size, request.Iops ?? (alike ? source.Iops : null), request.Throughput ?? (alike ? source.Throughput : null));
            VolumeCreation.CheckQuota(call, kind, size);
            var order = new VolumeOrder
            {
                Zone = source.AvailabilityZone,
                SizeGiB = size,
                VolumeType = kind.Name,
                Iops = iops,
                Throughput = throughput,
                Key = KeyChoice.Of(call.Region, source.KmsKeyId),
                MultiAttach = request.MultiAttachEnabled == true,
                SourceVolumeId = id,
                Tags = tags,
            };
            call.BeforeChange();
            var copy = VolumeMaking.Make(call.Region, order, call.Now);
            copy.UsedBytes = source.UsedBytes;
            copy.Initialization = (call.Now, call.Now + PaceSettings.Move(source.UsedBytes, call.Settings.Pace.VolumeOptimizeRate));
            return new CopyVolumesResponse { Volumes = [VolumeShapes.Show(call, copy)] };
        });
    }

    /// <exception cref="AwsErrorException">It cannot be copied, or not now.</exception>
    private static void CheckSource(Call call, SimVolume source)
    {
        if (!source.Encrypted)
            throw new AwsErrorException("UnsupportedOperation", $"The volume '{source.Id}' is not encrypted. Only encrypted volumes can be copied.");
        if (source.State is not ("available" or "in-use"))
            throw Errors.IncorrectState($"The volume '{source.Id}' is not 'available' or 'in-use' (current state: '{source.State}').");
        var running = call.Region.Volumes.Where(volume => volume.SourceVolumeId is not null && volume.Initialization is { } work && work.End > call.Now).ToList();
        if (running.Exists(copy => copy.SourceVolumeId == source.Id || copy.Id == source.Id))
            throw Errors.IncorrectState($"A copy of the volume '{source.Id}' is in progress.");
        if (running.Count >= call.Account.Quotas.VolumeCopies)
            throw new AwsErrorException("CopyVolumesLimitExceeded", $"You have exceeded the limit of {call.Account.Quotas.VolumeCopies} volume copies in progress in this region.");
    }
}

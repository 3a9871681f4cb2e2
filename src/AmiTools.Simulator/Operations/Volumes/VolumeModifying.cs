using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>ModifyVolume and DescribeVolumesModifications.</summary>
internal static class VolumeModifying
{
    private const int MostChangesPerDay = 4;

    private static readonly Pager s_pager = new(1, 500);

    private static readonly FilterSet<(VolumeChange Change, DateTimeOffset Now)> s_filters = new FilterSet<(VolumeChange Change, DateTimeOffset Now)>()
        .Text("modification-state", seen => seen.Change.StateAt(seen.Now))
        .Number("original-iops", seen => seen.Change.From.Iops)
        .Number("original-size", seen => seen.Change.From.SizeGiB)
        .Text("original-volume-type", seen => seen.Change.From.VolumeType)
        .Flag("originalMultiAttachEnabled", seen => seen.Change.From.MultiAttach)
        .Time("start-time", seen => seen.Change.CreatedAt)
        .Number("target-iops", seen => seen.Change.To.Iops)
        .Number("target-size", seen => seen.Change.To.SizeGiB)
        .Text("target-volume-type", seen => seen.Change.To.VolumeType)
        .Flag("targetMultiAttachEnabled", seen => seen.Change.To.MultiAttach)
        .Text("volume-id", seen => seen.Change.VolumeId);

    public static void Register(OperationTable table)
    {
        table.Add<ModifyVolumeRequest, ModifyVolumeResponse>(ModifyVolume);
        table.Add<DescribeVolumesModificationsRequest, DescribeVolumesModificationsResponse>(Describe);
    }

    private static ModifyVolumeResponse ModifyVolume(ModifyVolumeRequest request, Call call)
    {
        var id = Required.VolumeId(request.VolumeId);
        if (request.Size is null && request.VolumeType is null && request.Iops is null && request.Throughput is null && request.MultiAttachEnabled is null)
            throw Errors.MissingParameter("size, volumeType, iops, throughput or multiAttachEnabled");
        call.AfterSyntax();

        var volume = call.OwnVolume(id);
        if (volume.State is not ("available" or "in-use"))
            throw new AwsErrorException("IncorrectModificationState", $"The volume '{id}' cannot be modified in its state '{volume.State}'.");
        if (volume.Changes.LastOrDefault() is { } last && last.StateAt(call.Now) is "modifying" or "optimizing")
            throw new AwsErrorException("IncorrectModificationState", $"Volume {id} is currently in modification. Wait until the modification is completed.");
        if (volume.Changes.Count(change => call.Now - change.CreatedAt < TimeSpan.FromHours(24)) >= MostChangesPerDay)
            throw new AwsErrorException("VolumeModificationRateExceeded", "You've reached the maximum modification rate per volume limit.");
        var to = Target(request, volume);
        call.BeforeChange();

        var change = Begin(call, volume, to);
        return new() { VolumeModification = VolumeShapes.Show(change, call.Now) };
    }

    private static VolumeForm Target(ModifyVolumeRequest request, SimVolume volume)
    {
        var size = request.Size ?? volume.SizeGiB;
        if (size < volume.SizeGiB)
            throw Errors.InvalidParameterValue("New size cannot be smaller than existing size");
        var kind = VolumeKind.Of(request.VolumeType?.Value ?? volume.VolumeType);
        var same = kind.Name == volume.VolumeType;
        var (iops, throughput) = kind.Performance(
            size,
            request.Iops ?? (same && kind.Iops is not null ? volume.Iops : null),
            request.Throughput ?? (same ? volume.Throughput : null));
        var shared = request.MultiAttachEnabled ?? volume.MultiAttachEnabled;
        return shared && !kind.MultiAttach
            ? throw Errors.InvalidParameterCombination($"Multi-Attach is not supported for {kind.Name} volumes.")
            : new(size, kind.Name, iops, throughput, shared);
    }

    private static VolumeChange Begin(Call call, SimVolume volume, VolumeForm to)
    {
        var optimizes = call.Now + call.Settings.Pace.VolumeModify;
        var change = new VolumeChange
        {
            Id = call.Region.Ids.New("volmod"),
            OwnerId = call.Account.Id,
            CreatedAt = call.Now,
            VolumeId = volume.Id,
            From = VolumeForm.Of(volume),
            To = to,
            Optimizes = optimizes,
            Ends = optimizes + PaceSettings.Move(to.SizeGiB * 1024L * 1024 * 1024, call.Settings.Pace.VolumeOptimizeRate),
        };
        // The list shows the newest change of each volume only.
        if (volume.Changes.LastOrDefault() is { } last)
            call.Region.VolumeChanges.Remove(last);
        volume.Changes.Add(change);
        call.Region.VolumeChanges.Add(change);
        call.Simulator.Schedule(optimizes, _ =>
        {
            (volume.SizeGiB, volume.VolumeType, volume.Iops, volume.Throughput, volume.MultiAttachEnabled) = (to.SizeGiB, to.VolumeType, to.Iops, to.Throughput, to.MultiAttach);
        });
        return change;
    }

    private static DescribeVolumesModificationsResponse Describe(DescribeVolumesModificationsRequest request, Call call)
    {
        var ids = Required.Ids(request.VolumeIds, ResourceIds.CheckVolume);
        var fits = s_filters.Compile(request.Filters, call);
        foreach (var id in ids)
        {
            if (call.OwnVolume(id).Changes.Count == 0)
                throw new AwsErrorException("InvalidVolumeModification.NotFound", $"Modification for volume '{id}' does not exist.");
        }
        var page = s_pager.Take(call, request.MaxResults, request.NextToken, call.Region.VolumeChanges.After, change =>
            (ids.Count == 0 || ids.Contains(change.VolumeId)) && fits((change, call.Now)));
        return new() { VolumesModifications = [.. page.Items.Select(change => VolumeShapes.Show(change, call.Now))], NextToken = page.NextToken };
    }
}

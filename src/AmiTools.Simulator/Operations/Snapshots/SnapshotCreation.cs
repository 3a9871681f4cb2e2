using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>CreateSnapshot and CreateSnapshots.</summary>
internal static class SnapshotCreation
{
    private const int MostVolumes = 128;
    private const int MostExclusions = 40;

    public static void Register(OperationTable table)
    {
        table.Add<CreateSnapshotRequest, CreateSnapshotResponse>(CreateSnapshot);
        table.Add<CreateSnapshotsRequest, CreateSnapshotsResponse>(CreateSnapshots);
    }

    private static CreateSnapshotResponse CreateSnapshot(CreateSnapshotRequest request, Call call)
    {
        var volumeId = Required.VolumeId(request.VolumeId);
        var description = ImageName.CheckDescription(request.Description);
        RefuseElsewhere(request.Location?.Value, request.OutpostArn);
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "snapshot");
        call.AfterSyntax();

        var volume = call.OwnVolume(volumeId);
        CheckState(volume);
        CheckSpacing(call, [volume]);
        SnapshotTaking.CheckLimits(call, [volume]);
        call.BeforeChange();

        var snapshot = SnapshotTaking.Take(call.Region, volume, description, tags["snapshot"], call.Now);
        SnapshotSet.Begin(call.Region, [SnapshotTaking.Job(call.Region, volume, snapshot)], together: false);
        return new() { Snapshot = SnapshotShapes.Show(call, snapshot) };
    }

    private static CreateSnapshotsResponse CreateSnapshots(CreateSnapshotsRequest request, Call call)
    {
        var specification = request.InstanceSpecification!;
        var instanceId = Required.InstanceId(specification.InstanceId);
        var excluded = Required.Ids(specification.ExcludeDataVolumeIds, ResourceIds.CheckVolume, MostExclusions);
        var description = ImageName.CheckDescription(request.Description);
        RefuseElsewhere(request.Location?.Value, request.OutpostArn);
        if (request.CopyTagsFromSource?.Value is not (null or "volume"))
            throw Errors.InvalidParameterValue(request.CopyTagsFromSource!.Value, "copyTagsFromSource", "Expected 'volume'.");
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "snapshot")["snapshot"].ToList();
        call.AfterSyntax();

        var volumes = Chosen(call, call.OwnInstance(instanceId), specification, excluded);
        CheckSpacing(call, volumes);
        SnapshotTaking.CheckLimits(call, volumes);
        var born = volumes.Select(volume => TagsOf(volume, request, tags)).ToList();
        call.BeforeChange();

        var snapshots = volumes.Select((volume, i) => SnapshotTaking.Take(call.Region, volume, description, born[i], call.Now)).ToList();
        SnapshotSet.Begin(call.Region, [.. volumes.Select((volume, i) => SnapshotTaking.Job(call.Region, volume, snapshots[i]))], together: true);
        return new() { Snapshots = [.. snapshots.Select(snapshot => SnapshotShapes.ShowInfo(call, snapshot))] };
    }

    private static List<SimVolume> Chosen(Call call, SimInstance instance, InstanceSpecification specification, IReadOnlyList<string> excluded)
    {
        if (instance.State is "terminated" or "shutting-down")
            throw Errors.IncorrectInstanceState($"The instance '{instance.Id}' is not in a state from which snapshots can be taken (current state: '{instance.State}').");
        var root = instance.Volumes.FirstOrDefault(attachment => attachment.Device == instance.RootDeviceName);
        foreach (var id in excluded)
        {
            if (id == root?.VolumeId)
                throw Errors.InvalidParameterValue(id, "excludeDataVolumeIds", "It is the root volume: use ExcludeBootVolume.");
            if (instance.Volumes.All(attachment => attachment.VolumeId != id))
                throw Errors.InvalidParameterValue(id, "excludeDataVolumeIds", $"It is not attached to the instance '{instance.Id}'.");
        }
        List<SimVolume> volumes =
        [
            .. instance.Volumes
                .Where(attachment => !excluded.Contains(attachment.VolumeId) && !(specification.ExcludeBootVolume == true && attachment == root))
                .Select(attachment => call.Region.Volumes.Find(attachment.VolumeId)!),
        ];
        return volumes.Count switch
        {
            0 => throw Errors.InvalidParameterCombination($"No volume of the instance '{instance.Id}' is left to take a snapshot of."),
            > MostVolumes => throw Errors.InvalidParameterValue($"Snapshots of at most {MostVolumes} volumes can be taken at once."),
            _ => volumes,
        };
    }

    private static List<KeyValuePair<string, string>> TagsOf(SimVolume volume, CreateSnapshotsRequest request, List<KeyValuePair<string, string>> given)
    {
        if (request.CopyTagsFromSource is null)
            return given;
        // What is given wins over what is copied.
        List<KeyValuePair<string, string>> all = [.. volume.Tags.Where(tag => !Tagging.IsReserved(tag.Key) && given.All(other => other.Key != tag.Key)), .. given];
        Tagging.Check(all);
        return all;
    }

    private static void CheckState(SimVolume volume)
    {
        if (volume.State is not ("available" or "in-use"))
            throw Errors.IncorrectState($"The volume '{volume.Id}' is not 'available' or 'in-use' (current state: '{volume.State}').");
    }

    private static void CheckSpacing(Call call, IEnumerable<SimVolume> volumes)
    {
        foreach (var volume in volumes)
        {
            if (call.Region.SnapshotsByVolume[volume.Id].Any(snapshot => call.Now - snapshot.CreatedAt < call.Settings.SnapshotSpacing))
                throw new AwsErrorException("SnapshotCreationPerVolumeRateExceeded", "The maximum per volume CreateSnapshot request rate has been exceeded. Use an increasing or variable sleep interval between requests.");
        }
    }

    private static void RefuseElsewhere(string? location, string? outpost)
    {
        if (location == "local" || outpost is not null)
            throw new AwsErrorException("UnsupportedOperation", "Snapshots on Outposts and in Local Zones are not supported.");
    }
}

using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>What cannot be: of the options alone, of a snapshot, of an instance. Applied before any change.</summary>
internal static class VolumeRestoreRules
{
    /// <summary>The type of a volume that takes nobody's place, where none is named: AWS's own default is the older and dearer gp2.</summary>
    public const string DefaultType = "gp3";

    private const int SlowestRate = 100;
    private const int FastestRate = 300;

    /// <summary>Everything that is wrong with the options, whatever the resources are.</summary>
    public static IEnumerable<AmiException> Refuse(VolumeRestoreOptions options)
    {
        foreach (ResourceReference snapshot in options.SnapshotId.Where(snapshot => !snapshot.IsWellFormed("snap"))) yield return ResourceIds.NotASnapshot(snapshot);
        if (options.InstanceId is { } instance && !instance.IsWellFormed("i")) yield return ResourceIds.NotAnInstance(instance);
        if (options.InstanceId is null && options.AvailabilityZone is null) yield return Invalid("A volume lies in a zone, and none is given.", "Give -InstanceId, whose zone it then is, or -AvailabilityZone.");
        if (options.Device is not null && options.Replace is not null) yield return Invalid("-Device puts the volume beside the others, -Replace in the place of one: both cannot be.", "Give one of them.");
        if (RestoreIntent.Place(options) is { } place)
        {
            string parameter = options.Replace is null ? "-Device" : "-Replace";
            if (options.InstanceId is null) yield return Invalid($"{parameter} {place} is a place at an instance, and none is given.", "Give -InstanceId.");
            if (!DeviceNames.IsValid(place)) yield return Device($"'{place}' is no device name.", "Give one such as /dev/sdf, or xvdf for Windows.");
            int count = options.SnapshotId.DistinctBy(snapshot => snapshot.Id).Count();
            if (count > 1) yield return Invalid($"{parameter} {place} is one place, and {count} snapshots are given.", "Restore them one by one, or leave -Device away: each gets the next free one.");
        }

        if (options.Encrypted == false && options.KmsKeyId is not null) yield return Invalid("A key was given for a volume that is not to be encrypted.", "Leave -KmsKeyId or -Encrypted:$false away.");
        if (RefuseRate(options.InitializationRate) is { } rate) yield return rate;
        foreach (AmiException problem in FormProblems(options)) yield return problem;
        foreach (AmiException problem in TagRules.Problems(options.Tag)) yield return problem;
    }

    /// <summary>Why AWS does not bring blocks at that rate; null where it does, or none is asked for.</summary>
    /// <param name="rate">MiB/s.</param>
    public static AmiException? RefuseRate(int? rate) => rate is < SlowestRate or > FastestRate
        ? Invalid($"A volume is not initialised at {rate} MiB/s: AWS takes {SlowestRate} to {FastestRate}.", "Give -VolumeInitializationRate a value between them.")
        : null;

    /// <summary>Everything that is wrong with a volume of that form.</summary>
    public static IEnumerable<AmiException> Refuse(string type, int? sizeGiB, int? iops, int? throughput) => VolumeLimits.Find(type) is { } limits
        ? limits.Problems(sizeGiB, iops, throughput).Select(problem => Device(problem, "Give another -Size, -VolumeType, -Iops or -Throughput."))
        : [Device($"There is no volume type '{type}'; there are {string.Join(", ", VolumeLimits.All.Select(known => known.Name))}.", "Give one of them.")];

    /// <summary>Why no such volume can be made of the snapshot; empty where it can.</summary>
    public static IEnumerable<AmiException> Refuse(Snapshot snapshot, ResourceReference given, string region, VolumeRestoreOptions options)
    {
        if (RefuseSource(snapshot, given, region) is { } unusable) yield return unusable;
        if (options.SizeGiB < snapshot.VolumeSize)
        {
            yield return Of(given, region, AmiErrorCodes.InvalidBlockDevice, AmiErrorKind.InvalidInput, $"A volume of {given.Id} cannot have {options.SizeGiB} GiB: the snapshot has {snapshot.VolumeSize} GiB, and AWS makes volumes bigger, never smaller.",
                $"Give a -Size of {snapshot.VolumeSize} GiB or more, or leave it away.");
        }

        if (snapshot.Encrypted == true && options.Encrypted == false)
        {
            yield return Of(given, region, AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"{given.Id} is encrypted, and AWS makes no plain volume of it.", "Leave -Encrypted:$false away.");
        }
    }

    /// <summary>Why no volume at all can be made of the snapshot; null where one can.</summary>
    public static AmiException? RefuseSource(Snapshot snapshot, ResourceReference given, string region)
    {
        if (snapshot.StorageTier?.Value == "archive" && snapshot.RestoreExpiryTime is null)
        {
            return Of(given, region, AmiErrorCodes.SnapshotArchived, AmiErrorKind.InvalidState, $"{snapshot.SnapshotId} in {region} is archived, and no volume can be made of it there.",
                $"Bring it back first, which takes up to 72 hours: Set-EbsSnapshotTier {snapshot.SnapshotId} -RestoreDays 7 -Region {region}.");
        }

        return snapshot.State?.Value == "completed" ? null : Of(given, region, AmiErrorCodes.SnapshotNotCompleted, AmiErrorKind.InvalidState,
            $"{snapshot.SnapshotId} in {region} is {snapshot.State?.Value}{(snapshot.Progress is { Length: > 0 } progress ? $" ({progress})" : "")}, and a volume is made of a completed one.",
            snapshot.State?.Value == "pending" ? $"Wait for it: Wait-EbsSnapshot {snapshot.SnapshotId} -Region {region}." : "Take another snapshot.");
    }

    /// <summary>Why nothing can be attached to the instance, or not now; null where it can.</summary>
    public static AmiException? Refuse(Instance instance, ResourceReference given, string region, VolumeRestoreOptions options) =>
        instance.StateName() is not ("running" or "stopped")
            ? Of(given, region, AmiErrorCodes.InstanceNotReady, AmiErrorKind.InvalidState, $"{instance.Title()} in {region} is {instance.StateName()}, and volumes are attached to one that is running or stopped.", "Wait until the instance is running or stopped, and try again.")
        : options.AvailabilityZone is { } zone && instance.Placement?.AvailabilityZone is { } its && its != zone
            ? Of(given, region, AmiErrorCodes.ZoneMismatch, AmiErrorKind.InvalidInput, $"{instance.Title()} is in {its}, and a volume in {zone} cannot be attached to it.", "Leave -AvailabilityZone away: the instance decides.")
        : null;

    /// <summary>Why the device cannot have the new volume beside the ones that the instance has; null where it can.</summary>
    public static AmiException? RefuseDevice(Instance instance, ResourceReference given, string region, string device, string snapshotId)
    {
        if (instance.RootDeviceName is { } root && DeviceNames.AreSame(root, device)) return Root(instance, given, region, device, snapshotId);
        return instance.Volumes().FirstOrDefault(volume => DeviceNames.AreSame(volume.Device, device)) is { VolumeId: { } taken } there
            ? Of(given, region, AmiErrorCodes.DeviceInUse, AmiErrorKind.InUse, $"{there.Device} of {instance.Title()} has the volume {taken}.", $"Give another -Device, leave it away to get the next free one, or give -Replace {there.Device} to take {taken} off for the new one.")
            : null;
    }

    /// <summary>The refusal of a root device, with the command that is for it.</summary>
    public static AmiException Root(Instance instance, ResourceReference given, string region, string device, string snapshotId) => Of(given, region, AmiErrorCodes.RootDevice, AmiErrorKind.InvalidInput,
        $"{device} is the root device of {instance.Title()}: its volume cannot be taken off like another one.", $"Use the command for it: Restore-InstanceRootVolume {given.Id} -SnapshotId {snapshotId} -Region {region}.");

    /// <summary>Why the volume cannot be taken off; null where it can.</summary>
    public static AmiException? RefuseReplaced(Volume old, Instance instance, ResourceReference given, string region)
    {
        string[] others = [.. (old.Attachments ?? []).Select(attachment => attachment.InstanceId).OfType<string>().Where(id => id != instance.InstanceId)];
        return others.Length == 0 ? null : Of(given, region, AmiErrorCodes.VolumeInUse, AmiErrorKind.InUse,
            $"{old.VolumeId} is attached to {string.Join(", ", others)} too (Multi-Attach): replacing it at {instance.Title()} alone would leave them with different data.", "Detach it from the others first, or attach the new volume beside it with -Device.");
    }

    /// <summary>A failure that names what the user gave, and where.</summary>
    public static AmiException Of(ResourceReference given, string region, string code, AmiErrorKind kind, string message, string remedy) => new(code, kind, message) { ResourceId = given.Given, Region = region, Remedy = remedy };

    private static IEnumerable<AmiException> FormProblems(VolumeRestoreOptions options)
    {
        // What the replaced volume decides is looked at when it is known.
        string? type = options.VolumeType ?? (options.Replace is null ? DefaultType : null);
        if (options.SizeGiB is < 1) yield return Device($"{options.SizeGiB} GiB is no size.", "Give a size in GiB.");
        else if (type is not null)
        {
            foreach (AmiException problem in Refuse(type, options.SizeGiB, options.Iops, options.Throughput)) yield return problem;
        }

        if (options.MultiAttach && type is not null && VolumeLimits.Find(type) is { MultiAttach: false })
            yield return Device($"{type} volumes cannot be attached to several instances at a time.", "Give -VolumeType io2, or leave -MultiAttachEnabled away.");
    }

    private static AmiException Device(string message, string remedy) => new(AmiErrorCodes.InvalidBlockDevice, AmiErrorKind.InvalidInput, message) { Remedy = remedy };

    private static AmiException Invalid(string message, string remedy) => new(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, message) { Remedy = remedy };
}

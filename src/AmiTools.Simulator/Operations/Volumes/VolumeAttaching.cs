using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>AttachVolume and DetachVolume.</summary>
internal static class VolumeAttaching
{
    private const int MostOnSharedVolume = 16;

    public static void Register(OperationTable table)
    {
        table.Add<AttachVolumeRequest, AttachVolumeResponse>(AttachVolume);
        table.Add<DetachVolumeRequest, DetachVolumeResponse>(DetachVolume);
    }

    private static AttachVolumeResponse AttachVolume(AttachVolumeRequest request, Call call)
    {
        var volumeId = Required.VolumeId(request.VolumeId);
        var instanceId = Required.InstanceId(request.InstanceId);
        var device = CheckDevice(request.Device!);
        call.AfterSyntax();

        var volume = call.OwnVolume(volumeId);
        var instance = call.OwnInstance(instanceId);
        if (instance.State is not ("running" or "stopped" or "stopping" or "pending"))
            throw Errors.IncorrectState($"Instance '{instanceId}' is not 'running'.");
        if (volume.AvailabilityZone != instance.AvailabilityZone)
            throw new AwsErrorException("InvalidVolume.ZoneMismatch", $"The volume '{volumeId}' is not in the same availability zone as instance '{instanceId}'");
        CheckFree(volume, instance);
        if (instance.Volumes.Exists(attachment => attachment.Device == device) || instance.InstanceStore.ContainsKey(device))
            throw Errors.InvalidParameterValue($"Invalid value '{device}' for unixDevice. Attachment point {device} is already in use");
        if (MachineType.All.TryGetValue(instance.InstanceType, out var type) && instance.Volumes.Count >= type.Family.Attachments)
            throw new AwsErrorException("AttachmentLimitExceeded", $"The instance '{instanceId}' has as many volumes as an instance of its type can have.");
        call.BeforeChange();

        var attachment = new SimAttachment { VolumeId = volumeId, InstanceId = instanceId, Device = device, AttachedAt = call.Now, State = "attaching" };
        volume.State = "in-use";
        volume.Attachments.Add(attachment);
        instance.Volumes.Add(attachment);
        call.Simulator.Schedule(call.Now + call.Settings.Pace.VolumeAttach, _ =>
        {
            if (attachment.State == "attaching")
                attachment.State = "attached";
        });
        return new() { Attachment = VolumeShapes.Show(attachment) };
    }

    private static DetachVolumeResponse DetachVolume(DetachVolumeRequest request, Call call)
    {
        var volumeId = Required.VolumeId(request.VolumeId);
        if (request.InstanceId is not null)
            ResourceIds.CheckInstance(request.InstanceId);
        call.AfterSyntax();

        var volume = call.OwnVolume(volumeId);
        var attachment = Chosen(request, volume);
        var instance = call.OwnInstance(attachment.InstanceId);
        if (attachment.Device == instance.RootDeviceName && instance.State is not ("stopped" or "terminated"))
            throw Errors.NotPermitted($"Unable to detach root volume '{volumeId}' from instance '{instance.Id}'");
        if (attachment.State == "detaching")
            throw Errors.IncorrectState($"The volume '{volumeId}' is being detached already.");
        call.BeforeChange();

        attachment.State = "detaching";
        var answer = VolumeShapes.Show(attachment);
        call.Simulator.Schedule(call.Now + call.Settings.Pace.VolumeAttach, _ => Release(volume, instance, attachment));
        return new() { Attachment = answer };
    }

    /// <summary>Takes a volume off an instance.</summary>
    internal static void Release(SimVolume volume, SimInstance instance, SimAttachment attachment)
    {
        instance.Volumes.Remove(attachment);
        if (volume.Attachments.Remove(attachment) && volume.Attachments.Count == 0 && volume.State == "in-use")
            volume.State = "available";
    }

    private static SimAttachment Chosen(DetachVolumeRequest request, SimVolume volume)
    {
        if (volume.Attachments.Count == 0)
            throw Errors.IncorrectState($"Volume '{volume.Id}' is in the '{volume.State}' state.");
        if (volume.Attachments.Count > 1 && request.InstanceId is null)
            throw Errors.MissingParameter("InstanceId");
        return volume.Attachments.Find(attachment =>
                (request.InstanceId ?? attachment.InstanceId) == attachment.InstanceId && (request.Device ?? attachment.Device) == attachment.Device)
            ?? throw new AwsErrorException("InvalidAttachment.NotFound", $"The volume '{volume.Id}' is not attached to instance '{request.InstanceId}' as device '{request.Device}'.");
    }

    private static void CheckFree(SimVolume volume, SimInstance instance)
    {
        var shared = volume.MultiAttachEnabled && volume.State == "in-use" && volume.Attachments.Count < MostOnSharedVolume && volume.Attachments.TrueForAll(attachment => attachment.InstanceId != instance.Id);
        if (volume.State == "available" || shared)
            return;
        throw volume.Attachments is [var attachment, ..]
            ? new AwsErrorException("VolumeInUse", $"{volume.Id} is already attached to an instance ({attachment.InstanceId})")
            : Errors.IncorrectState($"The volume '{volume.Id}' is not 'available' (current state: '{volume.State}').");
    }

    private static string CheckDevice(string device) =>
        device.StartsWith("/dev/", StringComparison.Ordinal) || device.StartsWith("xvd", StringComparison.Ordinal) || device.StartsWith("sd", StringComparison.Ordinal)
            ? device
            : throw Errors.InvalidParameterValue(device, "device", "It is not a valid EBS device name.");
}

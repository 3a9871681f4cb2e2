using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>Attaches volumes to one instance and takes them off, and waits until it is so. Doing it twice does nothing more: where a call broke off, what it has done is looked at.</summary>
internal sealed class VolumeMoves(RegionSession region, string instanceId)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);

    /// <summary>Attaches the volume.</summary>
    public async Task<Volume> AttachAsync(string volumeId, string device, CancellationToken cancellationToken)
    {
        try
        {
            await region.CallAsync("AttachVolume", volumeId, ec2 => ec2.AttachVolumeAsync(new AttachVolumeRequest(volumeId, instanceId, device), cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.OutcomeIsUnknown() || failure.Kind is AmiErrorKind.InUse or AmiErrorKind.InvalidState or AmiErrorKind.InvalidInput)
        {
            // The call may have been made before, by an earlier try or an earlier run, and be refused now because of that.
            if (await UntilAsync(volumeId, region.Settings.NamedResourceWindow, volume => IsAt(volume, device), cancellationToken).ConfigureAwait(false) is null) throw;
        }

        return await UntilAsync(volumeId, region.Settings.AttachmentWindow, volume => IsAt(volume, device) && volume.At(instanceId)!.State?.Value == "attached", cancellationToken).ConfigureAwait(false)
            ?? throw new AmiException(AmiErrorCodes.VolumeNotAttached, AmiErrorKind.Timeout, $"{volumeId} is not attached to {instanceId} as {device} after {region.Settings.AttachmentWindow.TotalMinutes:0} minutes.") { ResourceId = volumeId, Region = region.Name, Remedy = "Run the same command again: it goes on from there." };
    }

    /// <summary>
    /// Finds out whether the caller may attach, by trying it where a volume is: EC2 looks at permissions first, and refuses the rest because of the device. Who may take volumes off and not put them on could
    /// not put the old one back either.
    /// </summary>
    /// <exception cref="AmiException">The caller may not.</exception>
    public async Task MayAttachAsync(string volumeId, string takenDevice, CancellationToken cancellationToken)
    {
        try
        {
            await region.CallAsync("AttachVolume", volumeId, ec2 => ec2.AttachVolumeAsync(new AttachVolumeRequest(volumeId, instanceId, takenDevice), cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.InvalidInput or AmiErrorKind.InUse or AmiErrorKind.InvalidState)
        {
            // As it should be: the device is taken.
        }
    }

    /// <summary>Takes the volume off.</summary>
    public async Task<Volume> DetachAsync(string volumeId, CancellationToken cancellationToken)
    {
        try
        {
            await region.CallAsync("DetachVolume", volumeId, ec2 => ec2.DetachVolumeAsync(new DetachVolumeRequest { VolumeId = volumeId, InstanceId = instanceId }, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.OutcomeIsUnknown() || failure.Kind is AmiErrorKind.InvalidState or AmiErrorKind.NotFound)
        {
            // It is off already, or on its way: what follows sees it.
            if (await UntilAsync(volumeId, region.Settings.NamedResourceWindow, volume => volume.At(instanceId)?.State?.Value is null or "detaching" or "busy", cancellationToken).ConfigureAwait(false) is null) throw;
        }

        return await UntilAsync(volumeId, region.Settings.AttachmentWindow, volume => volume.At(instanceId) is null && volume.State?.Value == "available", cancellationToken).ConfigureAwait(false)
            ?? throw new AmiException(AmiErrorCodes.VolumeNotDetached, AmiErrorKind.Timeout, $"{volumeId} is still not detached from {instanceId} after {region.Settings.AttachmentWindow.TotalMinutes:0} minutes: the machine uses it.")
            {
                ResourceId = volumeId, Region = region.Name, Remedy = "Unmount it inside the machine (Linux: umount; Windows: Set-Disk -IsOffline $true), or stop the instance, and run the same command again.",
            };
    }

    /// <summary>Says whether the volume at the device goes with the instance.</summary>
    public Task SetFateAsync(string device, bool deleteOnTermination, CancellationToken cancellationToken) => region.CallAsync("ModifyInstanceAttribute", instanceId, ec2 => ec2.ModifyInstanceAttributeAsync(new ModifyInstanceAttributeRequest
    {
        InstanceId = instanceId,
        BlockDeviceMappings = [new InstanceBlockDeviceMappingSpecification { DeviceName = device, Ebs = new EbsInstanceBlockDeviceSpecification { DeleteOnTermination = deleteOnTermination } }],
    }, cancellationToken));

    private bool IsAt(Volume volume, string device) => volume.At(instanceId) is { Device: { } its } && DeviceNames.AreSame(its, device);

    private Task<Volume?> UntilAsync(string volumeId, TimeSpan window, Func<Volume, bool> holds, CancellationToken cancellationToken) => Patience.UntilAsync(region.Time, window,
        async token => await region.VolumeAsync(volumeId, token).ConfigureAwait(false) is { } volume && holds(volume) ? volume : null, s_pause, s_longestPause, cancellationToken);
}

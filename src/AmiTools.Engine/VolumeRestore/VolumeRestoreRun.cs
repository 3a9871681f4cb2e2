using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>One volume: made first, then brought to its place.</summary>
internal sealed class VolumeRestoreRun(RegionSession region, VolumeRestoreStep step, VolumeRestoreOptions options, ReceiptBook receipts, IEngineEvents events)
{
    private const int Devices = 5;

    /// <summary>Does it.</summary>
    public async Task<EbsVolumeRestore> RunAsync(CancellationToken cancellationToken)
    {
        // Nobody is asked about what is done already, so that nobody has seen these.
        foreach (string warning in step.IsDone ? step.Warnings : []) await events.WarnAsync($"{step.Target}: {warning}").ConfigureAwait(false);
        VolumeCreation creation = new(region, step, options, receipts, events);
        (Volume volume, bool existed) = await creation.RunAsync(cancellationToken).ConfigureAwait(false);
        if (step.InstanceId is not { } instanceId) return await ResultAsync(volume, existed, creation.Receipt, cancellationToken).ConfigureAwait(false);

        AmiChangeReceipt? receipt = volume.At(instanceId) is null ? await BringAsync(volume.VolumeId!, instanceId, cancellationToken).ConfigureAwait(false) : null;
        return await ResultAsync(await SettleAsync(volume.VolumeId!, instanceId, cancellationToken).ConfigureAwait(false), existed && receipt is null, receipt, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AmiChangeReceipt> BringAsync(string volumeId, string instanceId, CancellationToken cancellationToken)
    {
        // Read anew: hours may have passed between the plan and the answer to its question.
        Instance instance = await new InstanceReader(region).OneAsync(instanceId, cancellationToken).ConfigureAwait(false);
        if (options.Replace is null) return await receipts.ChangeAsync(await ReceiptAsync(instance, null, cancellationToken).ConfigureAwait(false), () => AttachAsync(volumeId, instance, cancellationToken)).ConfigureAwait(false);

        string? present = instance.Volumes().FirstOrDefault(mapped => DeviceNames.AreSame(mapped.Device, step.Device!)).VolumeId;
        if (present is not null && present != step.ReplacedVolumeId) throw Outdated(instance, $"has {present} at {step.Device} now");
        Volume? old = await region.VolumeAsync(step.ReplacedVolumeId!, cancellationToken).ConfigureAwait(false);
        if (old is null || (present is null && old.IsAttached())) throw Outdated(instance, $"does not have {step.ReplacedVolumeId} any more");
        VolumeSwap swap = new(region, old, Place(old, instanceId), volumeId, events);
        return await receipts.ChangeAsync(await ReceiptAsync(instance, old, cancellationToken).ConfigureAwait(false), () => swap.RunAsync(cancellationToken)).ConfigureAwait(false);
    }

    private async Task<AmiChangeReceipt> ReceiptAsync(Instance instance, Volume? old, CancellationToken cancellationToken)
    {
        string account = await region.Session.AccountIdAsync(cancellationToken).ConfigureAwait(false);
        return receipts.New(AmiChangeKind.VolumeReplaced, region.Name, account, instance.InstanceId!, instance.NameTag(), step.Action,
            new AmiFormerState { Device = step.Device, VolumeId = old?.VolumeId, DeleteOnTermination = old is null ? null : Place(old, instance.InstanceId!).DeleteOnTermination });
    }

    /// <summary>Where the old one is, or was: its own flag is what a way back needs, whatever the new one is to have.</summary>
    private FormerPlace Place(Volume old, string instanceId) => old.At(instanceId) is { } there
        ? new FormerPlace(instanceId, there.Device ?? step.Device!, there.DeleteOnTermination == true)
        : old.FormerPlace() ?? new FormerPlace(instanceId, step.Device!, false);

    private async Task AttachAsync(string volumeId, Instance instance, CancellationToken cancellationToken)
    {
        VolumeMoves moves = new(region, instance.InstanceId!);
        string device = step.Device!;
        List<string> tried = [];
        while (true)
        {
            try
            {
                await moves.AttachAsync(volumeId, device, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (AmiException failure) when (options.Device is null && failure.Kind == AmiErrorKind.InvalidInput && failure.Operation == "AttachVolume" && tried.Count < Devices)
            {
                // Somebody else took the device since the plan: any other free one is as good.
                tried.Add(device);
                instance = await new InstanceReader(region).OneAsync(instance.InstanceId!, cancellationToken).ConfigureAwait(false);
                IEnumerable<string> taken = (instance.BlockDeviceMappings ?? []).Select(mapping => mapping.DeviceName).OfType<string>().Concat(tried);
                if (taken.Count(name => DeviceNames.AreSame(name, device)) < 2 || DeviceNames.Next(taken, instance.Platform?.Value is "windows" or "Windows") is not { } next) throw;
                device = next;
            }
        }
    }

    /// <summary>The volume is in its place: says whether it goes with the instance, and that it is no fresh copy any more.</summary>
    private async Task<Volume> SettleAsync(string volumeId, string instanceId, CancellationToken cancellationToken)
    {
        Volume volume = await region.VolumeAsync(volumeId, cancellationToken).ConfigureAwait(false) ?? throw new AmiException(AmiErrorCodes.VolumeNotFound, AmiErrorKind.NotFound, $"{volumeId} in {region.Name} is attached, and cannot be seen.") { ResourceId = volumeId, Region = region.Name, Remedy = "Run the same command again: it goes on with the volume that is attached." };
        VolumeMoves moves = new(region, instanceId);
        if (volume.At(instanceId) is not { State.Value: "attached" } there)
        {
            volume = await moves.AttachAsync(volumeId, volume.At(instanceId)?.Device ?? step.Device!, cancellationToken).ConfigureAwait(false);
            there = volume.At(instanceId)!;
        }

        if ((there.DeleteOnTermination == true) != step.DeleteOnTermination)
        {
            await moves.SetFateAsync(there.Device!, step.DeleteOnTermination, cancellationToken).ConfigureAwait(false);
            there.DeleteOnTermination = step.DeleteOnTermination;
        }

        if (volume.Tag(AmiToolsTags.AttachedTo) is null)
        {
            Dictionary<string, string> tag = new() { [AmiToolsTags.AttachedTo] = $"{instanceId} {there.Device}" };
            await region.Tags.AddAsync(new Dictionary<string, Dictionary<string, string>> { [volumeId] = tag }, cancellationToken).ConfigureAwait(false);
            volume.Tags = [.. volume.Tags ?? [], .. tag.ToTags()];
        }

        return volume;
    }

    private async Task<EbsVolumeRestore> ResultAsync(Volume volume, bool existed, AmiChangeReceipt? receipt, CancellationToken cancellationToken)
    {
        VolumeAttachment? there = step.InstanceId is null ? volume.Attachments?.FirstOrDefault() : volume.At(step.InstanceId);
        return new EbsVolumeRestore
        {
            Region = region.Name, AccountId = await region.Session.AccountIdAsync(cancellationToken).ConfigureAwait(false),
            VolumeId = volume.VolumeId!, SnapshotId = step.SnapshotId, AvailabilityZone = volume.AvailabilityZone ?? step.AvailabilityZone, State = volume.State?.Value ?? "",
            SizeGiB = volume.Size ?? step.SizeGiB, VolumeType = volume.VolumeType?.Value ?? step.VolumeType, Iops = volume.Iops, Throughput = volume.Throughput,
            Encrypted = volume.Encrypted == true, KmsKeyId = string.IsNullOrEmpty(volume.KmsKeyId) ? null : volume.KmsKeyId, InitializationRate = volume.VolumeInitializationRate,
            InstanceId = there?.InstanceId, Device = there?.Device, DeleteOnTermination = there?.DeleteOnTermination,
            ReplacedVolumeId = step.ReplacedVolumeId, AlreadyExisted = existed, Receipt = receipt, Tags = volume.Tags.ToDictionary(),
        };
    }

    private AmiException Outdated(Instance instance, string why) => new(AmiErrorCodes.PlanOutdated, AmiErrorKind.InvalidState, $"{step.Device} of {instance.Title()} is left as it is, because the instance {why}; the plan was made before that.")
    {
        ResourceId = step.Given, Region = region.Name, Remedy = "Run the command again.",
    };
}

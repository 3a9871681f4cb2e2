using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine.Backup;

/// <summary>Makes the image of a backup: by CreateImage, or where AWS refuses bigger volumes there, by CreateImage and RegisterImage.</summary>
internal sealed class BackupCreation(BackupSource source, BackupStep step, BackupOptions options, DateTimeOffset deadline, ReceiptBook receipts, IEngineEvents events)
{
    private readonly RegionSession _region = source.Region;
    private readonly string _attempt = source.Region.Session.Environment.NewId().ToString("N", CultureInfo.InvariantCulture);
    private BackupTags? _tags;

    /// <summary>The tags that the backup is to have.</summary>
    public BackupTags Tags => _tags ?? throw new InvalidOperationException("The creation was not prepared.");

    /// <summary>What got its tags with the call that made it.</summary>
    public BirthTags TaggedAtBirth { get; private set; } = BirthTags.ImageAndSnapshots;

    /// <summary>Whether what was made is only the image that the backup is to be registered from.</summary>
    public bool NeedsRegistration { get; private set; }

    /// <summary>The receipt of the image that was made last; null where it was there already.</summary>
    public AmiChangeReceipt? Receipt { get; private set; }

    /// <summary>Reads what the image's tags keep of the instance.</summary>
    public async Task PrepareAsync(Instance instance, CancellationToken cancellationToken)
    {
        LaunchConfiguration launch = await LaunchReader.ReadAsync(_region, instance, events, cancellationToken).ConfigureAwait(false);
        _tags = BackupTags.OfNew(instance, options, _attempt, launch);
        if (!_tags.LaunchIsKept) await events.WarnAsync($"The launch configuration of {instance.Title()} is not kept with the backup, because there is no room among its 50 tags.").ConfigureAwait(false);
    }

    /// <summary>Creates the image.</summary>
    public async Task<NewImage> CreateAsync(CancellationToken cancellationToken)
    {
        DevicePlan devices = source.Devices(options);
        if (devices.Problems.Count > 0) throw devices.Problems[0];
        bool grows = devices.Changes.Any(change => change.Kind == DeviceChangeKind.Grow);
        try
        {
            return await CallAsync(step.Name, Tags, devices.Changes, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (grows && GrowthByRegistration.IsRefusal(failure))
        {
            await events.SayAsync($"AWS does not make bigger volumes with CreateImage ({failure.Message}). The image is made without them first, and '{step.Name}' is registered from its snapshots.").ConfigureAwait(false);
        }

        NeedsRegistration = true;
        DeviceChange[] others = [.. devices.Changes.Where(change => change.Kind != DeviceChangeKind.Grow)];
        return await CallAsync(GrowthByRegistration.HalfwayName(step.Name), Tags.Halfway(step.Name), others, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with the image that an earlier run, broken off, has made for the registration.</summary>
    public async Task<NewImage> GoOnAsync(Image halfway, CancellationToken cancellationToken)
    {
        await events.SayAsync($"Going on from {halfway.ImageId}, which an earlier run made for '{step.Name}'.").ConfigureAwait(false);
        await PrepareAsync(source.Instance, cancellationToken).ConfigureAwait(false);
        NeedsRegistration = true;
        return new NewImage(halfway.ImageId!, IsOurs: true);
    }

    /// <summary>Waits for the snapshots and registers the backup from them with bigger volumes.</summary>
    public async Task<NewImage> RegisterAsync(NewImage halfway, CancellationToken cancellationToken)
    {
        ImageWait wait = new(_region, halfway.ImageId, $"Snapshots for '{step.Name}'") { Given = source.Given, FailureCode = AmiErrorCodes.BackupFailed, MissingWindow = _region.Settings.VisibilityWindow };
        Image image;
        try
        {
            image = await wait.RunAsync(deadline, events, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Code == AmiErrorCodes.BackupFailed)
        {
            await new Leftovers(_region, events).RemoveAsync(halfway.ImageId).ConfigureAwait(false);
            throw;
        }

        if (GrowthByRegistration.Loss(image.PlatformDetails, image.UsageOperation) is { } loss) await events.WarnAsync($"'{step.Name}': {loss}.").ConfigureAwait(false);
        RegisterImageRequest request = await GrowthByRegistration.RequestAsync(_region, image, step.Name, source.Devices(options).Changes, events, cancellationToken).ConfigureAwait(false);
        NamedCreation creation = new(_region, "RegisterImage", step.Name, _attempt, source.InstanceId, image => image.BackupOf() == source.InstanceId, events);
        NewImage registered = await WriteDownAsync(step.Name, $"Register '{step.Name}' from the snapshots of {halfway.ImageId}", () => creation.RunAsync(async birth =>
        {
            request.TagSpecifications = Tags.At(birth == BirthTags.None ? birth : BirthTags.Image);
            return (await _region.CallAsync("RegisterImage", source.Given, ec2 => ec2.RegisterImageAsync(request, cancellationToken)).ConfigureAwait(false)).ImageId;
        }, cancellationToken), cancellationToken).ConfigureAwait(false);
        TaggedAtBirth = BirthTags.None;
        await RemoveHalfwayAsync(_region, halfway.ImageId, events, cancellationToken).ConfigureAwait(false);
        return registered;
    }

    /// <summary>Deregisters the image that a backup was registered from. Its snapshots are the backup's now.</summary>
    public static async Task RemoveHalfwayAsync(RegionSession region, string imageId, IEngineEvents events, CancellationToken cancellationToken)
    {
        try
        {
            await region.DeregisterAsync(imageId, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure)
        {
            await events.FailAsync(failure.As(AmiErrorCodes.LeftoverNotRemoved, failure.Kind, $"{imageId} in {region.Name}, which the backup was registered from, could not be deregistered: {failure.Message}", imageId, "Run the command again: it removes it.")).ConfigureAwait(false);
        }
    }

    private async Task<NewImage> CallAsync(string name, BackupTags tags, IReadOnlyList<DeviceChange> changes, CancellationToken cancellationToken)
    {
        CreateImageRequest request = new()
        {
            InstanceId = source.InstanceId,
            Name = name,
            Description = step.Description.Length == 0 ? null : step.Description,
            // Left out, AWS restarts the instance.
            NoReboot = options.Consistency != BackupConsistency.Reboot,
            BlockDeviceMappings = changes.Count == 0 ? null : [.. changes.Select(change => change.ToMapping())],
        };
        NamedCreation creation = new(_region, "CreateImage", name, _attempt, source.InstanceId, image => image.BackupOf() == source.InstanceId, events);
        NewImage made = await WriteDownAsync(name, $"Create '{name}' of {source.Instance.Title()}", () => creation.RunAsync(async birth =>
        {
            request.TagSpecifications = tags.At(birth);
            return (await _region.CallAsync("CreateImage", source.Given, ec2 => ec2.CreateImageAsync(request, cancellationToken)).ConfigureAwait(false)).ImageId;
        }, cancellationToken), cancellationToken).ConfigureAwait(false);
        TaggedAtBirth = creation.BirthTags;
        return made;
    }

    private async Task<NewImage> WriteDownAsync(string name, string detail, Func<Task<NewImage>> create, CancellationToken cancellationToken)
    {
        AmiChangeReceipt receipt = await receipts.NewCreationAsync(_region.Name, name, detail, cancellationToken).ConfigureAwait(false);
        NewImage made = await receipts.CreateAsync(receipt, create, image => image.IsOurs ? image.ImageId : null).ConfigureAwait(false);
        Receipt = made.IsOurs ? receipt : null;
        return made;
    }
}

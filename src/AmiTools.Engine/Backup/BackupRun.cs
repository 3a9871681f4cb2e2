using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine.Backup;

/// <summary>Makes one backup of one instance.</summary>
internal sealed class BackupRun(BackupSource source, BackupStep step, BackupOptions options, ExistingBackups existing, DateTimeOffset deadline, ReceiptBook receipts, IEngineEvents events)
{
    private readonly RegionSession _region = source.Region;
    private readonly InstancePower _power = new(source.Region, source.InstanceId, events);

    /// <summary>The instance.</summary>
    public BackupSource Source => source;

    /// <summary>Makes the backup, or returns the one that is there; null for a step that only starts the instance.</summary>
    /// <exception cref="AmiException">What became of it instead.</exception>
    public async Task<AmiBackup?> RunAsync(CancellationToken cancellationToken)
    {
        await using StartWhenDone start = new(_power) { IsOwed = source.Instance.WasLeftStopped() };
        if (source.Instance.HasStaleStopTag()) await _power.UntagAsync(source.Instance).ConfigureAwait(false);
        if (step.OnlyRestarts) return null;
        BackupMatch match = existing.Of(source.InstanceId, step.Name);
        if (match.Live is { } live)
        {
            await start.DisposeAsync().ConfigureAwait(false);
            if (match.Halfway is { } rest) await BackupCreation.RemoveHalfwayAsync(_region, rest.ImageId!, events, cancellationToken).ConfigureAwait(false);
            return await FinishAsync(live.ImageId!, live, BackupTags.OfExisting(source.Instance, options), BirthTags.None, cancellationToken).ConfigureAwait(false);
        }

        Remnants remnants = new(_region);
        foreach (Image dead in match.Dead) await remnants.RemoveAsync(dead, cancellationToken).ConfigureAwait(false);
        BackupCreation creation = new(source, step, options, deadline, receipts, events);
        NewImage made = match.Halfway is { } halfway ? await creation.GoOnAsync(halfway, cancellationToken).ConfigureAwait(false) : await CreateAsync(creation, start, cancellationToken).ConfigureAwait(false);
        // The volumes are taken at the moment of the call: when it has returned, the instance may run again, long before the image is available.
        await start.DisposeAsync().ConfigureAwait(false);
        if (creation.NeedsRegistration) made = await creation.RegisterAsync(made, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(made.ImageId, null, creation.Tags, creation.TaggedAtBirth, cancellationToken, existed: !made.IsOurs, creation.Receipt).ConfigureAwait(false);
    }

    private async Task<NewImage> CreateAsync(BackupCreation creation, StartWhenDone start, CancellationToken cancellationToken)
    {
        Instance settled = await _power.SettleAsync(source.Instance, cancellationToken).ConfigureAwait(false);
        await creation.PrepareAsync(settled, cancellationToken).ConfigureAwait(false);
        if (options.Consistency == BackupConsistency.Stop && settled.StateName() == "running")
        {
            start.IsOwed = true;
            await _power.StopAsync(cancellationToken).ConfigureAwait(false);
        }

        return await creation.CreateAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<AmiBackup> FinishAsync(string imageId, Image? there, BackupTags tags, BirthTags taggedAtBirth, CancellationToken cancellationToken, bool existed = true, AmiChangeReceipt? receipt = null)
    {
        ImageWait wait = new(_region, imageId, $"Back up {source.Instance.Title()} to {imageId}")
        {
            Given = source.Given, FailureCode = AmiErrorCodes.BackupFailed, MissingWindow = _region.Settings.VisibilityWindow,
        };
        Image image = there ?? await wait.SeeAsync(events, cancellationToken).ConfigureAwait(false);
        if (image.IsDead() || (options.Wait && !image.IsFinished())) image = await WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        TagCheck check = new(_region, tags.Image, tags.Snapshots, events);
        image = await check.RunAsync(image, taggedAtBirth, cancellationToken).ConfigureAwait(false);
        await WarnOfSizesAsync(image).ConfigureAwait(false);
        return image.ToBackup(_region, source.Instance, existed, receipt);
    }

    private async Task<Image> WaitAsync(ImageWait wait, CancellationToken cancellationToken)
    {
        try
        {
            return await wait.RunAsync(deadline, events, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Code == AmiErrorCodes.BackupFailed)
        {
            await new Leftovers(_region, events).RemoveAsync(wait.ImageId).ConfigureAwait(false);
            throw failure.As(failure.Code, failure.Kind, $"The backup of {source.Instance.Title()} failed: {failure.Message}", source.Given, "Run the command again when the cause is mended; nothing is left of the failed image but what other errors name.");
        }
    }

    // AWS grows volumes or refuses to; a foreign implementation may do neither.
    private async Task WarnOfSizesAsync(Image image)
    {
        foreach (DeviceChange change in source.Devices(options).Changes.Where(change => change.Kind == DeviceChangeKind.Grow))
        {
            int? size = image.Devices().FirstOrDefault(device => device.DeviceName == change.Device.DeviceName)?.SizeGiB;
            if (size < change.Device.SizeGiB) await events.WarnAsync($"{change.Device.DeviceName} of {image.ImageId} has {size} GiB, although {change.Device.SizeGiB} GiB were asked for and the endpoint did not refuse.").ConfigureAwait(false);
        }
    }

    /// <summary>The debt of a stopped instance: paid once, at the latest when the run ends in whatever way.</summary>
    private sealed class StartWhenDone(InstancePower power) : IAsyncDisposable
    {
        public bool IsOwed { get; set; }

        public async ValueTask DisposeAsync()
        {
            if (!IsOwed) return;
            IsOwed = false;
            await power.StartAsync().ConfigureAwait(false);
        }
    }
}

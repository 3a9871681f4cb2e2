using Amazon.EC2.Model;
using AmiTools.Engine.Copying;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>Makes the volume of a step once, whatever happens to the answers: its tag says which restore made it, and the call has a token that is made of what it asks for.</summary>
internal sealed class VolumeCreation(RegionSession region, VolumeRestoreStep step, VolumeRestoreOptions options, ReceiptBook receipts, IEngineEvents events)
{
    private const int Generations = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    /// <summary>A volume older than this before it was asked for is an earlier call's.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    private Dictionary<string, string> Tags => TagRules.Merge(options.Tag, [new KeyValuePair<string, string>(AmiToolsTags.Restore, step.Key)]);

    /// <summary>The receipt of the volume; null where an earlier run had made it.</summary>
    public AmiChangeReceipt? Receipt { get; private set; }

    /// <summary>The volume, when it can be used; and whether an earlier run had made it.</summary>
    public async Task<(Volume Volume, bool Existed)> RunAsync(CancellationToken cancellationToken)
    {
        RestoredVolumes made = await RestoredVolumes.ReadAsync(region, options, [step.Key], cancellationToken).ConfigureAwait(false);
        if (made.Usable(step.Key) is { } existing && await ArriveAsync(existing.VolumeId!, region.Settings.VisibilityWindow, cancellationToken).ConfigureAwait(false) is { } there)
            return (await TagAsync(there, cancellationToken).ConfigureAwait(false), true);

        int generation = made.Generation(step.Key);
        foreach (Volume dead in made.Dead(step.Key)) await RemoveAsync(dead.VolumeId!, cancellationToken).ConfigureAwait(false);
        for (int further = 0; further < Generations; further++)
        {
            DateTimeOffset begun = region.Time.GetUtcNow();
            AmiChangeReceipt receipt = await receipts.NewCreationAsync(region.Name, "", $"Make a volume of {step.SnapshotId} in {step.AvailabilityZone}", cancellationToken).ConfigureAwait(false);
            Volume volume = await receipts.CreateAsync(receipt, () => CreateAsync(generation + further, cancellationToken), made => IsOlder(made, begun) ? null : made.VolumeId).ConfigureAwait(false);
            // The token answers with what it has made before, also with a volume that was deleted since.
            bool isOld = IsOlder(volume, begun);
            Receipt = isOld ? null : receipt;
            if (await ArriveAsync(volume.VolumeId!, isOld ? region.Settings.NamedResourceWindow : region.Settings.VisibilityWindow, cancellationToken).ConfigureAwait(false) is { } arrived)
                return (await TagAsync(arrived, cancellationToken).ConfigureAwait(false), isOld);
        }

        throw Failed($"AWS answers with volumes of {step.SnapshotId} that are not there.", "Try again with another -IdempotencyKey.");
    }

    private static bool IsOlder(Volume volume, DateTimeOffset time) => volume.CreateTime is { } born && born.ToUniversalTime() < (time - s_skew).UtcDateTime;

    private async Task<Volume> CreateAsync(int generation, CancellationToken cancellationToken)
    {
        CreateVolumeRequest request = new()
        {
            AvailabilityZone = step.AvailabilityZone,
            SnapshotId = step.SnapshotId,
            Size = step.SizeGiB,
            VolumeType = step.VolumeType,
            Iops = step.Iops,
            Throughput = step.Throughput,
            Encrypted = step.Encrypted,
            KmsKeyId = step.KmsKeyId,
            VolumeInitializationRate = options.InitializationRate,
            MultiAttachEnabled = options.MultiAttach ? true : null,
            TagSpecifications = [new TagSpecification { ResourceType = "volume", Tags = Tags.ToTags() }],
        };
        request.ClientToken = ClientToken.Of(
        [
            "CreateVolume", step.Key, request.AvailabilityZone, IntentKey.Number(request.Size), step.VolumeType, IntentKey.Number(request.Iops), IntentKey.Number(request.Throughput), request.Encrypted?.ToString(), request.KmsKeyId,
            .. Digest.Parts(Tags),
        ], generation);
        CreateVolumeResponse response = await region.CallAsync("CreateVolume", step.Given, ec2 => ec2.CreateVolumeAsync(request, cancellationToken)).ConfigureAwait(false);
        return response.Volume?.VolumeId is not null ? response.Volume : throw Failures.AnsweredWithout("a volume", "CreateVolume", region.Name, step.Given);
    }

    /// <summary>Waits until the volume is available, or in use already.</summary>
    /// <returns>Null where it was never seen.</returns>
    private async Task<Volume?> ArriveAsync(string volumeId, TimeSpan unseenWindow, CancellationToken cancellationToken)
    {
        DateTimeOffset lastSeen = region.Time.GetUtcNow();
        bool wasSeen = false;
        bool isMissing = false;
        Volume? arrived = await Patience.UntilAsync(region.Time, region.Settings.VolumeWindow, AskAsync, s_pause, s_longestPause, cancellationToken).ConfigureAwait(false);
        return isMissing && !wasSeen ? null
            : isMissing ? throw Failed($"The volume {volumeId} of {step.SnapshotId} was begun, and AWS took it back.", "The key may not be one that the caller and EBS can use: check -KmsKeyId and the key of the snapshot.")
            : arrived ?? throw new AmiException(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"The volume {volumeId} of {step.SnapshotId} is not available after {region.Settings.VolumeWindow.TotalMinutes:0} minutes. Nothing was attached or detached.") { ResourceId = volumeId, Region = region.Name, Remedy = "Run the same command again: it goes on with this volume." };

        async Task<Volume?> AskAsync(CancellationToken token)
        {
            if (await region.VolumeAsync(volumeId, token).ConfigureAwait(false) is not { } volume || volume.State?.Value is "deleting" or "deleted")
            {
                isMissing = region.Time.GetUtcNow() - lastSeen >= unseenWindow;
                return isMissing ? new Volume() : null;
            }

            (wasSeen, lastSeen) = (true, region.Time.GetUtcNow());
            if (volume.State?.Value == "error")
            {
                await RemoveAsync(volumeId, token).ConfigureAwait(false);
                throw Failed($"The volume {volumeId} of {step.SnapshotId} ended in error, and was removed.", "The key may not be one that the caller and EBS can use: check -KmsKeyId and the key of the snapshot. Then run the command again.");
            }

            return volume.State?.Value is "available" or "in-use" ? volume : null;
        }
    }

    private async Task<Volume> TagAsync(Volume volume, CancellationToken cancellationToken)
    {
        Dictionary<string, string> missing = TagRules.Missing(Tags, volume.Tags.ToDictionary());
        if (missing.Count == 0) return volume;
        await region.Tags.AddAsync(new Dictionary<string, Dictionary<string, string>> { [volume.VolumeId!] = missing }, cancellationToken).ConfigureAwait(false);
        volume.Tags = TagRules.Merge(volume.Tags.ToDictionary(), missing).ToTags();
        return volume;
    }

    private async Task RemoveAsync(string volumeId, CancellationToken cancellationToken)
    {
        try
        {
            await region.CallAsync("DeleteVolume", volumeId, ec2 => ec2.DeleteVolumeAsync(new DeleteVolumeRequest { VolumeId = volumeId }, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            if (!failure.IsNotFound()) await events.WarnAsync($"The failed volume {volumeId} in {region.Name} could not be removed: {failure.Message}").ConfigureAwait(false);
        }
    }

    private AmiException Failed(string message, string remedy) => new(AmiErrorCodes.VolumeFailed, AmiErrorKind.Failed, message) { ResourceId = step.Given, Region = region.Name, Remedy = remedy };
}

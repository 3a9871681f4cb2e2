using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>
/// Puts one volume in the place of another one. The tags that say what is being done are on before the old one is taken off: whatever breaks, either this run puts the old one back, or the next run of the same
/// command goes on.
/// </summary>
internal sealed class VolumeSwap(RegionSession region, Volume old, FormerPlace place, string newVolumeId, IEngineEvents events)
{
    private readonly VolumeMoves _moves = new(region, place.InstanceId);

    /// <summary>Swaps them.</summary>
    /// <exception cref="AmiException">The new one did not get into its place; the message says whether the old one is back.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (old.At(place.InstanceId) is not null) await _moves.MayAttachAsync(newVolumeId, place.Device, cancellationToken).ConfigureAwait(false);
        await TagAsync(cancellationToken).ConfigureAwait(false);
        // From here on a stop of the command has to wait a little: half a swap is worse than a whole one.
        using Grace grace = new(region.Time, region.Settings.CleanUpWindow, cancellationToken);
        try
        {
            if (old.At(place.InstanceId) is not null) await _moves.DetachAsync(old.VolumeId!, grace.Token).ConfigureAwait(false);
            await _moves.AttachAsync(newVolumeId, place.Device, grace.Token).ConfigureAwait(false);
        }
        catch (AmiException failure)
        {
            AmiException? trouble = await UndoAsync().ConfigureAwait(false);
            throw failure.As(failure.Code, failure.Kind, $"{place.Device} of {place.InstanceId} did not get {newVolumeId}: {failure.Message} {State(trouble)}", newVolumeId, trouble is null ? failure.Remedy : Remedy);
        }
        catch (OperationCanceledException)
        {
            if (await UndoAsync().ConfigureAwait(false) is { } trouble)
            {
                await events.FailAsync(trouble.As(AmiErrorCodes.VolumeNotAttached, trouble.Kind, $"{place.Device} of {place.InstanceId} did not get {newVolumeId} before the command was stopped. {State(trouble)}", old.VolumeId, Remedy)).ConfigureAwait(false);
            }

            throw;
        }
    }

    private string Remedy => $"Run the same command again: it goes on from there. Or put the old one back: Add-EC2Volume -VolumeId {old.VolumeId} -InstanceId {place.InstanceId} -Device {place.Device} -Region {region.Name}.";

    private string State(AmiException? trouble) => trouble is null ? $"The old volume {old.VolumeId} is attached there as before; {newVolumeId} is kept." : $"The old volume {old.VolumeId} could not be put back: {trouble.Message}";

    private Task TagAsync(CancellationToken cancellationToken) => region.Tags.AddAsync(new Dictionary<string, Dictionary<string, string>>
    {
        [old.VolumeId!] = new() { [AmiToolsTags.DetachedFrom] = place.ToString(), [AmiToolsTags.ReplacedBy] = newVolumeId },
    }, cancellationToken);

    /// <summary>Brings the machine back to what it was.</summary>
    private Task<AmiException?> UndoAsync() => CleanUp.RunAsync(region.Settings.CleanUpWindow, async token =>
    {
        if (await region.VolumeAsync(newVolumeId, token).ConfigureAwait(false) is { } fresh && fresh.At(place.InstanceId) is not null)
        {
            // Somebody may have written to it: it is no fresh copy of its snapshot any more.
            await region.Tags.AddAsync(new Dictionary<string, Dictionary<string, string>> { [newVolumeId] = new() { [AmiToolsTags.AttachedTo] = $"{place.InstanceId} {place.Device}" } }, token).ConfigureAwait(false);
            await _moves.DetachAsync(newVolumeId, token).ConfigureAwait(false);
        }

        bool stays = await region.VolumeAsync(old.VolumeId!, token).ConfigureAwait(false) is { } was && was.At(place.InstanceId)?.State?.Value is "attached" or "attaching";
        if (!stays)
        {
            // One that the machine has not let go of yet can only be attached again when it has.
            await _moves.DetachAsync(old.VolumeId!, token).ConfigureAwait(false);
            await _moves.AttachAsync(old.VolumeId!, place.Device, token).ConfigureAwait(false);
            if (place.DeleteOnTermination) await _moves.SetFateAsync(place.Device, true, token).ConfigureAwait(false);
        }

        DeleteTagsRequest untag = new() { Resources = [old.VolumeId!], Tags = [new Tag(AmiToolsTags.DetachedFrom), new Tag(AmiToolsTags.ReplacedBy)] };
        await region.CallAsync("DeleteTags", old.VolumeId, ec2 => ec2.DeleteTagsAsync(untag, token)).ConfigureAwait(false);
    });
}

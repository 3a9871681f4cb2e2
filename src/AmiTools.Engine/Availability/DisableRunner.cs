using Amazon.EC2.Model;
using AmiTools.Engine.Access;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Availability;

/// <summary>Disables images, each after its sharing is written into its tags and read from there again. Whatever stops it before that leaves the image as it was, and tags that the next run puts right.</summary>
internal sealed class DisableRunner(EngineSession session, DisablePlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    public IAsyncEnumerable<AmiAvailability> RunAsync(CancellationToken cancellationToken) => plan.RunAsync(session, events, step => (step.Outcome.ImageId, step.Outcome.Region),
        async (step, token) => step.Outcome.Changed ? await DisableAsync(session.In(step.Outcome.Region), step, token).ConfigureAwait(false) : step.Outcome, cancellationToken);

    private async Task<AmiAvailability> DisableAsync(RegionSession region, AvailabilityStep step, CancellationToken cancellationToken)
    {
        AmiAvailability planned = step.Outcome;
        // Somebody may have thought about the plan for an hour, and what AWS takes now it never gives back: what counts is the sharing of this moment.
        string[] sharedWith = await Permissions.OfImageAsync(region, planned.ImageId, planned.AccountId, cancellationToken).ConfigureAwait(false);
        // Where nobody is named now, an earlier list stays: this may be the moment after an earlier run's call, which AWS carried out and does not show everywhere yet.
        IReadOnlyList<string> kept = sharedWith.Length > 0 ? await KeepAsync(region, step.Image, sharedWith, cancellationToken).ConfigureAwait(false) : KeptAccess.ReadOrNobody(step.Image);
        AmiChangeReceipt receipt = _receipts.New(AmiChangeKind.Disabled, planned.Region, planned.AccountId, planned.ImageId, planned.Name, step.Action, new AmiFormerState
        {
            State = planned.PreviousState, SharedWith = sharedWith,
            SnapshotsSharedWith = planned.Snapshots.Where(snapshot => snapshot.IsKnown).ToDictionary(snapshot => snapshot.SnapshotId, snapshot => snapshot.SharedWith, StringComparer.Ordinal),
        });
        await _receipts.ChangeAsync(receipt, () => region.CallAsync("DisableImage", planned.ImageId, ec2 => ec2.DisableImageAsync(new DisableImageRequest { ImageId = planned.ImageId }, cancellationToken))).ConfigureAwait(false);
        return new AmiAvailability
        {
            Region = planned.Region, AccountId = planned.AccountId, ImageId = planned.ImageId, Name = planned.Name, PreviousState = planned.PreviousState, State = planned.State,
            RemovedAccess = sharedWith, KeptAccess = kept, Snapshots = planned.Snapshots, Receipt = receipt,
        };
    }

    /// <summary>Writes the tags, reads them again, and takes away the parts of an older, longer list. What does not fit is the journal's alone.</summary>
    /// <returns>Whom the tags name now.</returns>
    private async Task<IReadOnlyList<string>> KeepAsync(RegionSession region, Ami image, string[] sharedWith, CancellationToken cancellationToken)
    {
        bool fits = KeptAccess.Fits(image, sharedWith);
        if (!fits && plan.Options.Session.Journal is null) throw DisablePlanner.TooLong(image, sharedWith);
        IReadOnlyDictionary<string, string> wanted = fits ? KeptAccess.Write(sharedWith) : new Dictionary<string, string>();
        string[] stale = [.. KeptAccess.Keys(image.Tags).Except(wanted.Keys)];
        try
        {
            // First what is too much: fifty tags may be there already, and this list is only read once the image is disabled.
            await region.Tags.RemoveAsync(image.ImageId, stale, cancellationToken).ConfigureAwait(false);
            if (wanted.All(tag => image.Tags.GetValueOrDefault(tag.Key) == tag.Value)) return fits ? sharedWith : [];
            await region.Tags.AddAsync(new Dictionary<string, Dictionary<string, string>> { [image.ImageId] = wanted.ToDictionary(StringComparer.Ordinal) }, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            throw failure.As(AmiErrorCodes.AccessNotKept, failure.Kind, $"{image.ImageId} in {image.Region} is not disabled: with whom it is shared could not be kept in its tags. {failure.Message}", image.ImageId, failure.Remedy);
        }

        object? kept = await Patience.UntilAsync(region.Time, region.Settings.VisibilityWindow, async token =>
            await region.Images.OneAsync(image.ImageId, token).ConfigureAwait(false) is { } read && wanted.All(tag => read.Tag(tag.Key) == tag.Value) ? (object)read : null,
            TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), cancellationToken).ConfigureAwait(false);
        if (kept is not null) return sharedWith;
        throw new AmiException(AmiErrorCodes.AccessNotKept, AmiErrorKind.Timeout, $"{image.ImageId} in {image.Region} is not disabled: the tags that keep with whom it is shared were written, and AWS does not show them.")
        {
            ResourceId = image.ImageId, Region = image.Region, Remedy = "Run the command again.",
        };
    }
}

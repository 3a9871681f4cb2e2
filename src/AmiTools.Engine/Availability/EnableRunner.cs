using Amazon.EC2.Model;
using AmiTools.Engine.Access;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Availability;

/// <summary>Enables images and shares them again. The tags that say with whom go last, so that a run that was broken off anywhere is finished by the next one.</summary>
internal sealed class EnableRunner(EngineSession session, EnablePlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    public IAsyncEnumerable<AmiAvailability> RunAsync(CancellationToken cancellationToken) =>
        plan.RunAsync(session, events, step => (step.Outcome.ImageId, step.Outcome.Region), RunAsync, cancellationToken);

    private async Task<AmiAvailability> RunAsync(AvailabilityStep step, CancellationToken cancellationToken)
    {
        if (step.Outcome.Changed) step.Outcome.Receipt = await _receipts.ChangeAsync(Receipt(step), () => EnableAsync(session.In(step.Outcome.Region), step, cancellationToken)).ConfigureAwait(false);
        return step.Outcome;
    }

    // A disabled image is shared with nobody; of one that is enabled and only shared again, the list is not read.
    private AmiChangeReceipt Receipt(AvailabilityStep step) => _receipts.New(AmiChangeKind.Enabled, step.Outcome.Region, step.Outcome.AccountId, step.Outcome.ImageId, step.Outcome.Name, step.Action,
        new AmiFormerState { State = step.Outcome.PreviousState, SharedWith = step.Outcome.PreviousState == ImageStates.Disabled ? [] : null, Tags = step.Image.Tags });

    private async Task EnableAsync(RegionSession region, AvailabilityStep step, CancellationToken cancellationToken)
    {
        EnableImageRequest request = new() { ImageId = step.Image.ImageId };
        if (step.Outcome.State != step.Outcome.PreviousState) await region.CallAsync("EnableImage", step.Image.ImageId, ec2 => ec2.EnableImageAsync(request, cancellationToken)).ConfigureAwait(false);
        if (step.Outcome.RestoredAccess.Count > 0) await RestoreAsync(region, step, cancellationToken).ConfigureAwait(false);
    }

    private async Task RestoreAsync(RegionSession region, AvailabilityStep step, CancellationToken cancellationToken)
    {
        string imageId = step.Image.ImageId;
        try
        {
            // AWS shares no disabled image, and one of its servers may not know yet that this one no longer is.
            await Patience.UntilAsync(region.Time, region.Settings.NamedResourceWindow, async token =>
                await region.Images.OneAsync(imageId, token).ConfigureAwait(false) is { } read && read.IsAvailable() ? read : null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), cancellationToken).ConfigureAwait(false);
            ModifyImageAttributeRequest request = new() { ImageId = imageId, LaunchPermission = new LaunchPermissionModifications { Add = [.. step.Outcome.RestoredAccess.Select(Principals.ToLaunchPermission)] } };
            await region.CallAsync("ModifyImageAttribute", imageId, ec2 => ec2.ModifyImageAttributeAsync(request, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            throw failure.As(AmiErrorCodes.AccessNotRestored, failure.Kind, $"{imageId} in {region.Name} is enabled, but not shared again with {Principals.Show(step.Outcome.RestoredAccess)}; its tags keep who that is. {failure.Message}", imageId,
                $"{failure.Remedy} Run Enable-Ami {imageId} -Region {region.Name} -RestoreAccess again; Grant-AmiAccess shares it with some of them.".Trim());
        }

        try
        {
            await region.Tags.RemoveAsync(imageId, KeptAccess.Keys(step.Image.Tags), cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            await events.FailAsync(failure.As(AmiErrorCodes.TaggingFailed, failure.Kind, $"{imageId} in {region.Name} is enabled and shared again, but its tags {AmiToolsTags.Access}1, ... could not be taken off: {failure.Message}", imageId)).ConfigureAwait(false);
        }
    }
}

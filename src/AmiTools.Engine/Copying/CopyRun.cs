using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Images;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine.Copying;

/// <summary>Makes one copy of one image in one region.</summary>
internal sealed class CopyRun(RegionSession region, CopyStep step, CopyOptions options, ExistingCopies existing, DateTimeOffset deadline, ReceiptBook receipts, IEngineEvents events)
{
    private readonly CopyTags _tags = CopyTags.Of(step.Source, options);

    /// <summary>What it is about.</summary>
    public CopyStep Step => step;

    /// <summary>Makes the copy, or joins the one that is there.</summary>
    /// <exception cref="AmiException">What became of it instead, with the region.</exception>
    public async Task<AmiCopy> RunAsync(CancellationToken cancellationToken)
    {
        CopyMatch match = existing.Of(step.Source.Region, step.Source.ImageId, step.Name);
        CopyCreation creation = new(region, step, options, _tags, events);
        Remnants remnants = new(region);
        foreach (Image dead in match.Dead)
        {
            await remnants.RemoveAsync(dead, cancellationToken).ConfigureAwait(false);
            creation.Bury(dead.ImageId!);
        }

        if (match.Live is { } live) return await FinishAsync(live, existed: true, BirthTags.None, null, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            try
            {
                return await CreateAsync(creation, cancellationToken).ConfigureAwait(false);
            }
            catch (CopyRefusedLate refused) when (region.Time.GetUtcNow() < deadline)
            {
                // More copies than AWS runs at a time: it may accept one too many, and let it fail.
                creation.Bury(refused.ImageId);
                await events.SayAsync($"AWS gave up the copy of {step.Source.ImageId} to {region.Name} because too many ran at a time; making it again.").ConfigureAwait(false);
                await Task.Delay(region.Settings.SlowestPoll, region.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<AmiCopy> CreateAsync(CopyCreation creation, CancellationToken cancellationToken)
    {
        using CopySlots.Place place = await region.CopySlots.TakeAsync(step.Source.SnapshotIds.Count, events, cancellationToken).ConfigureAwait(false);
        AmiChangeReceipt receipt = await receipts.NewCreationAsync(region.Name, step.Name, $"Copy {step.Source.ImageId} from {step.Source.Region}", cancellationToken).ConfigureAwait(false);
        (Image image, bool existed) = await receipts.CreateAsync(receipt, () => creation.RunAsync(deadline, cancellationToken), made => made.Existed ? null : made.Image.ImageId).ConfigureAwait(false);
        place.Started(image.ImageId!);
        try
        {
            return await FinishAsync(image, existed, existed ? BirthTags.None : creation.TaggedAtBirth, existed ? null : receipt, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Whoever does not wait, or stops waiting, leaves the copy running.
            if (!_ended) place.Leave(region.Time.GetUtcNow());
        }
    }

    private bool _ended;

    private async Task<AmiCopy> FinishAsync(Image image, bool existed, BirthTags taggedAtBirth, AmiChangeReceipt? receipt, CancellationToken cancellationToken)
    {
        CopyDeprecation deprecation = new(region, options.DeprecateAt, events);
        bool deprecated = await deprecation.TryAsync(image, isLast: image.IsFinished() || !options.Wait, cancellationToken).ConfigureAwait(false);
        if (image.IsDead() || (options.Wait && !image.IsFinished())) image = await WaitAsync(image.ImageId!, cancellationToken).ConfigureAwait(false);
        _ended = image.IsFinished();
        if (!deprecated) await deprecation.TryAsync(image, isLast: true, cancellationToken).ConfigureAwait(false);
        image = await new TagCheck(region, _tags.Image, _tags.Snapshots, events).RunAsync(image, taggedAtBirth, cancellationToken).ConfigureAwait(false);
        return image.ToCopy(region, step.Source, existed, receipt);
    }

    private async Task<Image> WaitAsync(string imageId, CancellationToken cancellationToken)
    {
        ImageWait wait = new(region, imageId, $"Copy {step.Source.ImageId} to {region.Name} ({imageId})")
        {
            Given = step.Source.ImageId, FailureCode = AmiErrorCodes.CopyFailed, MissingWindow = region.Settings.VisibilityWindow,
        };
        try
        {
            return await wait.RunAsync(deadline, events, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Code == AmiErrorCodes.CopyFailed)
        {
            _ended = true;
            await new Leftovers(region, events).RemoveAsync(imageId).ConfigureAwait(false);
            if (failure.Message.Contains("ResourceLimitExceeded", StringComparison.Ordinal) || failure.Message.Contains("Too many snapshot copies", StringComparison.OrdinalIgnoreCase)) throw new CopyRefusedLate(imageId, failure);
            throw failure.As(failure.Code, failure.Kind, $"The copy of {step.Source.ImageId} from {step.Source.Region} to {region.Name} failed: {failure.Message}", step.Source.ImageId,
                "Mend the cause and run the command again: it makes the copies that are missing, and no other.");
        }
    }
}

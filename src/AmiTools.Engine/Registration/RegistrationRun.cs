using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine.Registration;

/// <summary>Registers one image, or returns the one that is there. What fails is deregistered; the snapshots are the user's and stay.</summary>
internal sealed class RegistrationRun(RegionSession region, RegistrationStep step, bool waits, DateTimeOffset deadline, ReceiptBook receipts, IEngineEvents events)
{
    private readonly string _attempt = region.Session.Environment.NewId().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Registers it.</summary>
    /// <exception cref="AmiException">What became of it instead.</exception>
    public async Task<AmiRegistration> RunAsync(CancellationToken cancellationToken)
    {
        // Hours may have passed between the plan and the answer to its question.
        RegisteredImages match = RegisteredImages.Of(await region.Images.OwnByNameAsync([step.Name], cancellationToken).ConfigureAwait(false), step.SnapshotId, step.ImageLocation);
        if (match.Live is { } live) return await FinishAsync(live.ImageId!, live, step.Tags, BirthTags.None, existed: true, null, cancellationToken).ConfigureAwait(false);
        foreach (Image dead in match.Dead) await region.DeregisterAsync(dead.ImageId!, cancellationToken).ConfigureAwait(false);

        Dictionary<string, string> tags = TagRules.Merge(step.Tags, [KeyValuePair.Create(AmiToolsTags.Attempt, _attempt)]);
        NamedCreation creation = new(region, "RegisterImage", step.Name, _attempt, step.Given, image => RegisteredImages.IsOf(image, step.SnapshotId, step.ImageLocation), events);
        AmiChangeReceipt receipt = await receipts.NewCreationAsync(region.Name, step.Name, step.Action, cancellationToken).ConfigureAwait(false);
        NewImage made = await receipts.CreateAsync(receipt, () => creation.RunAsync(birth => RegisterAsync(birth == BirthTags.None ? null : tags, cancellationToken), cancellationToken), image => image.IsOurs ? image.ImageId : null).ConfigureAwait(false);
        return await FinishAsync(made.ImageId, null, made.IsOurs ? tags : step.Tags, creation.BirthTags, existed: !made.IsOurs, made.IsOurs ? receipt : null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> RegisterAsync(Dictionary<string, string>? tags, CancellationToken cancellationToken)
    {
        RegisterImageRequest request = step.Machine.ToRequest(step.Name, step.Description, step.BlockDevices);
        request.ImageLocation = step.ImageLocation;
        if (tags is not null) request.TagSpecifications = [new TagSpecification { ResourceType = "image", Tags = tags.ToTags() }];
        AmiException? unseen = null;
        // A snapshot of a moment ago that one of AWS's reads has shown may be unknown to another for a while.
        RegisterImageResponse? response = await Patience.UntilAsync(region.Time, region.Settings.NamedResourceWindow, AskAsync, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), cancellationToken).ConfigureAwait(false);
        return response is null ? throw unseen! : response.ImageId;

        async Task<RegisterImageResponse?> AskAsync(CancellationToken token)
        {
            try
            {
                return await region.CallAsync("RegisterImage", step.Given, ec2 => ec2.RegisterImageAsync(request, token)).ConfigureAwait(false);
            }
            catch (AmiException failure) when (failure.Code == AmiErrorCodes.SnapshotNotFound)
            {
                unseen = failure;
                return null;
            }
        }
    }

    private async Task<AmiRegistration> FinishAsync(string imageId, Image? there, IReadOnlyDictionary<string, string> tags, BirthTags birth, bool existed, AmiChangeReceipt? receipt, CancellationToken cancellationToken)
    {
        ImageWait wait = new(region, imageId, $"Register {imageId} from {step.Given}") { Given = step.Given, FailureCode = AmiErrorCodes.RegistrationFailed, MissingWindow = region.Settings.VisibilityWindow };
        Image image = there ?? await wait.SeeAsync(events, cancellationToken).ConfigureAwait(false);
        if (image.IsDead() || (waits && !image.IsFinished())) image = await WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        // A registered image has snapshots that were there before it, and their tags are not its.
        image = await new TagCheck(region, tags, new Dictionary<string, string>(), events).RunAsync(image, birth, cancellationToken).ConfigureAwait(false);
        return RegisteredImages.Result(image, region, step.SnapshotId, step.ImageLocation, step.KnownFrom, existed, receipt);
    }

    private async Task<Image> WaitAsync(ImageWait wait, CancellationToken cancellationToken)
    {
        try
        {
            return await wait.RunAsync(deadline, events, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Code == AmiErrorCodes.RegistrationFailed)
        {
            AmiException? left = await CleanUp.RunAsync(region.Settings.CleanUpWindow, token => region.DeregisterAsync(wait.ImageId, token)).ConfigureAwait(false);
            if (left is not null) await events.FailAsync(left.As(AmiErrorCodes.LeftoverNotRemoved, left.Kind, $"The failed image {wait.ImageId} in {region.Name} could not be deregistered: {left.Message}", wait.ImageId, "Run the command again: it removes it.")).ConfigureAwait(false);
            throw failure.As(failure.Code, failure.Kind, $"The image '{step.Name}' of {step.Given} failed: {failure.Message}", step.Given, "Mend the cause and run the command again. The snapshots are as they were.");
        }
    }
}

using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine.Storing;

/// <summary>Makes the images of a plan's approved steps.</summary>
internal sealed class ImportRunner(EngineSession session, ImportPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    /// <summary>Yields each image as it is begun, or available where it is waited for.</summary>
    public IAsyncEnumerable<AmiImport> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + plan.Options.Timeout;
        return plan.RunAsync(session, events, step => (step.Given, step.Region),
            (step, token) => new ImportRun(session.In(step.Region), step, plan.Options, deadline, _receipts, events).RunAsync(token), cancellationToken, plan.Options.Wait);
    }
}

/// <summary>Makes one image of one object, or returns the one that is made of it. The call has no token: the object's tag, put on at birth, tells what it has made.</summary>
internal sealed class ImportRun(RegionSession region, ImportStep step, ImportOptions options, DateTimeOffset deadline, ReceiptBook receipts, IEngineEvents events)
{
    private readonly StoredObject _stored = new(step.BucketName, step.ObjectKey);
    private readonly string _attempt = region.Session.Environment.NewId().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Makes it.</summary>
    /// <exception cref="AmiException">What became of it instead.</exception>
    public async Task<AmiImport> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Image> made = await _stored.ImagesAsync(region, options.Name, cancellationToken).ConfigureAwait(false);
        if (made.Where(image => !image.IsDead()).MaxBy(image => image.CreatedAt()) is { } live) return await FinishAsync(live.ImageId!, live, options.Tag, BirthTags.None, existed: true, null, cancellationToken).ConfigureAwait(false);
        Remnants remnants = new(region);
        foreach (Image dead in made) await remnants.RemoveAsync(dead, cancellationToken).ConfigureAwait(false);

        Dictionary<string, string> own = new(StringComparer.Ordinal) { [AmiToolsTags.Attempt] = _attempt, [AmiToolsTags.StoredObject] = _stored.TagValue };
        Dictionary<string, string> tags = TagRules.Merge(options.Tag, own);
        NamedCreation creation = new(region, "CreateRestoreImageTask", options.Name ?? $"{_stored}", _attempt, step.Given, image => image.Tag(AmiToolsTags.StoredObject) == _stored.TagValue, events) { Find = FindAsync };
        AmiChangeReceipt receipt = await receipts.NewCreationAsync(region.Name, options.Name ?? "", step.Action, cancellationToken).ConfigureAwait(false);
        NewImage image = await receipts.CreateAsync(receipt, () => creation.RunAsync(async birth =>
            (await region.CallAsync("CreateRestoreImageTask", step.Given, ec2 => ec2.CreateRestoreImageTaskAsync(Request(tags, birth), cancellationToken)).ConfigureAwait(false)).ImageId, cancellationToken), made => made.IsOurs ? made.ImageId : null).ConfigureAwait(false);
        return await FinishAsync(image.ImageId, null, image.IsOurs ? tags : options.Tag, image.IsOurs ? creation.BirthTags : BirthTags.None, existed: !image.IsOurs, image.IsOurs ? receipt : null, cancellationToken).ConfigureAwait(false);
    }

    private CreateRestoreImageTaskRequest Request(Dictionary<string, string> tags, BirthTags birth) => new()
    {
        Bucket = step.BucketName,
        ObjectKey = step.ObjectKey,
        Name = options.Name,
        TagSpecifications = birth == BirthTags.None ? null : [.. (birth == BirthTags.Image ? new[] { "image" } : ["image", "snapshot"]).Select(kind => new TagSpecification { ResourceType = kind, Tags = tags.ToTags() })],
    };

    private async Task<Image?> FindAsync(CancellationToken cancellationToken) => (await _stored.ImagesAsync(region, options.Name, cancellationToken).ConfigureAwait(false)).FirstOrDefault(image => !image.IsDead());

    private async Task<AmiImport> FinishAsync(string imageId, Image? there, IReadOnlyDictionary<string, string> tags, BirthTags birth, bool existed, AmiChangeReceipt? receipt, CancellationToken cancellationToken)
    {
        ImageWait wait = new(region, imageId, $"Make {imageId} of {_stored}") { Given = step.Given, FailureCode = AmiErrorCodes.ImportFailed, MissingWindow = region.Settings.VisibilityWindow };
        Image image = there ?? await wait.SeeAsync(events, cancellationToken).ConfigureAwait(false);
        if (image.IsDead() || (options.Wait && !image.IsFinished())) image = await WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        image = await new TagCheck(region, tags, options.Tag, events).RunAsync(image, birth, cancellationToken).ConfigureAwait(false);
        return _stored.Result(image, region, existed, receipt);
    }

    private async Task<Image> WaitAsync(ImageWait wait, CancellationToken cancellationToken)
    {
        try
        {
            return await wait.RunAsync(deadline, events, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Code == AmiErrorCodes.ImportFailed)
        {
            await new Leftovers(region, events).RemoveAsync(wait.ImageId).ConfigureAwait(false);
            throw failure.As(failure.Code, failure.Kind, $"The image of {_stored} failed: {failure.Message}", step.Given, "Mend the cause and run the command again; nothing is left of the failed image but what other errors name. The object in the bucket is as it was.");
        }
    }
}

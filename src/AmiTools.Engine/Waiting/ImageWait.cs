using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>One wait for one image.</summary>
internal sealed class ImageWait(RegionSession region, string imageId, string activity) : ResourceWait<ImageObservation>(region, region.Watch, imageId)
{
    private readonly ImageProgress _progress = new($"{region.Name}/{imageId}", null, activity);

    /// <summary>The image.</summary>
    public string ImageId => Id;

    /// <summary>The code of the failure where the image ends badly.</summary>
    public string FailureCode { get; init; } = AmiErrorCodes.ImageFailed;

    /// <summary>Waits until the image is available.</summary>
    /// <exception cref="AmiException">It ended badly, is not there, cannot be looked at, or the time is over.</exception>
    public async Task<Image> RunAsync(DateTimeOffset deadline, IEngineEvents events, CancellationToken cancellationToken)
    {
        ImageObservation last = await LookAsync(IsOver, deadline, events, cancellationToken).ConfigureAwait(false);
        if (last.Image is { } image) return image.IsAvailable() ? image : throw Ended(image, last);
        throw last.Failure ?? Missing();
    }

    /// <summary>Waits until the image can be seen at all, and returns it in whatever state it is.</summary>
    /// <exception cref="AmiException">It is not there, or cannot be looked at.</exception>
    public async Task<Image> SeeAsync(IEngineEvents events, CancellationToken cancellationToken)
    {
        ImageObservation last = await LookAsync(look => look.Image is not null || IsOver(look), Region.Time.GetUtcNow() + MissingWindow + Region.Settings.VisibilityWindow, events, cancellationToken).ConfigureAwait(false);
        return last.Image ?? throw last.Failure ?? Missing();
    }

    protected override bool IsEnded(ImageObservation look) => look.Image!.IsAvailable() || look.Image!.IsDead() || look.Image!.State?.Value == "disabled";

    protected override ProgressReport Report(ImageObservation look) => _progress.Report(look);

    protected override ProgressReport End(string status) => _progress.End(status);

    protected override AmiException TimedOut() => new(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"{Id} in {Region.Name} is not available yet, and the time given for waiting is over. Nothing was undone: AWS goes on with it.")
    {
        ResourceId = Given ?? Id, Region = Region.Name, Remedy = $"Wait on with: Wait-Ami -ImageId {Id} -Region {Region.Name}, or run the same command again.",
    };

    private AmiException Missing() => new(AmiErrorCodes.ImageNotFound, AmiErrorKind.NotFound, WasThere
        ? $"{Id} in {Region.Name} went away while it was waited for: somebody deregistered it."
        : $"There is no image {Id} in {Region.Name}.")
    {
        ResourceId = Given ?? Id, Region = Region.Name, Remedy = "Check the id and the region: an image is only seen in its own region, by its owner and those it is shared with.",
    };

    private AmiException Ended(Image image, ImageObservation look)
    {
        if (!image.IsDead())
        {
            return new AmiException(AmiErrorCodes.ImageNotAvailable, AmiErrorKind.InvalidState, $"{Id} in {Region.Name} is {image.State?.Value} and will not become available by waiting.")
            {
                ResourceId = Given ?? Id, Region = Region.Name, Remedy = $"Enable it first: Enable-Ami {Id} -Region {Region.Name}.",
            };
        }

        return new AmiException(FailureCode, AmiErrorKind.Failed, $"{Id} in {Region.Name} is {image.State?.Value}: {FailureReason.Of(image, look.Snapshots, look.SnapshotFailure)}")
        {
            ResourceId = Given ?? Id, Region = Region.Name, Remedy = "Mend what AWS names, and run the command that makes it again; waiting does not help.",
        };
    }
}

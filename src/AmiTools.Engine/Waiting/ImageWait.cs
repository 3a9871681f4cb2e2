using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>One wait for one image.</summary>
internal sealed class ImageWait
{
    private readonly RegionSession _region;
    private readonly WaitProgress _progress;
    private DateTimeOffset? _missingSince;
    private bool _wasThere;
    private int _failures;

    /// <summary>Prepares a wait; nothing is called yet.</summary>
    public ImageWait(RegionSession region, string imageId, string activity)
    {
        _region = region;
        ImageId = imageId;
        _progress = new WaitProgress($"{region.Name}/{imageId}", null, activity);
        MissingWindow = region.Settings.NamedResourceWindow;
    }

    /// <summary>The image.</summary>
    public string ImageId { get; }

    /// <summary>What the user named it by; the id where he named it by that.</summary>
    public string? Given { get; init; }

    /// <summary>How long it may be missing before that counts. Longer for an image that was made a moment ago.</summary>
    public TimeSpan MissingWindow { get; init; }

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
        ImageObservation last = await LookAsync(look => look.Image is not null || IsOver(look), _region.Time.GetUtcNow() + MissingWindow + _region.Settings.VisibilityWindow, events, cancellationToken).ConfigureAwait(false);
        return last.Image ?? throw last.Failure ?? Missing();
    }

    private async Task<ImageObservation> LookAsync(Func<ImageObservation, bool> isEnough, DateTimeOffset deadline, IEngineEvents events, CancellationToken cancellationToken)
    {
        TimeSpan left = deadline - _region.Time.GetUtcNow();
        using CancellationTokenSource timeout = new(left > TimeSpan.Zero ? left : TimeSpan.Zero, _region.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        string end = "ended";
        try
        {
            return await _region.Watch.UntilAsync(ImageId, look => Enough(look, isEnough, events), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            end = "timed out";
            throw new AmiException(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"{ImageId} in {_region.Name} is not available yet, and the time given for waiting is over. Nothing was undone: AWS goes on with it.")
            {
                ResourceId = Given ?? ImageId, Region = _region.Name, Remedy = $"Wait on with: Wait-Ami -ImageId {ImageId} -Region {_region.Name}, or run the same command again.",
            };
        }
        finally
        {
            events.Progress(_progress.End(end));
        }
    }

    private bool Enough(ImageObservation look, Func<ImageObservation, bool> isEnough, IEngineEvents events)
    {
        Count(look);
        if (isEnough(look)) return true;
        events.Progress(_progress.Report(look));
        return false;
    }

    private void Count(ImageObservation look)
    {
        _failures = look.Failure is null ? 0 : _failures + 1;
        _wasThere |= look.Image is not null;
        if (look.Failure is null) _missingSince = look.Image is null ? _missingSince ?? look.At : null;
    }

    private bool IsOver(ImageObservation look)
    {
        if (look.Image is { } image) return image.IsAvailable() || image.IsDead() || image.State?.Value == "disabled";
        if (look.Failure is { } failure) return !IsPassing(failure) || _failures >= _region.Settings.PollFailures;
        // AWS's reads are not of one mind for a while: one that misses an image does not mean that it is gone.
        return look.At - _missingSince >= MissingWindow;
    }

    // What the retries could not mend may still mend itself while hours of waiting lie ahead.
    private static bool IsPassing(AmiException failure) => failure.Kind is AmiErrorKind.Connection or AmiErrorKind.Service or AmiErrorKind.LimitExceeded or AmiErrorKind.InvalidAnswer;

    private AmiException Missing() => new(AmiErrorCodes.ImageNotFound, AmiErrorKind.NotFound, _wasThere
        ? $"{ImageId} in {_region.Name} went away while it was waited for: somebody deregistered it."
        : $"There is no image {ImageId} in {_region.Name}.")
    {
        ResourceId = Given ?? ImageId, Region = _region.Name, Remedy = "Check the id and the region: an image is only seen in its own region, by its owner and those it is shared with.",
    };

    private AmiException Ended(Image image, ImageObservation look)
    {
        if (!image.IsDead())
        {
            return new AmiException(AmiErrorCodes.ImageNotAvailable, AmiErrorKind.InvalidState, $"{ImageId} in {_region.Name} is {image.State?.Value} and will not become available by waiting.")
            {
                ResourceId = Given ?? ImageId, Region = _region.Name, Remedy = "Enable the image first.",
            };
        }

        return new AmiException(FailureCode, AmiErrorKind.Failed, $"{ImageId} in {_region.Name} is {image.State?.Value}: {FailureReason.Of(image, look.Snapshots, look.SnapshotFailure)}") { ResourceId = Given ?? ImageId, Region = _region.Name };
    }
}

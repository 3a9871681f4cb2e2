using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Images;

/// <summary>
/// One creation of an image by a call that has no token (CreateImage, RegisterImage), made once whatever happens to the answer: the image's name is unique, and a birth tag tells
/// this attempt's image from others.
/// </summary>
/// <param name="region">Where.</param>
/// <param name="operation">The call.</param>
/// <param name="name">The image's name.</param>
/// <param name="attempt">The birth tag's value.</param>
/// <param name="resourceId">What the image is made of, for failures.</param>
/// <param name="isSame">Whether an image of the name is made of that: then it is what was asked for, whoever made it.</param>
/// <param name="events">Told of what broke off.</param>
internal sealed class NamedCreation(RegionSession region, string operation, string name, string attempt, string resourceId, Func<Image, bool> isSame, IEngineEvents events)
{
    private const int Tries = 3;
    private static readonly TimeSpan s_lookWindow = TimeSpan.FromMinutes(1);

    private readonly GrowingPause _busy = new(region.Time, TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2));
    private DateTimeOffset? _busyUntil;

    /// <summary>Which tags the endpoint takes at birth. Lowered when it refuses them.</summary>
    public BirthTags BirthTags { get; private set; } = BirthTags.ImageAndSnapshots;

    /// <summary>How the image is looked for where AWS gives it a name that is not known beforehand; null: by its name.</summary>
    public Func<CancellationToken, Task<Image?>>? Find { get; init; }

    /// <summary>Creates the image, or finds the one that an answer lost on the way has created.</summary>
    /// <param name="create">The call; it is given the tags that it may ask for.</param>
    /// <param name="cancellationToken">Cancels it; what AWS has begun by then is found by the next run.</param>
    public async Task<NewImage> RunAsync(Func<BirthTags, Task<string?>> create, CancellationToken cancellationToken)
    {
        for (int attempts = 1; ; attempts++)
        {
            try
            {
                string id = await create(BirthTags).ConfigureAwait(false) ?? throw Failures.AnsweredWithout("an image id", operation, region.Name, resourceId);
                return new NewImage(id, IsOurs: true);
            }
            catch (AmiException failure) when (BirthTags != BirthTags.None && IsRefusalOfTags(failure))
            {
                // An endpoint that breaks on what it does not know may have acted before.
                if (failure.OutcomeIsUnknown() && await OpenOutcome.LookAsync(failure, resourceId, () => LookAsync(TimeSpan.Zero, cancellationToken)).ConfigureAwait(false) is { } found) return found;
                BirthTags = BirthTags == BirthTags.ImageAndSnapshots ? BirthTags.Image : BirthTags.None;
                attempts--;
            }
            catch (AmiException failure) when (failure.OutcomeIsUnknown())
            {
                await events.SayAsync($"{operation} of '{name}' broke off ({failure.Message}); looking whether AWS has made the image.").ConfigureAwait(false);
                if (await OpenOutcome.LookAsync(failure, resourceId, () => LookAsync(s_lookWindow, cancellationToken)).ConfigureAwait(false) is { } found) return found;
                if (attempts == Tries)
                {
                    throw failure.As(AmiErrorCodes.OutcomeUnknown, failure.Kind, $"{operation} of '{name}' in {region.Name} broke off {Tries} times, and no image of that name can be seen: {failure.Message}", resourceId, "Run the command again: it finds what was made, and makes it where it was not.");
                }
            }
            catch (AmiException failure) when (failure.Code == AmiErrorCodes.ImageNameTaken)
            {
                // The name may be taken by an earlier try of ours whose answer was lost, or by another command that makes the same backup at the moment.
                if (await LookAsync(s_lookWindow, cancellationToken).ConfigureAwait(false) is { } found) return found;
                throw;
            }
            catch (AmiException failure) when (failure.IsBusy())
            {
                await PauseAsync(failure, cancellationToken).ConfigureAwait(false);
                attempts--;
            }
        }
    }

    /// <summary>The image of the name, if it is ours or the same one; null where nothing of the name comes up, or what comes up is somebody else's.</summary>
    private async Task<NewImage?> LookAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        Image? image = await Patience.UntilAsync(region.Time, window, LookOnceAsync, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), cancellationToken).ConfigureAwait(false);
        if (image is null) return null;
        if (image.Tag(AmiToolsTags.Attempt) == attempt) return new NewImage(image.ImageId!, IsOurs: true);
        // Without birth tags, what it is made of is all that tells whether it is meant.
        return isSame(image) && !image.IsDead() ? new NewImage(image.ImageId!, IsOurs: BirthTags == BirthTags.None) : null;
    }

    private async Task<Image?> LookOnceAsync(CancellationToken cancellationToken) =>
        Find is not null ? await Find(cancellationToken).ConfigureAwait(false) : (await region.Images.OwnByNameAsync([name], cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    private async Task PauseAsync(AmiException failure, CancellationToken cancellationToken)
    {
        _busyUntil ??= region.Time.GetUtcNow() + region.Settings.BusyWindow;
        if (region.Time.GetUtcNow() >= _busyUntil) throw failure;
        await events.SayAsync($"AWS has too much to do for '{name}' at the moment ({failure.AwsCode}); trying again.").ConfigureAwait(false);
        await _busy.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the endpoint refused, or broke on, the tags that a creation asked for.</summary>
    /// <remarks>Foreign implementations of EC2 know fewer kinds of tag specifications. Some say so, each in words of its own; some have no answer at all.</remarks>
    public static bool IsRefusalOfTags(AmiException failure) => failure.Kind == AmiErrorKind.NotSupported || (failure.Kind == AmiErrorKind.InvalidInput && failure.Code != AmiErrorCodes.InvalidTag
        && (failure.Message.Contains("taggable", StringComparison.OrdinalIgnoreCase) || failure.Message.Contains("TagSpecification", StringComparison.OrdinalIgnoreCase) || failure.Message.Contains("tag specification", StringComparison.OrdinalIgnoreCase)));
}

/// <summary>An image that was created, or found where the creation's answer was lost.</summary>
/// <param name="ImageId">The image.</param>
/// <param name="IsOurs">False where another command made it at the same time.</param>
internal sealed record NewImage(string ImageId, bool IsOurs);

/// <summary>Which resources get their tags with the call that makes them.</summary>
internal enum BirthTags
{
    /// <summary>None: all tags are put on afterwards.</summary>
    None,

    /// <summary>The image; its snapshots are tagged afterwards.</summary>
    Image,

    /// <summary>The image and its snapshots, as on AWS.</summary>
    ImageAndSnapshots,
}

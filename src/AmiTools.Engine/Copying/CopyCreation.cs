using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Copying;

/// <summary>
/// Begins one copy. The call has a token, so that AWS answers a repeated call with the first call's image; where that image is dead by now (it failed and was removed, or somebody deregistered it),
/// the next generation of the token makes a new one.
/// </summary>
internal sealed class CopyCreation(RegionSession region, CopyStep step, CopyOptions options, CopyTags tags, IEngineEvents events)
{
    private const int Generations = 50;
    private const int Tries = 3;
    private static readonly TimeSpan s_firstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestLook = TimeSpan.FromSeconds(15);

    private readonly HashSet<string> _dead = [];

    /// <summary>What got its tags with the call that made it. Lowered when the endpoint refuses them.</summary>
    public BirthTags TaggedAtBirth { get; private set; } = BirthTags.ImageAndSnapshots;

    /// <summary>Tells that an image of this copy is dead, so that it is not taken for the result of the next call.</summary>
    public void Bury(string imageId) => _dead.Add(imageId);

    /// <summary>Begins the copy, and returns its image as soon as AWS shows it.</summary>
    /// <returns>The image, and whether it was there before.</returns>
    public async Task<(Image Image, bool Existed)> RunAsync(DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        for (int generation = 0; generation < Generations; generation++)
        {
            (string? id, Image? other) = await CallAsync(generation, deadline, cancellationToken).ConfigureAwait(false);
            if (other is not null) return (other, true);
            if (_dead.Contains(id!)) continue;
            if (await SeeAsync(id!, cancellationToken).ConfigureAwait(false) is { } image) return (image, false);
            await events.SayAsync($"AWS answered the copy of {step.Source.ImageId} to {region.Name} with {id}, which is gone; asking for a new one.").ConfigureAwait(false);
            Bury(id!);
        }

        throw new AmiException(AmiErrorCodes.CopyFailed, AmiErrorKind.Failed, $"AWS answered the copy of {step.Source.ImageId} to {region.Name} {Generations} times with an image that is gone.")
        {
            ResourceId = step.Source.ImageId, Region = region.Name, Operation = "CopyImage", Remedy = "Give another -Name.",
        };
    }

    private async Task<(string? Id, Image? Other)> CallAsync(int generation, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        GrowingPause busy = new(region.Time, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2));
        int tries = 0;
        while (true)
        {
            try
            {
                CopyImageRequest request = Request(generation);
                CopyImageResponse response = await region.CallAsync("CopyImage", step.Source.ImageId, ec2 => ec2.CopyImageAsync(request, cancellationToken)).ConfigureAwait(false);
                return (response.ImageId ?? throw Failures.AnsweredWithout("an image id", "CopyImage", region.Name, step.Source.ImageId), null);
            }
            catch (AmiException failure) when (failure.Code == AmiErrorCodes.ImageNameTaken)
            {
                // Another command makes the same copy at the moment, or AWS did not show this one's earlier try.
                if (await FindAsync(cancellationToken).ConfigureAwait(false) is { } found) return (null, found);
                throw;
            }
            catch (AmiException failure) when (failure.IsBusy() && region.Time.GetUtcNow() < deadline)
            {
                await events.SayAsync($"AWS copies as many snapshots to {region.Name} as it can at the moment ({failure.AwsCode}); trying again.").ConfigureAwait(false);
                await busy.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (AmiException failure) when (TaggedAtBirth != BirthTags.None && NamedCreation.IsRefusalOfTags(failure))
            {
                TaggedAtBirth = TaggedAtBirth == BirthTags.ImageAndSnapshots ? BirthTags.Image : BirthTags.None;
            }
            catch (AmiException failure) when (failure.OutcomeIsUnknown() && ++tries < Tries)
            {
                // The same token again: whether the first call arrived or not, there will be one image.
                await events.SayAsync($"The copy of {step.Source.ImageId} to {region.Name} broke off ({failure.Message}); asking again with the same token.").ConfigureAwait(false);
                await Task.Delay(s_longestLook, region.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (AmiException failure) when (tries > 0 && failure.LeavesOpen())
            {
                throw failure.As(AmiErrorCodes.OutcomeUnknown, failure.Kind, $"The copy of {step.Source.ImageId} to {region.Name} broke off, and what became of it is not known: {failure.Message}", step.Source.ImageId, "Run the same command again: it finds the copy, and makes it where there is none.");
            }
        }
    }

    private CopyImageRequest Request(int generation)
    {
        CopyImageRequest request = new()
        {
            SourceImageId = step.Source.ImageId,
            SourceRegion = step.Source.Region,
            Name = step.Name,
            Description = step.Description.Length == 0 ? null : step.Description,
            Encrypted = step.Encrypted ? true : null,
            KmsKeyId = step.KmsKeyId,
            TagSpecifications = tags.At(TaggedAtBirth),
            SnapshotCopyCompletionDurationMinutes = options.CompletionDuration is { } duration ? (long)duration.TotalMinutes : null,
        };
        request.ClientToken = ClientToken.Of(
        [
            region.Name, request.SourceRegion, request.SourceImageId, request.Name, request.Description, request.Encrypted?.ToString(), request.KmsKeyId,
            request.SnapshotCopyCompletionDurationMinutes?.ToString(CultureInfo.InvariantCulture), TaggedAtBirth.ToString(),
            .. Digest.Parts(tags.Image.Concat(tags.Snapshots)),
        ], generation);
        return request;
    }

    private Task<Image?> FindAsync(CancellationToken cancellationToken) => Patience.UntilAsync(region.Time, TimeSpan.FromMinutes(1),
        async token => (await ExistingCopies.ReadAsync(region, [step.Name], token).ConfigureAwait(false)).Of(step.Source.Region, step.Source.ImageId, step.Name).Live, s_firstLook, s_longestLook, cancellationToken);

    /// <summary>The image when AWS shows it; null where it is gone.</summary>
    private async Task<Image?> SeeAsync(string id, CancellationToken cancellationToken)
    {
        bool gone = false;
        return await Patience.UntilAsync<object>(region.Time, region.Settings.VisibilityWindow, async token =>
        {
            if (await region.Images.OneAsync(id, token).ConfigureAwait(false) is { } image) return image;
            gone = await IsGoneAsync(id, token).ConfigureAwait(false);
            return gone ? id : null;
        }, s_firstLook, s_longestLook, cancellationToken).ConfigureAwait(false) as Image;
    }

    /// <summary>AWS answers for an id that was deregistered with an empty list, and for one that it does not know (yet) with an error: only by id are the two told apart.</summary>
    private async Task<bool> IsGoneAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            DescribeImagesRequest request = new() { ImageIds = [id], IncludeDeprecated = true, IncludeDisabled = true };
            DescribeImagesResponse response = await region.CallAsync("DescribeImages", id, ec2 => ec2.DescribeImagesAsync(request, cancellationToken)).ConfigureAwait(false);
            return (response.Images ?? []).All(image => image.State?.Value == "deregistered");
        }
        catch (AmiException failure) when (failure.Code == AmiErrorCodes.ImageNotFound)
        {
            return false;
        }
        catch (AmiException failure) when (failure.Code == AmiErrorCodes.ImageNotAvailable)
        {
            return true;
        }
    }
}

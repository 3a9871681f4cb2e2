using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Images;

/// <summary>Looks whether an image and its snapshots have the tags that they were to be born with, and puts on what is missing. A failure of that is told; the image is there all the same.</summary>
internal sealed class TagCheck(RegionSession region, IReadOnlyDictionary<string, string> imageTags, IReadOnlyDictionary<string, string> snapshotTags, IEngineEvents events)
{
    /// <summary>Checks, and mends.</summary>
    /// <param name="image">The image as it was read last.</param>
    /// <param name="birth">What was tagged at birth, so that it need not be looked at again while the image is pending.</param>
    /// <param name="cancellationToken">Cancels it; the next run goes on.</param>
    /// <returns>The image with the tags that it has now.</returns>
    public async Task<Image> RunAsync(Image image, BirthTags birth, CancellationToken cancellationToken)
    {
        try
        {
            Dictionary<string, Dictionary<string, string>> missing = new(StringComparer.Ordinal) { [image.ImageId!] = TagRules.Missing(imageTags, image.Tags.ToDictionary()) };
            // An endpoint that dropped the image's tags has surely dropped the snapshots' too; one that kept them is believed until the snapshots are read for the wait anyway.
            if (birth != BirthTags.ImageAndSnapshots || missing[image.ImageId!].Count > 0 || image.IsAvailable())
            {
                foreach (Snapshot snapshot in await SnapshotsAsync(image, cancellationToken).ConfigureAwait(false)) missing[snapshot.SnapshotId!] = TagRules.Missing(snapshotTags, snapshot.Tags.ToDictionary());
            }

            await region.Tags.AddAsync(missing, cancellationToken).ConfigureAwait(false);
            if (missing[image.ImageId!].Count > 0) image.Tags = TagRules.Merge(image.Tags.ToDictionary(), missing[image.ImageId!]).ToTags();
        }
        catch (AmiException failure)
        {
            await events.FailAsync(failure).ConfigureAwait(false);
        }

        return image;
    }

    private async Task<IEnumerable<Snapshot>> SnapshotsAsync(Image image, CancellationToken cancellationToken)
    {
        if (snapshotTags.Count == 0) return [];
        IReadOnlyList<string> named = image.SnapshotIds();
        Snapshot[] snapshots = named.Count > 0
            ? [.. (await region.Snapshots.ByIdAsync(named, cancellationToken).ConfigureAwait(false)).Values]
            : [.. (await region.Snapshots.MadeForAsync([image.ImageId!], cancellationToken).ConfigureAwait(false))[image.ImageId!]];
        if (snapshots.Length == 0 && !image.IsAvailable()) await events.WarnAsync($"AWS does not name the snapshots of {image.ImageId} yet, so that their tags cannot be checked: a second run, or one with -Wait, does it.").ConfigureAwait(false);
        return snapshots;
    }
}

using Amazon.EC2.Model;
using AmiTools.Engine.Copying;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Restoring;

/// <summary>The copies of images that a region has.</summary>
internal sealed class BackupCopies
{
    private readonly IReadOnlyList<Image> _images;

    private BackupCopies(IReadOnlyList<Image> images) => _images = images;

    /// <summary>Reads what may be a copy of one of the images: by AWS's own field, and by the module's tag, which endpoints without that field keep.</summary>
    /// <param name="region">Where the copies are.</param>
    /// <param name="sources">The images, each with its region; <c>*</c> where that is not known.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<BackupCopies> ReadAsync(RegionSession region, IReadOnlyCollection<(string Region, string ImageId)> sources, CancellationToken cancellationToken)
    {
        List<Image> images = [];
        foreach ((string Region, string ImageId)[] batch in sources.Distinct().Chunk(Query.FilterValues))
        {
            Filter[] ways = [Query.Filter("source-image-id", batch.Select(source => source.ImageId)), Query.Filter($"tag:{AmiToolsTags.Parent}", batch.Select(source => $"{source.Region}/{source.ImageId}"))];
            foreach (Filter way in ways) images.AddRange(await region.Images.OwnAsync([way], cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false));
        }

        return new BackupCopies([.. images.DistinctBy(image => image.ImageId)]);
    }

    /// <summary>The copies of an image, the newest first; a null region means any.</summary>
    public IEnumerable<Image> Of(string? sourceRegion, string sourceId) => _images
        .Where(image => ExistingCopies.IsCopyOf(image, sourceRegion ?? image.Parent().Region ?? "", sourceId))
        .OrderByDescending(image => image.CreatedAt());
}

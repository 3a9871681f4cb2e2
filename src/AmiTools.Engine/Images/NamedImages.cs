using Amazon.EC2.Model;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Images;

/// <summary>The images that references name: the caller's own, and for commands that do not change them also those of others. A reference that names no region is looked for in all regions of the session.</summary>
internal sealed class NamedImages
{
    private NamedImages(IReadOnlyList<NamedImage> found, IReadOnlyList<MissingImage> missing, IReadOnlyList<AmiException> problems)
    {
        Found = found;
        Missing = missing;
        Problems = problems;
    }

    /// <summary>The images that there are, in the order in which they were named.</summary>
    public IReadOnlyList<NamedImage> Found { get; }

    /// <summary>The references that no region has, all of which answered.</summary>
    public IReadOnlyList<MissingImage> Missing { get; }

    /// <summary>Ids that are none, regions that are none or did not answer, images of somebody else's.</summary>
    public IReadOnlyList<AmiException> Problems { get; }

    /// <summary>Reads them.</summary>
    /// <param name="session">The caller.</param>
    /// <param name="options">Whose regions count for references that name none.</param>
    /// <param name="references">What the user gave; the same thing given twice counts once.</param>
    /// <param name="window">How long an image that is not seen may have been made a moment ago; zero asks once.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <param name="alsoForeign">Whether images of somebody else's count as found, rather than as problems.</param>
    public static async Task<NamedImages> ReadAsync(EngineSession session, SessionOptions options, IReadOnlyList<ResourceReference> references, TimeSpan window, CancellationToken cancellationToken, bool alsoForeign = false)
    {
        List<AmiException> problems = [.. references.Where(reference => !reference.IsWellFormed("ami")).DistinctBy(reference => (reference.Id, reference.Region)).Select(ResourceIds.NotAnImage)];
        Whereabouts places = await Whereabouts.ResolveAsync(session, options, references.Where(reference => reference.IsWellFormed("ami")), problems, cancellationToken).ConfigureAwait(false);
        NamedRead<Image>[] reads = await NamedReads.ReadAsync(places, window, (region, ids, token) => region.Images.OwnByIdAsync(ids, token), (region, ids, token) => region.Images.ByIdAsync(ids, token), cancellationToken).ConfigureAwait(false);
        problems.AddRange(reads.Select(read => read.Failure).OfType<AmiException>());

        List<NamedImage> found = [];
        List<MissingImage> missing = [];
        foreach (ResourceReference reference in places.References)
        {
            RegionSession[] regions = places.Of(reference);
            NamedRead<Image>[] where = [.. reads.Where(read => regions.Contains(read.Region))];
            NamedImage[] own = [.. where.Where(read => read.Own.ContainsKey(reference.Id)).Select(read => new NamedImage(reference, read.Region, read.Own[reference.Id]))];
            if (own.Length == 0 && alsoForeign) own = [.. where.Where(read => read.Foreign.ContainsKey(reference.Id)).Select(read => new NamedImage(reference, read.Region, read.Foreign[reference.Id]))];
            Image? foreign = where.Select(read => read.Foreign.GetValueOrDefault(reference.Id)).FirstOrDefault(image => image is not null);
            if (own.Length > 0) found.AddRange(own);
            else if (foreign is not null) problems.Add(NotOwned(reference, foreign, where));
            else if (where.Length > 0 && where.All(read => read.Failure is null)) missing.Add(new MissingImage(reference, regions));
        }

        // The same image given with its region and without it is one.
        return new NamedImages([.. found.DistinctBy(image => (image.Image.ImageId, image.Region.Name))], missing, problems);
    }

    private static AmiException NotOwned(ResourceReference reference, Image image, NamedRead<Image>[] where) =>
        new(AmiErrorCodes.ImageNotOwned, AmiErrorKind.Denied, $"{reference.Id} belongs to {image.ImageOwnerAlias ?? image.OwnerId ?? "another account"}, and only its owner can change it.")
        {
            ResourceId = reference.Given, Region = where.First(read => read.Foreign.ContainsKey(reference.Id)).Region.Name, Remedy = "Use the owner's credentials (-ProfileName or -RoleArn).",
        };
}

/// <summary>An image that a reference names.</summary>
/// <param name="Reference">What the user gave.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Image">The image.</param>
internal sealed record NamedImage(ResourceReference Reference, RegionSession Region, Image Image);

/// <summary>A reference that names no image.</summary>
/// <param name="Reference">What the user gave.</param>
/// <param name="Regions">Where it was looked for.</param>
internal sealed record MissingImage(ResourceReference Reference, IReadOnlyList<RegionSession> Regions);

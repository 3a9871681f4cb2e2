using Amazon.EC2.Model;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Copying;

/// <summary>The images that are to be copied, read in bulk, and what keeps them from being copied at all.</summary>
internal static class CopySources
{
    /// <summary>Reads the images. Those that cannot be copied are problems and not in the answer.</summary>
    public static async Task<IReadOnlyList<(Ami Image, string Given)>> ReadAsync(EngineSession session, CopyOptions options, List<AmiException> problems, CancellationToken cancellationToken)
    {
        problems.AddRange(options.ImageId.Where(image => !image.IsWellFormed("ami")).Select(ResourceIds.NotAnImage));
        if (options.ImageId.Count == 0) problems.Add(new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, "No image is given.") { Remedy = "Give -ImageId, or pipe images in." });
        ResourceReference[] asked = [.. options.ImageId.Where(image => image.IsWellFormed("ami")).DistinctBy(image => (image.Id, image.Region))];
        IReadOnlyList<string> everywhere = asked.Any(image => image.Region is null) ? await ResolveAsync(session, options.Session.Region, problems, cancellationToken).ConfigureAwait(false) : [];
        string[] own = [.. asked.Select(image => image.Region).OfType<string>().Distinct()];
        IReadOnlyList<string> known = own.Length > 0 ? await ResolveAsync(session, own, problems, cancellationToken).ConfigureAwait(false) : [];
        var reads = await Task.WhenAll(known.Union(everywhere).Select(async region =>
        {
            ResourceReference[] here = [.. asked.Where(image => image.Region == region || (image.Region is null && everywhere.Contains(region)))];
            return await ReadAsync(session.In(region), here, cancellationToken).ConfigureAwait(false);
        })).ConfigureAwait(false);
        problems.AddRange(reads.SelectMany(read => read.Problems));
        HashSet<ResourceReference> settled = [.. reads.SelectMany(read => read.Settled)];
        problems.AddRange(asked.Where(image => !settled.Contains(image) && (image.Region is null ? everywhere.Count > 0 : known.Contains(image.Region))).Select(ResourceIds.ImageNotFound));
        return [.. reads.SelectMany(read => read.Images).DistinctBy(source => (source.Image.Region, source.Image.ImageId))];
    }

    private static async Task<Read> ReadAsync(RegionSession region, ResourceReference[] asked, CancellationToken cancellationToken)
    {
        Read read = new([], [], []);
        try
        {
            Dictionary<string, Image> images = await region.Images.ByIdAsync(asked.Select(image => image.Id), cancellationToken).ConfigureAwait(false);
            Dictionary<string, Snapshot> snapshots = await region.Snapshots.UsableAsync(images.Values.Where(image => image.IsAvailable()).SelectMany(image => image.SnapshotIds()), cancellationToken).ConfigureAwait(false);
            foreach (ResourceReference reference in asked)
            {
                if (!images.TryGetValue(reference.Id, out Image? image)) continue;
                read.Settled.Add(reference);
                if (Problem(region, reference, image, snapshots) is { } problem) read.Problems.Add(problem);
                else read.Images.Add((image.ToAmi(region.Name, region.Time.GetUtcNow()), reference.Given));
            }
        }
        catch (AmiException failure)
        {
            // One failure for the region; its images are not said to be missing besides.
            read.Problems.Add(failure);
            read.Settled.UnionWith(asked);
        }

        return read;
    }

    private static AmiException? Problem(RegionSession region, ResourceReference given, Image image, Dictionary<string, Snapshot> snapshots)
    {
        if (!image.IsAvailable())
        {
            return new AmiException(AmiErrorCodes.ImageNotAvailable, AmiErrorKind.InvalidState, $"{image.ImageId} in {region.Name} is {image.State?.Value} and cannot be copied{(image.StateReason?.Message is { Length: > 0 } reason ? $": {reason}" : "")}.")
            {
                ResourceId = given.Given, Region = region.Name, Remedy = image.State?.Value == "pending" ? $"Wait for it first: Wait-Ami -ImageId {image.ImageId} -Region {region.Name}." : "Only available images can be copied.",
            };
        }

        string[] unusable = [.. image.SnapshotIds().Where(id => !snapshots.ContainsKey(id))];
        if (unusable.Length > 0)
        {
            return new AmiException(AmiErrorCodes.CopyNotAllowed, AmiErrorKind.Denied, $"{image.ImageId} in {region.Name} cannot be copied: its snapshots {string.Join(", ", unusable)} are not yours and not shared with you, or gone.")
            {
                ResourceId = given.Given, Region = region.Name, Remedy = $"Ask the owner ({image.OwnerId}) to share the snapshots too, and their key where they are encrypted.",
            };
        }

        string[] archived = [.. image.SnapshotIds().Select(id => snapshots[id]).Where(snapshot => snapshot.StorageTier?.Value == "archive" && snapshot.RestoreExpiryTime is null).Select(snapshot => snapshot.SnapshotId!)];
        return archived.Length == 0 ? null : new AmiException(AmiErrorCodes.ImageNotAvailable, AmiErrorKind.InvalidState, $"{image.ImageId} in {region.Name} cannot be copied: its snapshots {string.Join(", ", archived)} are archived.")
        {
            ResourceId = given.Given, Region = region.Name, Remedy = "Restore the snapshots from the archive first; that takes up to 72 hours.",
        };
    }

    private static async Task<IReadOnlyList<string>> ResolveAsync(EngineSession session, IReadOnlyList<string> patterns, List<AmiException> problems, CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> unresolved) = await session.Regions.ResolveAsync(patterns, cancellationToken).ConfigureAwait(false);
        problems.AddRange(unresolved);
        return regions;
    }

    /// <param name="Images">Those that can be copied.</param>
    /// <param name="Problems">Why others cannot.</param>
    /// <param name="Settled">Those of which something is known.</param>
    private sealed record Read(List<(Ami Image, string Given)> Images, List<AmiException> Problems, HashSet<ResourceReference> Settled);
}

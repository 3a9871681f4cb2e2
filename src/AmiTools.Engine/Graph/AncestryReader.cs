using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Graph;

/// <summary>Asks AWS where images came from, where their own fields lead to an image that cannot be read: once for each image where the trail ends.</summary>
internal sealed class AncestryReader(EngineSession session, Estate estate, GraphScope scope)
{
    /// <summary>The failures: one a region, because what one image is refused all are.</summary>
    public List<AmiException> Failures { get; } = [];

    /// <summary>Reads what is missing.</summary>
    /// <returns>Whether anything was found.</returns>
    public async Task<bool> ReadAsync(GraphDraft draft, CancellationToken cancellationToken)
    {
        (string Root, string Region)[] trails = [.. scope.Roots.Where(root => root.Kind == GraphNodeKinds.Image).Select(root => draft.Walk.Find(root.Id)).OfType<GraphNode>()
            .Select(node => (Node: node, End: EndOfTrail(node, draft))).Where(trail => trail.End is not null).DistinctBy(trail => trail.End).Select(trail => (trail.Node.Id, trail.Node.Region))];
        int before = estate.Ancestry.Count;
        await Parallel.ForEachAsync(trails.GroupBy(trail => trail.Region), cancellationToken, async (region, token) => await ReadAsync(region.Key, region.Select(trail => trail.Root), token).ConfigureAwait(false)).ConfigureAwait(false);
        return estate.Ancestry.Count > before;
    }

    /// <summary>The first ancestor that cannot be read; null where the trail is known to its end.</summary>
    private string? EndOfTrail(GraphNode image, GraphDraft draft)
    {
        string start = image.Id;
        HashSet<string> seen = [];
        while (IsReadable(image) && seen.Add(image.Id))
        {
            if (draft.Walk.EdgesOf(image.Id).Where(edge => edge.From == image.Id && edge.Kind is GraphEdgeKind.CopiedFrom or GraphEdgeKind.MadeFrom).Select(edge => draft.Walk.Find(edge.To)).FirstOrDefault(node => node?.Kind == GraphNodeKinds.Image) is not { } parent) return null;
            image = parent;
        }

        // AWS's own images are where every trail ends. Where the root itself is not there, nothing can be asked.
        return IsReadable(image) || image.OwnerAlias is "amazon" or "aws-marketplace" || image.Id == start ? null : image.Id;
    }

    private bool IsReadable(GraphNode image) => image.Presence == GraphPresence.Present && image.AccountId == estate.AccountId;

    private async Task ReadAsync(string region, IEnumerable<string> images, CancellationToken cancellationToken)
    {
        try
        {
            foreach (string image in images)
            {
                GetImageAncestryResponse response = await session.In(region).CallAsync("GetImageAncestry", image, ec2 => ec2.GetImageAncestryAsync(new GetImageAncestryRequest { ImageId = image }, cancellationToken)).ConfigureAwait(false);
                Add(region, response.ImageAncestryEntries ?? []);
            }
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            lock (Failures) Failures.Add(failure);
        }
    }

    private void Add(string region, List<ImageAncestryEntry> entries)
    {
        lock (estate.Ancestry)
        {
            foreach (ImageAncestryEntry entry in entries.Where(entry => !string.IsNullOrEmpty(entry.ImageId)))
            {
                estate.Ancestry.Add(new Ancestor(region, entry.ImageId!, Some(entry.SourceImageRegion), Some(entry.SourceImageId), entry.CreationDate, Some(entry.ImageOwnerAlias)));
                // The entries stand in the order of descent, each beginning where the one before it pointed to.
                region = Some(entry.SourceImageRegion) ?? region;
            }
        }
    }

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

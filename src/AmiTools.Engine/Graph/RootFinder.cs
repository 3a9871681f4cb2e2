using AmiTools.Engine.Ids;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Graph;

/// <summary>Says where a graph begins, and in which regions it is looked for.</summary>
internal sealed class RootFinder(EngineSession session, GraphOptions options, IEngineEvents events)
{
    /// <summary>The roots and the regions; null where roots were given and none of them can be meant.</summary>
    public async Task<Beginning?> FindAsync(CancellationToken cancellationToken)
    {
        (string Kind, string Prefix, IReadOnlyList<ResourceReference> Given)[] kinds =
        [
            (GraphNodeKinds.Image, "ami", options.ImageId),
            (GraphNodeKinds.Snapshot, "snap", options.SnapshotId),
            (GraphNodeKinds.Instance, "i", options.InstanceId),
            (GraphNodeKinds.Volume, "vol", options.VolumeId),
        ];
        List<GraphRoot> roots = [];
        foreach ((string kind, string prefix, IReadOnlyList<ResourceReference> given) in kinds)
        {
            foreach (ResourceReference reference in given)
            {
                if (reference.IsWellFormed(prefix)) roots.Add(new GraphRoot(kind, reference.Id, reference.Region ?? "", reference));
                else await events.FailAsync(Malformed(kind, prefix, reference)).ConfigureAwait(false);
            }
        }

        // A mistyped id must not turn into a graph of everything.
        if (roots.Count == 0 && kinds.Any(kind => kind.Given.Count > 0)) return null;
        IReadOnlyList<string> regions = await RegionsAsync(roots, cancellationToken).ConfigureAwait(false);
        List<GraphRoot> within = [];
        foreach (GraphRoot root in roots.DistinctBy(root => (root.Id, root.Region)))
        {
            if (root.Region.Length == 0 || regions.Contains(root.Region)) within.Add(root with { Region = root.Region.Length == 0 && regions.Count == 1 ? regions[0] : root.Region });
            else await events.FailAsync(Elsewhere(root, regions)).ConfigureAwait(false);
        }

        return regions.Count == 0 || roots.Count > 0 && within.Count == 0 ? null : new Beginning([.. within.DistinctBy(root => root.Id)], regions);
    }

    /// <summary>No such resource, and nothing that refers to it.</summary>
    public static AmiException NotFound(GraphRoot root)
    {
        (string code, string what) = root.Kind switch
        {
            GraphNodeKinds.Image => (AmiErrorCodes.ImageNotFound, "image"),
            GraphNodeKinds.Snapshot => (AmiErrorCodes.SnapshotNotFound, "snapshot"),
            GraphNodeKinds.Volume => (AmiErrorCodes.VolumeNotFound, "volume"),
            _ => (AmiErrorCodes.InstanceNotFound, "instance"),
        };
        return new AmiException(code, AmiErrorKind.NotFound, $"There is no {what} {root.Id}{(root.Region.Length == 0 ? " in the regions that were asked" : $" in {root.Region}")}, and nothing there refers to one.")
        {
            ResourceId = root.Given.Given, Region = root.Region.Length == 0 ? null : root.Region, Remedy = "Check the id and the region; -Region * looks in all of them.",
        };
    }

    private async Task<IReadOnlyList<string>> RegionsAsync(List<GraphRoot> roots, CancellationToken cancellationToken)
    {
        // Without a region of the command, those of the roots are meant; the default one only for roots that know none.
        List<string> patterns = [.. options.Session.Region];
        if (patterns.Count == 0)
        {
            patterns.AddRange(roots.Select(root => root.Region).Where(region => region.Length > 0).Distinct());
            if (patterns.Count == 0 || roots.Any(root => root.Region.Length == 0)) patterns.Add(session.Regions.Default);
        }

        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> problems) = await session.Regions.ResolveAsync(patterns, cancellationToken).ConfigureAwait(false);
        foreach (AmiException problem in problems) await events.FailAsync(problem).ConfigureAwait(false);
        return regions;
    }

    private static AmiException Malformed(string kind, string prefix, ResourceReference given)
    {
        string code = kind switch { GraphNodeKinds.Image => AmiErrorCodes.InvalidImageId, GraphNodeKinds.Snapshot => AmiErrorCodes.InvalidSnapshotId, GraphNodeKinds.Volume => AmiErrorCodes.InvalidVolumeId, _ => AmiErrorCodes.InvalidInstanceId };
        string what = $"the id of {(kind is GraphNodeKinds.Image or GraphNodeKinds.Instance ? "an" : "a")} {kind.ToLowerInvariant()}";
        return given.Id.Length == 0 ? ResourceIds.Nothing(code, what) : new AmiException(code, AmiErrorKind.InvalidInput, $"'{given.Given}' is not {what}.")
        {
            ResourceId = given.Given, Region = given.Region, Remedy = $"Such an id is {prefix}- and 8 or 17 hexadecimal digits.",
        };
    }

    private static AmiException Elsewhere(GraphRoot root, IReadOnlyList<string> regions) => new(AmiErrorCodes.RegionMismatch, AmiErrorKind.InvalidInput, $"{root.Id} lies in {root.Region}, and -Region says {string.Join(", ", regions)}.")
    {
        ResourceId = root.Given.Given, Region = root.Region, Remedy = $"Add {root.Region} to -Region, or leave -Region away.",
    };

    /// <param name="Roots">What the graph begins at; none for everything.</param>
    /// <param name="Regions">The regions that may be asked.</param>
    internal sealed record Beginning(IReadOnlyList<GraphRoot> Roots, IReadOnlyList<string> Regions);
}

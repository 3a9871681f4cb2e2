using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Graph;

/// <summary>Says what is wrong with a resource.</summary>
internal sealed class ProblemFinder(Estate estate, IReadOnlyDictionary<string, GraphPresence> presence, ILookup<string, GraphEdge> from, ILookup<string, GraphEdge> to)
{
    /// <summary>The problems of one resource.</summary>
    public IEnumerable<GraphProblem> Of(string id, EdgeList.Place place, bool? isOrphan)
    {
        RegionEstate? region = estate.In(place.Region);
        IEnumerable<(string Code, string Message)> problems = place.Kind switch
        {
            GraphNodeKinds.Image when region?.Images.Find(id) is { } image => OfImage(image),
            GraphNodeKinds.Snapshot when region?.Snapshots.Find(id) is { } snapshot => OfSnapshot(snapshot, isOrphan),
            GraphNodeKinds.LaunchTemplate => OfTemplate(id, region),
            _ => [],
        };
        return problems.Select(problem => new GraphProblem { Code = problem.Code, Id = id, Region = place.Region, Message = problem.Message });
    }

    private IEnumerable<(string Code, string Message)> OfImage(Image image)
    {
        if (image.IsDead()) yield return (GraphProblemCodes.ImageFailed, $"the image is {image.State}{Because(image.StateReason?.Message ?? image.StateReason?.Code)}");
        foreach (GraphEdge mapping in to[image.ImageId!].Where(edge => edge.Kind == GraphEdgeKind.Backs && edge.Certainty == GraphCertainty.Mapping))
        {
            if (Missing(mapping.From) is { } how) yield return (GraphProblemCodes.SnapshotMissing, $"{mapping.From} of {mapping.Detail} {how}: the image cannot be launched");
        }

        string[] instanceStore = [.. image.Devices().Where(device => device.VirtualName is not null).Select(device => device.DeviceName)];
        if (image.RootDeviceType?.Value == "instance-store") yield return (GraphProblemCodes.InstanceStore, "the root is instance store: the image lies in S3, and no snapshot is behind it");
        else if (instanceStore.Length > 0) yield return (GraphProblemCodes.InstanceStore, $"{string.Join(", ", instanceStore)} {(instanceStore.Length == 1 ? "is" : "are")} instance store, whose data is in no snapshot");
    }

    private IEnumerable<(string Code, string Message)> OfSnapshot(Snapshot snapshot, bool? isOrphan)
    {
        if (snapshot.State?.Value == "error") yield return (GraphProblemCodes.SnapshotFailed, $"the snapshot is in error{Because(snapshot.StateMessage)}");
        if (isOrphan == true) yield return (GraphProblemCodes.OrphanSnapshot, $"made for {string.Join(", ", from[snapshot.SnapshotId!].Where(edge => edge.Kind == GraphEdgeKind.Backs).Select(edge => edge.To))}, which is gone");
    }

    private IEnumerable<(string Code, string Message)> OfTemplate(string id, RegionEstate? region)
    {
        foreach (GraphEdge reference in from[id])
        {
            string version = $"version {reference.Detail}";
            if (TemplateEdges.IsAlias(reference.To))
            {
                yield return (GraphProblemCodes.TemplateAliasNotResolved, $"{version} names a parameter that was not resolved: any image may be meant");
            }
            else if (Missing(reference.To) is { } how)
            {
                bool isImage = reference.To.StartsWith("ami-", StringComparison.Ordinal);
                yield return (isImage ? GraphProblemCodes.TemplateImageGone : GraphProblemCodes.SnapshotMissing, $"{version} names {reference.To}, which {how}: launches fail");
            }
            else if (region?.Images.Find(reference.To) is { } image && !image.IsAvailable())
            {
                yield return (GraphProblemCodes.TemplateImageNotLaunchable, $"{version} names {reference.To}, which is {image.State}: launches fail");
            }
        }
    }

    private string? Missing(string id) => presence.GetValueOrDefault(id) switch
    {
        GraphPresence.Gone => "is gone",
        GraphPresence.InRecycleBin => "is in the Recycle Bin",
        _ => null,
    };

    private static string Because(string? reason) => string.IsNullOrEmpty(reason) ? "" : $": {reason}";
}

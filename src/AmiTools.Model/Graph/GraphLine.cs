using System.Globalization;

namespace AmiTools;

/// <summary>One resource of a drawn graph as one line.</summary>
internal sealed class GraphLine(AmiSnapshotGraph graph)
{
    private const int LongestName = 40;

    /// <summary>The line of a resource below its parent, or on top.</summary>
    public string Of(GraphNode node, GraphNode? parent) => Join(
    [
        node.Id,
        Relation(node, parent),
        Short(node.Name),
        Presence(node),
        State(node),
        .. node.Problems.Select(problem => $"! {problem.Code}"),
        node.SizeGiB is { } size ? $"{size.ToString("N0", CultureInfo.InvariantCulture)} GiB" : "",
        node.CreationDate is { } created ? Age(graph.ReadAt - created) : "",
        parent is not null && node.Region != parent.Region && node.Region.Length > 0 ? node.Region : "",
        .. Marks(node),
        Origin(node, parent),
    ]);

    /// <summary>The line of a resource that has its own line elsewhere.</summary>
    public string Mention(GraphNode node, GraphNode? parent) => Join([node.Id, Relation(node, parent), Short(node.Name), "(shown above)"]);

    /// <summary>The line of a device that no snapshot is behind.</summary>
    public static string Of(AmiBlockDevice device) => Join([device.DeviceName, device.VirtualName is { } name ? $"{name}, instance store" : $"new {device.VolumeType ?? "volume"} {device.SizeGiB} GiB", "without snapshot"]);

    private static string Short(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";

    private string Relation(GraphNode node, GraphNode? parent)
    {
        GraphEdge? edge = parent is null ? null : graph.EdgesOf(node.Id).FirstOrDefault(edge => edge.From == node.Id && edge.To == parent.Id);
        return edge switch
        {
            null => "",
            { Kind: GraphEdgeKind.CopiedFrom } => "copy",
            { Kind: GraphEdgeKind.LaunchedFrom } => "launched",
            { Kind: GraphEdgeKind.MadeFrom } when node.Kind == GraphNodeKinds.Image => "backup",
            { Kind: GraphEdgeKind.Backs, Certainty: GraphCertainty.Description } => "by description",
            { Detail.Length: > 0 } => edge.Detail,
            _ => "",
        };
    }

    private static IEnumerable<string> Marks(GraphNode node)
    {
        if (node.OwnerAlias is "amazon" or "aws-marketplace") yield return node.OwnerAlias;
        if (node is { IsDeprecated: false, DeprecationTime: { } time }) yield return $"deprecated from {time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        if (node.StorageTier == "archive") yield return "archived";
        if (node.SharedBy > 1) yield return $"behind {node.SharedBy} images";
        if (node.IsOrphan is null) yield return "orphan: unknown";
        if (node.RecycleBinExitTime is { } exit) yield return $"until {exit.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}";
    }

    // The state that a snapshot has as a rule needs no word; that of a deprecated image is not the one that its owner cares for.
    private static string State(GraphNode node) => node switch
    {
        { Kind: GraphNodeKinds.Snapshot, State: "completed" } => "",
        { IsDeprecated: true, State: "available" } => "deprecated",
        { IsDeprecated: true, State.Length: > 0 } => $"{node.State}, deprecated",
        _ => node.State,
    };

    private static string Presence(GraphNode node) => node.Presence switch
    {
        GraphPresence.Gone => "gone",
        GraphPresence.Unknown => "not read",
        GraphPresence.InRecycleBin => "in the Recycle Bin",
        _ => "",
    };

    // What a resource comes from besides the one that it is drawn below.
    private string Origin(GraphNode node, GraphNode? parent)
    {
        if (node.Kind != GraphNodeKinds.Snapshot) return "";
        return string.Join(" ", graph.EdgesOf(node.Id).Where(edge => edge.From == node.Id && edge.To != parent?.Id && edge.Kind is GraphEdgeKind.MadeFrom or GraphEdgeKind.CopiedFrom).Select(edge => $"{(edge.Kind == GraphEdgeKind.MadeFrom ? "of" : "copy of")} {edge.To}{Where(edge.To)}"));
    }

    private string Where(string id) => graph.Find(id) is { Presence: not GraphPresence.Present } node ? $" ({Presence(node)})" : "";

    private static string Age(TimeSpan age)
    {
        FormattableString text = age switch
        {
            { TotalMinutes: < 60 } => $"{Math.Max(0, (int)age.TotalMinutes)}m",
            { TotalHours: < 48 } => $"{(int)age.TotalHours}h",
            { TotalDays: < 1000 } => $"{(int)age.TotalDays}d",
            _ => $"{age.TotalDays / 365.25:0.0}y",
        };
        return FormattableString.Invariant(text);
    }

    private static string Join(IEnumerable<string> parts) => string.Join("  ", parts.Where(part => part.Length > 0));
}

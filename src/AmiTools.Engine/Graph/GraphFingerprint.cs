using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AmiTools.Engine.Graph;

/// <summary>What makes two graphs the same, as one short text.</summary>
internal static class GraphFingerprint
{
    /// <summary>The hash of a graph's canonical form: a line for each node, edge and gap, in the order of their bytes.</summary>
    public static string Of(IEnumerable<GraphNode> nodes, IEnumerable<GraphEdge> edges, IEnumerable<GraphGap> gaps)
    {
        IEnumerable<string> lines = nodes.Select(Line).Concat(edges.Select(Line)).Concat(gaps.Select(gap => Join("gap", gap.Region, gap.Kind)));
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string line in lines.Order(StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }

    private static string Line(GraphNode node) => Join("node", node.Kind, node.Id, node.Region, node.AccountId, node.Name, node.Presence.ToString(), node.State, node.SizeGiB?.ToString(CultureInfo.InvariantCulture) ?? "",
        node.CreationDate?.ToString("O", CultureInfo.InvariantCulture) ?? "", node.SharedBy.ToString(CultureInfo.InvariantCulture), node.IsOrphan?.ToString() ?? "unknown");

    private static string Line(GraphEdge edge) => Join("edge", edge.Kind.ToString(), edge.From, edge.To, edge.Certainty.ToString(), edge.Detail);

    // Names may hold any character: the length before each part keeps two different lists of parts from looking alike.
    private static string Join(params IEnumerable<string> parts) => string.Concat(parts.Select(part => $"{part.Length}:{part}|"));
}

using System.Globalization;

namespace AmiTools;

/// <summary>A graph as text: every resource once, below what it came of, then what is wrong and what could not be read.</summary>
internal sealed class GraphDrawing(AmiSnapshotGraph graph, int width)
{
    // What an id, a name and a state need. A line of descent that is too long to leave as much goes straight down from there.
    private const int RoomForText = 60;

    private readonly GraphTrees _trees = new(graph);
    private readonly GraphLine _line = new(graph);
    private readonly HashSet<string> _drawn = new(StringComparer.Ordinal);

    /// <summary>The lines.</summary>
    /// <param name="maximum">How many of each part at the most.</param>
    public IEnumerable<string> Lines(int maximum)
    {
        List<string> lines = [.. Heading()];
        List<string> lineage = [];
        string? region = null;
        foreach (GraphNode top in _trees.Tops())
        {
            if (lineage.Count >= maximum) break;
            if (_drawn.Contains(top.Id)) continue;
            if (top.Region != region)
            {
                region = top.Region;
                lineage.Add("");
                lineage.Add(region.Length == 0 ? "region not known" : region);
            }

            Draw(top, null, "  ", "  ", lineage, maximum);
        }

        lines.AddRange(lineage);
        int left = graph.Nodes.Count(node => !_drawn.Contains(node.Id) && !_trees.IsMention(node));
        if (left > 0) lines.AddRange(["", $"  ... and {left:N0} more resources: .Nodes has them all, and .Draw() draws them all."]);
        Add(lines, "Problems", '!', [.. graph.Problems.Select(problem => $"{problem.Id}{In(problem.Region)}: {problem.Message}")], maximum);
        Add(lines, "Not read: whatever depends on it is unknown, not absent", '?', [.. graph.NotRead.Select(gap => gap.ToString())], maximum);
        return lines;
    }

    private void Draw(GraphNode node, GraphNode? parent, string prefix, string below, List<string> lines, int maximum)
    {
        if (lines.Count >= maximum) return;
        bool again = !_drawn.Add(node.Id);
        lines.Add(Cut(prefix + (again ? _line.Mention(node, parent) : _line.Of(node, parent))));
        if (again) return;
        (GraphNode? Node, string Text)[] children = [.. node.DevicesWithoutSnapshot.Select(device => ((GraphNode?)null, GraphLine.Of(device))), .. _trees.Below(node).Select(child => ((GraphNode?)child, ""))];
        for (int i = 0; i < children.Length; i++)
        {
            bool last = i == children.Length - 1;
            string branch = below + (last ? "└─ " : "├─ ");
            if (children[i].Node is { } child) Draw(child, node, branch, below.Length + 3 > width - RoomForText ? below : below + (last ? "   " : "│  "), lines, maximum);
            else if (lines.Count < maximum) lines.Add(Cut(branch + children[i].Text));
        }
    }

    private IEnumerable<string> Heading()
    {
        // The names of all regions of AWS would fill two lines and tell nothing.
        string where = graph.Regions.Count <= 4 ? string.Join(", ", graph.Regions) : $"{graph.Regions.Count} regions";
        yield return $"{where}{(graph.AccountId.Length == 0 ? "" : $"  account {graph.AccountId}")}  read {graph.ReadAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC";
        string[] counts = [.. new[] { GraphNodeKinds.Image, GraphNodeKinds.Snapshot, GraphNodeKinds.Volume, GraphNodeKinds.Instance, GraphNodeKinds.LaunchTemplate }.Select(Count).OfType<string>()];
        foreach (string line in Wrap(counts.Length == 0 ? "nothing there" : string.Join(", ", counts))) yield return line;
        if (graph.EstimatedMonthlyCost > 0) yield return $"estimated storage: {graph.EstimatedMonthlyCost.ToString("N2", CultureInfo.InvariantCulture)} USD a month at the most";
    }

    private string? Count(string kind)
    {
        GraphNode[] nodes = [.. graph.Nodes.Where(node => node.Kind == kind)];
        if (nodes.Length == 0) return null;
        int away = nodes.Count(node => node.Presence != GraphPresence.Present);
        string name = kind == GraphNodeKinds.LaunchTemplate ? "launch template" : kind.ToLowerInvariant();
        return $"{nodes.Length - away:N0} {name}{(nodes.Length - away == 1 ? "" : "s")}{(away == 0 ? "" : $" (and {away:N0} not there)")}";
    }

    private void Add(List<string> lines, string heading, char mark, IReadOnlyList<string> items, int maximum)
    {
        if (items.Count == 0) return;
        lines.AddRange(["", $"{heading} ({items.Count:N0})"]);
        foreach (string item in items.Take(maximum)) lines.AddRange(Wrap($"  {mark} {item}"));
        if (items.Count > maximum) lines.Add($"  ... and {items.Count - maximum:N0} more");
    }

    private static string In(string region) => region.Length == 0 ? "" : $" ({region})";

    private string Cut(string line) => line.Length <= width ? line : line[..(width - 1)] + "…";

    private IEnumerable<string> Wrap(string text)
    {
        string rest = text;
        while (rest.Length > width)
        {
            int space = rest.LastIndexOf(' ', width - 1);
            // A word longer than the line, such as a URL, stands over its end rather than being torn.
            if (space <= 6) space = rest.IndexOf(' ', width);
            if (space < 0) break;
            yield return rest[..space];
            rest = "      " + rest[(space + 1)..];
        }

        yield return rest;
    }
}

using Amazon.EC2.Model;

namespace AmiTools.Engine.Graph;

/// <summary>What the launch templates of one region refer to.</summary>
internal sealed class TemplateEdges(EdgeList edges, RegionEstate region)
{
    /// <summary>Adds their edges.</summary>
    public void Find()
    {
        foreach (IGrouping<string, LaunchTemplateVersion> template in region.Templates.Items.Where(version => !string.IsNullOrEmpty(version.LaunchTemplateId)).GroupBy(version => version.LaunchTemplateId!))
        {
            edges.Name(GraphNodeKinds.LaunchTemplate, template.Key, region.Name);
            long? latest = template.Max(version => version.VersionNumber);
            foreach (LaunchTemplateVersion version in template) Of(version, Called(version, latest));
        }
    }

    /// <summary>Whether a template's image is the name of a parameter that stands for one.</summary>
    public static bool IsAlias(string imageId) => imageId.StartsWith("resolve:", StringComparison.Ordinal);

    private void Of(LaunchTemplateVersion version, string called)
    {
        if (version.LaunchTemplateData?.ImageId is { Length: > 0 } image)
        {
            // The same parameter stands for another image in each region.
            string id = IsAlias(image) ? $"{image}@{region.Name}" : image;
            edges.Name(GraphNodeKinds.Image, id, region.Name);
            edges.Add(GraphEdgeKind.References, version.LaunchTemplateId!, id, IsAlias(image) ? GraphCertainty.Unknown : GraphCertainty.Field, called);
        }

        foreach (LaunchTemplateBlockDeviceMapping mapping in version.LaunchTemplateData?.BlockDeviceMappings ?? [])
        {
            if (mapping.Ebs?.SnapshotId is not { Length: > 0 } snapshot) continue;
            edges.Name(GraphNodeKinds.Snapshot, snapshot, region.Name);
            edges.Add(GraphEdgeKind.References, version.LaunchTemplateId!, snapshot, GraphCertainty.Field, called);
        }
    }

    private static string Called(LaunchTemplateVersion version, long? latest) => (version.DefaultVersion == true, version.VersionNumber == latest) switch
    {
        (true, true) => $"default and latest {version.VersionNumber}",
        (true, false) => $"default {version.VersionNumber}",
        (false, true) => $"latest {version.VersionNumber}",
        _ => $"version {version.VersionNumber}",
    };
}

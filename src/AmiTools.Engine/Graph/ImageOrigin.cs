using System.Text.RegularExpressions;
using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Graph;

/// <summary>Where an image says that it comes from.</summary>
/// <param name="InstanceId">The instance that it was made of; null where none is kept.</param>
/// <param name="InstanceCertainty">How that is known.</param>
/// <param name="ParentId">The image that it was copied from, or that its instance was launched from; null where none is kept.</param>
/// <param name="ParentRegion">The region of that image; null where it is not named.</param>
/// <param name="ParentCertainty">How that is known.</param>
internal sealed partial record ImageOrigin(string? InstanceId, GraphCertainty InstanceCertainty, string? ParentId, string? ParentRegion, GraphCertainty ParentCertainty)
{
    /// <summary>What the parent is to the image. AWS keeps both in the same field: only an image that was made of an instance has the instance's image for a parent.</summary>
    public GraphEdgeKind ParentKind => InstanceId is null ? GraphEdgeKind.CopiedFrom : GraphEdgeKind.MadeFrom;

    /// <summary>The image that it was copied from, and its region where that is named; null for an image that is no copy.</summary>
    public (string? Region, string ImageId)? CopiedFrom => ParentKind == GraphEdgeKind.CopiedFrom && ParentId is { } parent ? (ParentRegion, parent) : null;

    /// <summary>What an image's fields say; where they are empty, the tags that this module puts on; where those are missing too, the console's wording in the description.</summary>
    public static ImageOrigin Of(Image image, string region)
    {
        string? field = NullIfEmpty(image.SourceImageId);
        (string? tagRegion, string? tag) = field is null ? image.Parent() : (null, null);
        (string? Region, string? Id) text = field is null && tag is null ? InDescription(image.Description) : (null, null);
        (string? instance, GraphCertainty instanceCertainty) = NullIfEmpty(image.SourceInstanceId) is { } known
            ? (known, GraphCertainty.Field)
            // A copy carries its parent's tags: there the tag names the instance of the parent.
            : (field is null && tag is null && text.Id is null ? image.Tag(AmiToolsTags.Instance) : null, GraphCertainty.Description);
        return new ImageOrigin(instance, instanceCertainty, field ?? tag ?? text.Id, field is null ? tagRegion ?? text.Region : NullIfEmpty(image.SourceImageRegion) ?? region, field is null ? GraphCertainty.Description : GraphCertainty.Field);
    }

    /// <summary>The parent that the console names in a copy's description, in its older wording and its newer one.</summary>
    public static (string? Region, string? Id) InDescription(string? description) =>
        description is not null && Copied().Match(description) is { Success: true } match ? (match.Groups["region"].Value, match.Groups["image"].Value) : (null, null);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [GeneratedRegex(@"^\[Copied (?<image>ami-(?:[0-9a-f]{17}|[0-9a-f]{8}))(?: \(.*?\))? from (?<region>[a-z]{2,}(?:-[a-z]+)+-\d+)\]")]
    private static partial Regex Copied();
}

using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Which snapshots a removal marked as an image's, in the Recycle Bin and out of it.</summary>
/// <remarks>Read as tags of the account: the bin's own listing shows no tags, and the listing of snapshots does not show what lies in the bin.</remarks>
internal static class SnapshotMarks
{
    /// <summary>The ids of the marked snapshots, by image.</summary>
    /// <exception cref="AmiException">The tags could not be read.</exception>
    public static async Task<ILookup<string, string>> ReadAsync(RegionSession region, IReadOnlyCollection<string> imageIds, CancellationToken cancellationToken)
    {
        List<(string Image, string Snapshot)> marks = [];
        foreach (string[] batch in imageIds.Chunk(Query.FilterValues))
        {
            List<TagDescription> tags = await Pages.AllAsync(region, "DescribeTags", async token =>
            {
                DescribeTagsRequest request = new()
                {
                    Filters = [Query.Filter("resource-type", "snapshot"), Query.Filter("key", batch.Select(image => AmiToolsTags.SnapshotOf + image))], MaxResults = Query.PageSize, NextToken = token,
                };
                DescribeTagsResponse page = await region.CallAsync("DescribeTags", null, ec2 => ec2.DescribeTagsAsync(request, cancellationToken)).ConfigureAwait(false);
                return (page.Tags, page.NextToken);
            }).ConfigureAwait(false);
            marks.AddRange(tags.Select(tag => (tag.Key![AmiToolsTags.SnapshotOf.Length..], tag.ResourceId!)));
        }

        return marks.ToLookup(mark => mark.Image, mark => mark.Snapshot, StringComparer.Ordinal);
    }
}

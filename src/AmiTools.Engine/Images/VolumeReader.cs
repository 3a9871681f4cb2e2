using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Images;

/// <summary>Reads the caller's volumes of one region.</summary>
internal static class VolumeReader
{
    /// <summary>The volumes of these ids that there are; by the filter, because one missing id fails a whole call by id.</summary>
    public static async Task<Dictionary<string, Volume>> VolumesAsync(this RegionSession region, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, Volume> found = new(StringComparer.Ordinal);
        foreach (string[] batch in ids.Distinct().Chunk(Query.FilterValues))
        {
            await foreach (Volume volume in region.ReadVolumesAsync([Query.Filter("volume-id", batch)], cancellationToken).ConfigureAwait(false)) found[volume.VolumeId!] = volume;
        }

        return found;
    }

    /// <summary>The volume of that id; null where there is none.</summary>
    public static async Task<Volume?> VolumeAsync(this RegionSession region, string id, CancellationToken cancellationToken) =>
        (await region.VolumesAsync([id], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(id);

    /// <summary>The volumes that have one of the values as a tag; the values may have wildcards.</summary>
    public static async Task<List<Volume>> VolumesByTagAsync(this RegionSession region, string key, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        List<Volume> found = [];
        foreach (string[] batch in values.Distinct().Chunk(Query.FilterValues))
        {
            await foreach (Volume volume in region.ReadVolumesAsync([Query.Filter($"tag:{key}", batch)], cancellationToken).ConfigureAwait(false)) found.Add(volume);
        }

        return found;
    }

    /// <summary>The value of a tag; null where the volume has none of that key.</summary>
    public static string? Tag(this Volume volume, string key) => volume.Tags?.FirstOrDefault(tag => tag.Key == key)?.Value;

    private static IAsyncEnumerable<Volume> ReadVolumesAsync(this RegionSession region, List<Filter> filters, CancellationToken cancellationToken) => Pages.EachAsync(region, "DescribeVolumes", async token =>
    {
        DescribeVolumesRequest request = new() { Filters = filters, MaxResults = Query.PageSize, NextToken = token };
        DescribeVolumesResponse page = await region.CallAsync("DescribeVolumes", null, ec2 => ec2.DescribeVolumesAsync(request, cancellationToken)).ConfigureAwait(false);
        return (page.Volumes, page.NextToken);
    });
}

using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
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
            DescribeVolumesRequest request = new() { Filters = [Query.Filter("volume-id", batch)], MaxResults = Query.PageSize };
            HashSet<string> tokens = [];
            do
            {
                DescribeVolumesResponse page = await region.CallAsync("DescribeVolumes", null, ec2 => ec2.DescribeVolumesAsync(request, cancellationToken)).ConfigureAwait(false);
                foreach (Volume volume in page.Volumes ?? []) found[volume.VolumeId!] = volume;
                request.NextToken = string.IsNullOrEmpty(page.NextToken) ? null : page.NextToken;
                if (request.NextToken is { } token && !tokens.Add(token)) throw Failures.EndlessPages("DescribeVolumes", region.Name);
            }
            while (request.NextToken is not null);
        }

        return found;
    }
}

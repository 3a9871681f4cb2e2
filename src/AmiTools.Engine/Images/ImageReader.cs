using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Images;

/// <summary>Reads images of one region. Deprecated and disabled ones are always included: a command that does not see them draws wrong conclusions.</summary>
internal sealed class ImageReader(RegionSession region)
{
    /// <summary>The images of these ids that the caller sees; the others are not in the answer.</summary>
    /// <remarks>By the filter and not by id: one missing id fails a whole call by id. Nothing is said about whose they are, so that shared and public ones are found.</remarks>
    public async Task<Dictionary<string, Image>> ByIdAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, Image> found = new(StringComparer.Ordinal);
        foreach (string[] batch in ids.Distinct().Chunk(Query.FilterValues))
        {
            // No page size here: the ids bound the answer already.
            await foreach (Image image in ReadAsync(new DescribeImagesRequest { Filters = [Query.Filter("image-id", batch)] }, batch.Length == 1 ? batch[0] : null, cancellationToken).ConfigureAwait(false))
            {
                found[image.ImageId!] = image;
            }
        }

        return found;
    }

    /// <summary>Those of the images of these ids that are the caller's own.</summary>
    public async Task<Dictionary<string, Image>> OwnByIdAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, Image> found = new(StringComparer.Ordinal);
        foreach (string[] batch in ids.Distinct().Chunk(Query.FilterValues))
        {
            await foreach (Image image in OwnAsync([Query.Filter("image-id", batch)], cancellationToken).ConfigureAwait(false)) found[image.ImageId!] = image;
        }

        return found;
    }

    /// <summary>The image of that id; null where there is none.</summary>
    public async Task<Image?> OneAsync(string id, CancellationToken cancellationToken) => (await ByIdAsync([id], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(id);

    /// <summary>The caller's own images that the filters let through, page by page.</summary>
    public IAsyncEnumerable<Image> OwnAsync(IEnumerable<Filter> filters, CancellationToken cancellationToken)
    {
        List<Filter> all = [.. filters];
        return ReadAsync(new DescribeImagesRequest { Owners = ["self"], Filters = all.Count == 0 ? null : all, MaxResults = Query.PageSize }, null, cancellationToken);
    }

    /// <summary>The images that the filters let through of these owners, or of anybody, that the caller sees, page by page.</summary>
    /// <param name="owners">Account ids and AWS's words for owners; empty for anybody.</param>
    /// <param name="executableBy"><c>self</c> for what is shared with the caller, <c>all</c> for what is public; null for either.</param>
    /// <param name="filters">AWS's filters.</param>
    /// <param name="deprecated">Whether deprecated images of others are among them.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public IAsyncEnumerable<Image> OfAsync(IReadOnlyList<string> owners, string? executableBy, IEnumerable<Filter> filters, bool deprecated, CancellationToken cancellationToken)
    {
        List<Filter> all = [.. filters];
        return ReadAsync(new DescribeImagesRequest
        {
            Owners = owners.Count == 0 ? null : [.. owners], ExecutableUsers = executableBy is null ? null : [executableBy], Filters = all.Count == 0 ? null : all, MaxResults = Query.PageSize, IncludeDeprecated = deprecated,
        }, null, cancellationToken);
    }

    /// <summary>The caller's own images of these names, to the letter.</summary>
    public async Task<List<Image>> OwnByNameAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        List<Image> found = [];
        foreach (string[] batch in names.Distinct().Chunk(Query.FilterValues))
        {
            found.AddRange(await OwnAsync([Query.Filter("name", batch.Select(Query.Literal))], cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false));
        }

        return found;
    }

    /// <summary>Which of the caller's own images use these snapshots, by snapshot.</summary>
    public async Task<ILookup<string, string>> UsersOfAsync(IEnumerable<string> snapshotIds, CancellationToken cancellationToken)
    {
        List<(string Snapshot, string Image)> users = [];
        foreach (string[] batch in snapshotIds.Distinct().Chunk(Query.FilterValues))
        {
            HashSet<string> asked = [.. batch];
            await foreach (Image image in OwnAsync([Query.Filter("block-device-mapping.snapshot-id", batch)], cancellationToken).ConfigureAwait(false))
            {
                users.AddRange(image.SnapshotIds().Where(asked.Contains).Select(snapshot => (snapshot, image.ImageId!)));
            }
        }

        return users.ToLookup(user => user.Snapshot, user => user.Image, StringComparer.Ordinal);
    }

    private IAsyncEnumerable<Image> ReadAsync(DescribeImagesRequest request, string? resourceId, CancellationToken cancellationToken)
    {
        request.IncludeDeprecated ??= true;
        request.IncludeDisabled = true;
        return Pages.EachAsync(region, "DescribeImages", async token =>
        {
            request.NextToken = token;
            DescribeImagesResponse page = await region.CallAsync("DescribeImages", resourceId, ec2 => ec2.DescribeImagesAsync(request, cancellationToken)).ConfigureAwait(false);
            return (page.Images, page.NextToken);
        });
    }
}

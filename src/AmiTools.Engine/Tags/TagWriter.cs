using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Tags;

/// <summary>Puts tags on resources of one region, in as few calls as can be.</summary>
internal sealed class TagWriter(RegionSession region)
{
    private const int ResourcesPerCall = 1000;

    /// <summary>Puts on what is missing. A resource that was made a moment ago and is not known yet is tried again for a while.</summary>
    /// <param name="missing">What each resource lacks; those that lack nothing are left out.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="AmiException"><c>TaggingFailed</c>: what is missing, and why it could not be put on.</exception>
    public async Task AddAsync(IReadOnlyDictionary<string, Dictionary<string, string>> missing, CancellationToken cancellationToken)
    {
        // Resources that lack the same tags share a call.
        foreach (var group in missing.Where(resource => resource.Value.Count > 0).GroupBy(resource => string.Join('\n', resource.Value.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}\0{tag.Value}"))))
        {
            Dictionary<string, string> tags = group.First().Value;
            foreach (string[] resources in group.Select(resource => resource.Key).Chunk(ResourcesPerCall)) await AddAsync(resources, tags, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes tags off a resource, whatever their values are. One that it does not have is no failure.</summary>
    /// <exception cref="AmiException">The call failed.</exception>
    public Task RemoveAsync(string resource, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        DeleteTagsRequest request = new() { Resources = [resource], Tags = [.. keys.Select(key => new Tag(key))] };
        return request.Tags.Count == 0 ? Task.CompletedTask : region.CallAsync("DeleteTags", resource, ec2 => ec2.DeleteTagsAsync(request, cancellationToken));
    }

    private async Task AddAsync(string[] resources, Dictionary<string, string> tags, CancellationToken cancellationToken)
    {
        CreateTagsRequest request = new() { Resources = [.. resources], Tags = tags.ToTags() };
        try
        {
            await Patience.UntilKnownAsync(region, region.Settings.VisibilityWindow, token => region.CallAsync("CreateTags", resources[0], ec2 => ec2.CreateTagsAsync(request, token)), cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure)
        {
            throw failure.As(AmiErrorCodes.TaggingFailed, failure.Kind, $"{string.Join(", ", resources)} in {region.Name} lack the tags {string.Join(", ", tags.Keys.Order(StringComparer.Ordinal))}: {failure.Message}", resources[0],
                failure.Remedy ?? "Run the command again: it puts on what is missing.");
        }
    }
}

using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Listing;

/// <summary>What a query asks of an image: as filters that AWS applies, and as a test of its own for images that were read by id and for what AWS has no filter for.</summary>
internal sealed class ImageFilter(AmiQuery query)
{
    private static readonly string[] s_dead = ["failed", "error", "invalid", "deregistered"];

    /// <summary>Whose images AWS is asked for; empty for anybody's.</summary>
    public IReadOnlyList<string> Owners => query.Owner.Count > 0 ? query.Owner : query.Visibility switch
    {
        null or AmiVisibility.Owned => [ImageQueryRules.Self],
        AmiVisibility.Marketplace => [ImageQueryRules.Marketplace],
        AmiVisibility.Amazon => [ImageQueryRules.Amazon],
        _ => [],
    };

    /// <summary>By whom AWS is asked whether they may launch them; null for any way.</summary>
    public string? ExecutableBy => query.Visibility switch { AmiVisibility.SharedWithMe => "self", AmiVisibility.Public => "all", _ => null };

    /// <summary>Whether deprecated images of others are shown. What somebody shares with one account is few, and its state is news.</summary>
    public bool ShowsDeprecated => query.IncludeDeprecated || query.Visibility is AmiVisibility.SharedWithMe || (query.Visibility is null or AmiVisibility.Owned && query.Owner.Count == 0);

    /// <summary>The filters, once for each way in which AWS can know the images. More than one where an image may match in several ways.</summary>
    public IReadOnlyList<IReadOnlyList<Filter>> ForAws()
    {
        List<Filter> common = [];
        if (query.Name.Count > 0) common.Add(Query.Filter("name", query.Name.Select(Wildcards.ForAws)));
        foreach ((string key, string? value) in query.Tag) common.Add(value is null ? Query.Filter("tag-key", Query.Literal(key)) : Query.Filter($"tag:{key}", Wildcards.ForAws(value)));
        if (query.State.Count > 0) common.Add(Query.Filter("state", query.State));
        if (query.Architecture.Count > 0) common.Add(Query.Filter("architecture", query.Architecture));
        if (IsWindows) common.Add(Query.Filter("platform", "windows"));
        if (query.RootDeviceType is { } type) common.Add(Query.Filter("root-device-type", type));
        foreach ((string name, IReadOnlyList<string> values) in query.Filter) common.Add(Query.Filter(name, values));
        // Two owners in one request mean either; an alias besides an account is a filter of its own.
        if (query.Owner.Count > 0 && query.Visibility is AmiVisibility.Marketplace) common.Add(Query.Filter("owner-alias", ImageQueryRules.Marketplace));
        if (query.Owner.Count > 0 && query.Visibility is AmiVisibility.Amazon) common.Add(Query.Filter("owner-alias", ImageQueryRules.Amazon));
        if (query.InstanceId.Count == 0) return [common];
        // AWS keeps the instance of what CreateImage made; the tag also says it of copies and of images registered from snapshots.
        return [.. Instances().Chunk(Query.FilterValues).SelectMany(ids => new IReadOnlyList<Filter>[]
        {
            [.. common, Query.Filter("source-instance-id", ids)],
            [.. common, Query.Filter($"tag:{AmiToolsTags.Instance}", ids)],
        })];
    }

    /// <summary>Whether the image is what was asked for.</summary>
    public bool Matches(Ami image) =>
        (query.Name.Count == 0 || query.Name.Any(pattern => Wildcards.Match(pattern, image.Name)))
        && query.Tag.All(tag => image.Tags.TryGetValue(tag.Key, out string? value) && (tag.Value is null || Wildcards.Match(tag.Value, value)))
        && (query.State.Count == 0 ? !query.Latest || !s_dead.Contains(image.State) : query.State.Contains(image.State, StringComparer.OrdinalIgnoreCase))
        && (query.Architecture.Count == 0 || query.Architecture.Contains(image.Architecture, StringComparer.OrdinalIgnoreCase))
        && (query.RootDeviceType is not { } type || type.Equals(image.RootDeviceType, StringComparison.OrdinalIgnoreCase))
        && (query.InstanceId.Count == 0 || (image.InstanceId is { } instance && Instances().Contains(instance)) || (image.Tags.TryGetValue(AmiToolsTags.Instance, out string? tagged) && Instances().Contains(tagged)))
        && (query.CreatedBefore is not { } before || image.CreationDate < before)
        && MatchesPlatform(image);

    private bool IsWindows => "windows".Equals(query.Platform, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> Instances() => query.InstanceId.Select(instance => instance.Id).Distinct();

    private bool MatchesPlatform(Ami image) => query.Platform switch
    {
        null => true,
        _ when IsWindows => image.Platform.StartsWith("Windows", StringComparison.OrdinalIgnoreCase),
        // Everything that is not Windows: Linux/UNIX, Red Hat Enterprise Linux, SUSE Linux, Ubuntu Pro.
        _ when "linux".Equals(query.Platform, StringComparison.OrdinalIgnoreCase) => !image.Platform.StartsWith("Windows", StringComparison.OrdinalIgnoreCase),
        { } pattern => Wildcards.Match(pattern, image.Platform, ignoreCase: true),
    };
}

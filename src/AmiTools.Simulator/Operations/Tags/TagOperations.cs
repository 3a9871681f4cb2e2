using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>CreateTags, DeleteTags and DescribeTags.</summary>
internal static class TagOperations
{
    private const int MostResources = 1000;

    private static readonly FilterSet<TagEntry> s_filters = new FilterSet<TagEntry>()
        .Text("key", entry => entry.Tag.Key)
        .Text("resource-id", entry => entry.Resource.Id)
        .Text("resource-type", entry => entry.Resource.ResourceType)
        .Text("value", entry => entry.Tag.Value);

    private readonly record struct TagEntry(SimResource Resource, KeyValuePair<string, string> Tag, long Number);

    public static void Register(OperationTable table)
    {
        table.Add<CreateTagsRequest, CreateTagsResponse>(CreateTags);
        table.Add<DeleteTagsRequest, DeleteTagsResponse>(DeleteTags);
        table.Add<DescribeTagsRequest, DescribeTagsResponse>(DescribeTags);
    }

    private static CreateTagsResponse CreateTags(CreateTagsRequest request, Call call)
    {
        var ids = Ids(request.Resources);
        List<KeyValuePair<string, string>> tags = [.. Tagging.Read(Required.List(request.Tags, "Tag"))];
        Tagging.Check(tags);
        call.AfterSyntax();
        var resources = Find(call, ids);
        foreach (var resource in resources)
            Tagging.CheckRoom(resource.Tags, tags);
        call.BeforeChange();
        foreach (var resource in resources)
            call.ChangeTags(resource, present => present.Set(tags));
        return new();
    }

    private static DeleteTagsResponse DeleteTags(DeleteTagsRequest request, Call call)
    {
        var ids = Ids(request.Resources);
        foreach (var tag in request.Tags ?? [])
        {
            if (Tagging.IsReserved(Required.Text(tag.Key, "Tag.Key")))
                throw Errors.InvalidParameterValue($"Value ( {tag.Key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use");
        }
        call.AfterSyntax();
        var resources = Find(call, ids);
        call.BeforeChange();
        foreach (var resource in resources)
            call.ChangeTags(resource, present => Remove(present, request.Tags));
        return new();
    }

    private static DescribeTagsResponse DescribeTags(DescribeTagsRequest request, Call call)
    {
        var filters = FilterTerm.Of(request.Filters);
        var fits = Compile(filters, call);
        var page = Pager.Ec2.Take(call, request.MaxResults, request.NextToken, after => Entries(call, filters, after), fits, entry => entry.Number);
        return new()
        {
            Tags = [.. page.Items.Select(entry => new TagDescription { ResourceId = entry.Resource.Id, ResourceType = entry.Resource.ResourceType, Key = entry.Tag.Key, Value = entry.Tag.Value })],
            NextToken = page.NextToken,
        };
    }

    /// <summary>A key alone goes whatever its value; with a value only where that is it; no tags at all means all of the user's.</summary>
    private static void Remove(SimTags present, List<Tag>? named)
    {
        if (named is not { Count: > 0 })
        {
            foreach (var (key, _) in present.Where(tag => !Tagging.IsReserved(tag.Key)).ToList())
                present[key] = null;
            return;
        }
        foreach (var tag in named)
        {
            if (tag.Value is null || present[tag.Key!] == tag.Value)
                present[tag.Key!] = null;
        }
    }

    /// <summary>All tags after one, numbered by their resource's sequence and their place on it; a resource never has more than a hundred.</summary>
    private static IEnumerable<TagEntry> Entries(Call call, IReadOnlyList<FilterTerm> filters, long after)
    {
        const int Places = 128;
        var resources = FilterSet<TagEntry>.ExactValues(filters, "resource-id") is { } ids
            ? ids.Select(call.Region.FindTaggable).OfType<SimResource>().Distinct().OrderBy(resource => resource.Sequence)
            : call.Region.TaggableAfter((after / Places) - 1);
        foreach (var resource in resources)
        {
            var place = 0;
            foreach (var tag in call.TagsOf(resource))
            {
                var number = (resource.Sequence * Places) + ++place;
                if (number > after)
                    yield return new(resource, tag, number);
            }
        }
    }

    /// <summary>Here tag:KEY means that very tag, not all tags of a resource that has it.</summary>
    private static Func<TagEntry, bool> Compile(IReadOnlyList<FilterTerm> filters, Call call)
    {
        var others = s_filters.Compile([.. filters.Where(filter => !filter.Name.StartsWith("tag:", StringComparison.Ordinal))], call);
        var tests = filters
            .Where(filter => filter.Name.StartsWith("tag:", StringComparison.Ordinal))
            .Select(filter => new FilterSet<TagEntry>().Text(filter.Name, entry => "tag:" + entry.Tag.Key == filter.Name ? entry.Tag.Value : null).Compile([filter], call))
            .ToList();
        return entry => others(entry) && tests.TrueForAll(test => test(entry));
    }

    private static IReadOnlyList<string> Ids(List<string>? ids) => Required.Ids(Required.List(ids, "ResourceId"), CheckForm, MostResources);

    private static void CheckForm(string id)
    {
        if (!id.Contains('-') || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            throw new AwsErrorException("InvalidID", $"The ID '{id}' is not valid");
    }

    private static List<SimResource> Find(Call call, IReadOnlyList<string> ids) =>
        [.. ids.Select(id => call.Visible(call.Region.FindTaggable(id)) ?? throw NotFound(id))];

    private static AwsErrorException NotFound(string id) => id.Split('-')[0] switch
    {
        "ami" => Errors.ImagesNotFound([id]),
        "snap" => Errors.SnapshotNotFound(id),
        "vol" => Errors.VolumeNotFound(id),
        "i" => Errors.InstancesNotFound([id]),
        _ => new("InvalidID", $"The ID '{id}' is not valid"),
    };
}

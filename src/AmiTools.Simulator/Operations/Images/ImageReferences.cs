using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>DescribeImageReferences: what of the caller's own uses images, whoever owns those.</summary>
internal static class ImageReferences
{
    private const int MostImages = 10;

    private static readonly Pager s_pager = new(5, 1000);
    private static readonly string[] s_kinds = [ImageUse.Instance, ImageUse.LaunchTemplate, ImageUse.Parameter, ImageUse.ImageRecipe, ImageUse.ContainerRecipe];

    public static void Register(OperationTable table) => table.Add<DescribeImageReferencesRequest, DescribeImageReferencesResponse>(Describe);

    private static DescribeImageReferencesResponse Describe(DescribeImageReferencesRequest request, Call call)
    {
        var ids = Required.Ids(Required.List(request.ImageIds, "ImageId"), ResourceIds.CheckImage, MostImages);
        var scope = Scope.Of(request);
        call.AfterSyntax();
        call.BeforeChange();
        // Images that are gone, or that were never there, are simply not referred to by anything that is left.
        List<(ImageReference Reference, long Number)> all = [.. ids.SelectMany(id => Find(call.Region, id, scope)).Select((reference, i) => (reference, i + 1L))];
        var page = s_pager.Take(call, request.MaxResults, request.NextToken, after => all.Where(each => each.Number > after), _ => true, each => each.Number);
        return new() { ImageReferences = [.. page.Items.Select(each => each.Reference)], NextToken = page.NextToken };
    }

    private static IEnumerable<ImageReference> Find(SimRegion region, string imageId, Scope scope)
    {
        if (scope.Kinds.Contains(ImageUse.Instance))
        {
            foreach (var instance in ImageUse.Instances(region, imageId, scope.States))
                yield return Reference(ImageUse.Instance, region.Arn("ec2", $"instance/{instance.Id}"));
        }
        if (scope.Kinds.Contains(ImageUse.LaunchTemplate))
        {
            foreach (var template in ImageUse.Templates(region, imageId, scope.Depth))
                yield return Reference(ImageUse.LaunchTemplate, region.Arn("ec2", $"launch-template/{template.Id}"));
        }
        if (scope.Kinds.Contains(ImageUse.Parameter))
        {
            foreach (var name in ImageUse.Parameters(region, imageId))
                yield return Reference(ImageUse.Parameter, region.Arn("ssm", $"parameter/{name.TrimStart('/')}"));
        }

        ImageReference Reference(string kind, string arn) => new() { ImageId = imageId, ResourceType = kind, Arn = arn };
    }

    /// <summary>Which kinds of resources are looked at, and how.</summary>
    private sealed record Scope(IReadOnlyCollection<string> Kinds, IReadOnlyCollection<string>? States, int Depth)
    {
        public static Scope Of(DescribeImageReferencesRequest request)
        {
            if (request.IncludeAllResourceTypes != true && request.ResourceTypes is not { Count: > 0 })
                throw Errors.MissingParameter("IncludeAllResourceTypes or ResourceTypes");
            var kinds = new HashSet<string>(request.IncludeAllResourceTypes == true ? s_kinds : [], StringComparer.Ordinal);
            IReadOnlyCollection<string>? states = null;
            var depth = ImageUse.DefaultDepth;
            foreach (var wanted in request.ResourceTypes ?? [])
            {
                var kind = Required.Text(wanted.ResourceType?.Value, "ResourceType");
                if (!s_kinds.Contains(kind))
                    throw Errors.InvalidParameterValue(kind, "resourceType", $"Expected one of {string.Join(", ", s_kinds)}.");
                kinds.Add(kind);
                foreach (var option in wanted.ResourceTypeOptions ?? [])
                {
                    if ((kind, option.OptionName?.Value) is (ImageUse.Instance, "state-name"))
                        states = Required.List(option.OptionValues, "OptionValue");
                    else if ((kind, option.OptionName?.Value) is (ImageUse.LaunchTemplate, "version-depth"))
                        depth = ImageUse.Depth(option.OptionValues);
                    else
                        throw Errors.InvalidParameterValue(option.OptionName?.Value ?? "", "optionName", $"It is not an option of '{kind}'.");
                }
            }
            return new(kinds, states, depth);
        }
    }
}

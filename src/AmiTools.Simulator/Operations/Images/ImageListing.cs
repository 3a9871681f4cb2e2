using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>DescribeImages.</summary>
internal static class ImageListing
{
    public static void Register(OperationTable table) => table.Add<DescribeImagesRequest, DescribeImagesResponse>(DescribeImages);

    private static DescribeImagesResponse DescribeImages(DescribeImagesRequest request, Call call)
    {
        var ids = Required.Ids(request.ImageIds, ResourceIds.CheckImage);
        Pager.RefuseWithIds(ids.Count, request.MaxResults, "imageIdsSet");
        var filters = FilterTerm.Of(request.Filters);
        var matches = ImageFilters.All.Compile(filters, call);
        var owners = Owners(request.Owners, call);
        var users = ExecutableBy(request.ExecutableUsers, call);
        call.AfterSyntax();
        var named = ids.Count == 0 ? null : Named(call, ids);
        call.BeforeChange();

        var page = Pager.Ec2.Take(call, request.MaxResults, request.NextToken, named is null ? Candidates(call, request, filters) : after => named.Where(image => image.Sequence > after), image =>
            (named is not null || IsShown(call, image, request)) && owners(image) && users(image) && matches(new(image, call)));
        return new() { Images = [.. page.Items.Select(image => ImageShapes.Show(call, image))], NextToken = page.NextToken };
    }

    /// <summary>Named images are shown whatever their state. Those that were deregistered are left out without a word; others that are not there are an error.</summary>
    private static List<SimImage> Named(Call call, IReadOnlyList<string> ids)
    {
        var found = new List<SimImage>(ids.Count);
        var missing = new List<string>();
        foreach (var id in ids)
        {
            if (call.Visible(call.Simulator.FindImage(call.Region.Name, id)) is { } image && call.Sees(image))
                found.Add(image);
            else if (!call.Region.DeregisteredImages.Contains(id) && !call.Region.BinnedImages.Contains(id))
                missing.Add(id);
        }
        if (missing.Count > 0)
            throw Errors.ImagesNotFound(missing);
        return [.. found.OrderBy(image => image.Sequence)];
    }

    private static bool IsShown(Call call, SimImage image, DescribeImagesRequest request) =>
        call.IsListed(image)
        && (image.State != "disabled" || request.IncludeDisabled == true)
        // Owners always see their deprecated images; the flag is about those of others.
        && (image.OwnerId == call.Account.Id || request.IncludeDeprecated == true || !image.IsDeprecated(call.Now))
        && call.Sees(image);

    /// <summary>The fewest images that can hold all that is asked for: by id or snapshot where filters name them, own ones where only those are wanted.</summary>
    private static Func<long, IEnumerable<SimImage>> Candidates(Call call, DescribeImagesRequest request, IReadOnlyList<FilterTerm> filters)
    {
        if (FilterSet<ImageFilters.Seen>.ExactValues(filters, "image-id") is { } ids)
            return Sorted(ids.Select(id => call.Simulator.FindImage(call.Region.Name, id)));
        var onlyOwn = request.Owners is { Count: > 0 } && request.Owners.All(owner => owner == "self" || owner == call.Account.Id);
        if (onlyOwn && FilterSet<ImageFilters.Seen>.ExactValues(filters, "block-device-mapping.snapshot-id") is { } snapshots)
            return Sorted(snapshots.SelectMany(id => call.Region.ImagesBySnapshot[id]));
        if (onlyOwn && FilterSet<ImageFilters.Seen>.ExactValues(filters, "name") is { } names)
            return Sorted(names.SelectMany(name => call.Region.ImagesByName[name]));
        return onlyOwn ? call.Region.Images.After : after => call.Simulator.ImagesAfter(call.Region.Name, after);
    }

    private static Func<long, IEnumerable<SimImage>> Sorted(IEnumerable<SimImage?> images)
    {
        List<SimImage> sorted = [.. images.OfType<SimImage>().Distinct().OrderBy(image => image.Sequence)];
        return after => sorted.Where(image => image.Sequence > after);
    }

    private static Func<SimImage, bool> Owners(List<string>? owners, Call call)
    {
        if (owners is not { Count: > 0 })
            return _ => true;
        foreach (var owner in owners)
        {
            if (owner is not ("self" or "amazon" or "aws-marketplace" or "aws-backup-vault") && !ShareTargets.IsAccount(owner))
                throw new AwsErrorException("InvalidUserID.Malformed", $"Invalid user id: \"{owner}\"");
        }
        var wanted = owners.Select(owner => owner == "self" ? call.Account.Id : owner).ToHashSet(StringComparer.Ordinal);
        return image => wanted.Contains(image.OwnerId) || (image.OwnerAlias is { } alias && wanted.Contains(alias));
    }

    private static Func<SimImage, bool> ExecutableBy(List<string>? users, Call call)
    {
        if (users is not { Count: > 0 })
            return _ => true;
        foreach (var user in users)
        {
            if (user is not ("self" or "all") && !ShareTargets.IsAccount(user))
                throw new AwsErrorException("InvalidUserID.Malformed", $"Invalid user id: \"{user}\"");
        }
        // Only "self" sees what came through an organisation; an account id sees what names it.
        return image => users.Any(user => user switch
        {
            "self" => image.LaunchPermissions.Includes(call.Account),
            "all" => image.LaunchPermissions.Public,
            _ => image.LaunchPermissions.Accounts.Contains(user),
        });
    }
}

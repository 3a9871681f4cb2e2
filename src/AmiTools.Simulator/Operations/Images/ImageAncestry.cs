using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>GetImageAncestry: from an image to its source, and so on.</summary>
internal static class ImageAncestry
{
    private const int MostEntries = 50;

    public static void Register(OperationTable table) => table.Add<GetImageAncestryRequest, GetImageAncestryResponse>(GetImageAncestry);

    private static GetImageAncestryResponse GetImageAncestry(GetImageAncestryRequest request, Call call)
    {
        var id = Required.ImageId(request.ImageId);
        call.AfterSyntax();
        var image = call.SeenImage(id);
        var entries = new List<ImageAncestryEntry>();
        var region = call.Region.Name;
        for (var next = image; next is not null && entries.Count < MostEntries;)
        {
            entries.Add(new()
            {
                ImageId = next.Id,
                CreationDate = next.CreatedAt.UtcDateTime,
                ImageOwnerAlias = next.OwnerAlias,
                SourceImageId = next.SourceImageId,
                SourceImageRegion = next.SourceImageRegion,
            });
            // The chain ends at an image that AWS published itself, and where the source was not recorded or is no longer there to be read.
            if (next.OwnerAlias is not null || next.SourceImageId is not { } source || next.SourceImageRegion is not { } place)
                break;
            region = place;
            next = Find(call, region, source);
        }
        return new() { ImageAncestryEntries = entries };
    }

    private static SimImage? Find(Call call, string region, string id) =>
        call.Simulator.FindImage(region, id) is { } image && (image.OwnerId == call.Account.Id || (image.State != "disabled" && image.LaunchPermissions.Allows(call.Account))) ? image : null;
}

using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Copying;

/// <summary>The images of a destination that bear on a copy: the same copy, its failed remnants, or another image of the name.</summary>
internal sealed class ExistingCopies(IReadOnlyList<Image> images)
{
    /// <summary>Reads the images of these names.</summary>
    public static async Task<ExistingCopies> ReadAsync(RegionSession region, IEnumerable<string> names, CancellationToken cancellationToken) => new(await region.Images.OwnByNameAsync(names, cancellationToken).ConfigureAwait(false));

    /// <summary>What bears on the copy of that image under that name.</summary>
    public CopyMatch Of(string sourceRegion, string sourceId, string name)
    {
        Image[] named = [.. images.Where(image => image.Name == name)];
        Image[] same = [.. named.Where(image => IsCopyOf(image, sourceRegion, sourceId))];
        return new CopyMatch(
            Live: same.Where(image => !image.IsDead()).MaxBy(image => image.CreatedAt()),
            Dead: [.. same.Where(image => image.IsDead())],
            Other: named.Except(same).FirstOrDefault());
    }

    /// <summary>Whether the image is a copy of that one.</summary>
    public static bool IsCopyOf(Image image, string sourceRegion, string sourceId)
    {
        // An image made of an instance names the image that the instance was launched from in the same fields.
        if (!string.IsNullOrEmpty(image.SourceInstanceId)) return false;
        (string? region, string? id) = image.Parent();
        if (id == sourceId && (region is null || region == sourceRegion)) return true;
        return image.Tag(AmiToolsTags.Parent) == $"{sourceRegion}/{sourceId}";
    }
}

/// <summary>What is there already of one copy.</summary>
/// <param name="Live">The copy itself; null where it is to be made.</param>
/// <param name="Dead">Failed remnants of it.</param>
/// <param name="Other">Another image that has the name.</param>
internal sealed record CopyMatch(Image? Live, IReadOnlyList<Image> Dead, Image? Other);

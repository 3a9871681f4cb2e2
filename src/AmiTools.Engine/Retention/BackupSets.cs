using AmiTools.Engine.Graph;
using AmiTools.Engine.Images;
using Image = Amazon.EC2.Model.Image;

namespace AmiTools.Engine.Retention;

/// <summary>Which images are one backup: an image, its copies, and copies of copies. Those whose first image is gone are still one, because each names it.</summary>
internal sealed class BackupSets
{
    private readonly Dictionary<(string Region, string Id), (string Region, string Id)> _parents = [];

    private BackupSets(IEnumerable<(string Region, Image Image)> images)
    {
        foreach ((string region, Image image) in images)
        {
            // AWS keeps the image that an instance was launched from in the same field: its other backups are no copies of each other.
            if (ImageOrigin.Of(image, region).CopiedFrom is ({ } parentRegion, { } parent)) _parents[(region, image.ImageId!)] = (parentRegion, parent);
        }
    }

    /// <summary>The images of an estate, as backups.</summary>
    public static IReadOnlyList<BackupSet> Of(IReadOnlyCollection<(string Region, Image Image)> images)
    {
        BackupSets sets = new(images);
        return [.. images.GroupBy(image => sets.RootOf((image.Region, image.Image.ImageId!))).Select(backup => Make(backup.Key, [.. backup]))];
    }

    private static BackupSet Make((string Region, string Id) root, (string Region, Image Image)[] images)
    {
        BackupImage[] members = [.. images.Select(image => new BackupImage(image.Region, image.Image.ImageId!, image.Image.State?.Value ?? "", image.Image.CreatedAt()))];
        // What a copy holds is as old as what it was copied from; where that is gone, the oldest copy is the nearest to it.
        DateTime? time = members.FirstOrDefault(member => (member.Region, member.ImageId) == root)?.Made ?? members.Min(member => member.Made);
        return new BackupSet($"{root.Region}/{root.Id}", time, members);
    }

    private (string Region, string Id) RootOf((string Region, string Id) image)
    {
        (string Region, string Id) root = image;
        // Tags can be wrong: two images that name each other must not go round for ever.
        HashSet<(string, string)> seen = [root];
        while (_parents.TryGetValue(root, out (string Region, string Id) parent) && seen.Add(parent)) root = parent;
        return root;
    }
}

using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Backup;

/// <summary>The images that are there already and bear on what is to be made: the same backup, its failed remnants, a half-way image, or another one of the same name.</summary>
internal sealed class ExistingBackups
{
    private readonly IReadOnlyList<Image> _images;
    private readonly string? _key;

    private ExistingBackups(IReadOnlyList<Image> images, string? key)
    {
        _images = images;
        _key = key;
    }

    /// <summary>The names that are taken.</summary>
    public IReadOnlySet<string> Names => _images.Select(image => image.Name ?? "").ToHashSet();

    /// <summary>Reads the images of these names (to the letter, or as patterns), and those of the idempotency key.</summary>
    public static async Task<ExistingBackups> ReadAsync(RegionSession region, IReadOnlyCollection<string> names, bool arePatterns, string? key, CancellationToken cancellationToken)
    {
        List<Image> images = [];
        foreach (string[] batch in names.SelectMany(name => new[] { arePatterns ? name : Query.Literal(name), Query.Literal(GrowthByRegistration.HalfwayName(name)) }).Distinct().Chunk(Query.FilterValues))
        {
            await foreach (Image image in region.Images.OwnAsync([Query.Filter("name", batch)], cancellationToken).ConfigureAwait(false)) images.Add(image);
        }

        if (key is not null)
        {
            await foreach (Image image in region.Images.OwnAsync([Query.Filter($"tag:{AmiToolsTags.IdempotencyKey}", Query.Literal(key))], cancellationToken).ConfigureAwait(false)) images.Add(image);
        }

        return new ExistingBackups([.. images.DistinctBy(image => image.ImageId)], key);
    }

    /// <summary>What bears on one backup.</summary>
    public BackupMatch Of(string instanceId, string name)
    {
        // A copy within the region has the tags of its source, and is no backup.
        Image[] same = [.. _images.Where(image => IsBackup(image) && image.BackupOf() == instanceId && (_key is null ? image.Name == name : image.Tag(AmiToolsTags.IdempotencyKey) == _key))];
        Image[] halfway = [.. _images.Where(image => image.Tag(AmiToolsTags.GrowsInto) == name && image.BackupOf() == instanceId)];
        return new BackupMatch(
            Live: same.Where(image => !image.IsDead()).MaxBy(image => image.CreatedAt()),
            Dead: [.. same.Concat(halfway).Where(image => image.IsDead())],
            Halfway: halfway.FirstOrDefault(image => !image.IsDead()),
            Other: _images.FirstOrDefault(image => image.Name == name && !same.Contains(image)));
    }

    private static bool IsBackup(Image image) => image.Tag(AmiToolsTags.Parent) is null && image.Tag(AmiToolsTags.GrowsInto) is null;
}

/// <summary>What is there already of one backup.</summary>
/// <param name="Live">The backup itself; null where it is to be made.</param>
/// <param name="Dead">Failed remnants of it.</param>
/// <param name="Halfway">The image that it was to be registered from, where making it was broken off.</param>
/// <param name="Other">Another image that has the name.</param>
internal sealed record BackupMatch(Image? Live, IReadOnlyList<Image> Dead, Image? Halfway, Image? Other);

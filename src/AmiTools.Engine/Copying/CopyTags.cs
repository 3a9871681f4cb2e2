using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Copying;

/// <summary>The tags of a copy and its snapshots.</summary>
/// <remarks>
/// All are given with the call, and CopyImageTags is not used: it takes over the source's own attempt and idempotency key, leaves the snapshots bare, and which set wins where both name a key is not documented.
/// </remarks>
internal sealed class CopyTags
{
    private CopyTags(IReadOnlyDictionary<string, string> image, IReadOnlyDictionary<string, string> snapshots)
    {
        Image = image;
        Snapshots = snapshots;
    }

    /// <summary>The image's.</summary>
    public IReadOnlyDictionary<string, string> Image { get; }

    /// <summary>The snapshots'.</summary>
    public IReadOnlyDictionary<string, string> Snapshots { get; }

    /// <summary>The tags of the source's copy.</summary>
    public static CopyTags Of(Ami source, CopyOptions options)
    {
        Dictionary<string, string> asked = TagRules.Merge(options.CopyTag ? TagRules.Copyable(source.Tags) : [], options.Tag);
        Dictionary<string, string> own = new(StringComparer.Ordinal) { [AmiToolsTags.Parent] = $"{source.Region}/{source.ImageId}" };
        // Whose backup it is stays known wherever it is copied to.
        if (source.InstanceId is { } instance) own[AmiToolsTags.Instance] = instance;
        // What a restore needs travels along as far as there is room.
        KeyValuePair<string, string>[] kept = [.. source.Tags.Where(tag => tag.Key == AmiToolsTags.Consistency || tag.Key.StartsWith(AmiToolsTags.LaunchConfiguration, StringComparison.Ordinal))];
        bool fits = asked.Count + own.Count + kept.Length <= TagRules.MaximumTags;
        return new CopyTags(TagRules.Merge(fits ? kept : [], asked, own), TagRules.Merge(asked, own));
    }

    /// <summary>The failure of more tags than a resource can have; null where there is room.</summary>
    public AmiException? Problem(Ami source) => Image.Count > TagRules.MaximumTags ? TagRules.TooMany(Image.Count, $" for the copies of {source.ImageId}") : null;

    /// <summary>The tags as CopyImage takes them.</summary>
    public List<TagSpecification>? At(BirthTags birth)
    {
        if (birth == BirthTags.None) return null;
        List<TagSpecification> specifications = [new() { ResourceType = "image", Tags = Image.ToTags() }];
        if (birth == BirthTags.ImageAndSnapshots) specifications.Add(new() { ResourceType = "snapshot", Tags = Snapshots.ToTags() });
        return specifications;
    }
}

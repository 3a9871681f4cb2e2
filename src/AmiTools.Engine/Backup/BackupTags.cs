using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Backup;

/// <summary>The tags of a backup's image and snapshots.</summary>
internal sealed class BackupTags
{
    // attempt, instance, consistency and the key; what the launch configuration needs comes on top where there is room.
    private const int OwnTags = 4;

    private BackupTags(IReadOnlyDictionary<string, string> image, IReadOnlyDictionary<string, string> snapshots, bool launchIsKept)
    {
        Image = image;
        Snapshots = snapshots;
        LaunchIsKept = launchIsKept;
    }

    /// <summary>The image's.</summary>
    public IReadOnlyDictionary<string, string> Image { get; }

    /// <summary>The snapshots'.</summary>
    public IReadOnlyDictionary<string, string> Snapshots { get; }

    /// <summary>Whether the launch configuration fitted in.</summary>
    public bool LaunchIsKept { get; }

    /// <summary>The failure of more tags than a resource can have; null where there is room.</summary>
    public static AmiException? Problem(Instance instance, BackupOptions options)
    {
        int count = Asked(instance, options).Count + OwnTags;
        return count > TagRules.MaximumTags ? TagRules.TooMany(count, $" for the backup of {instance.InstanceId} ({OwnTags} are the module's own)") : null;
    }

    /// <summary>The tags of a new backup.</summary>
    public static BackupTags OfNew(Instance instance, BackupOptions options, string attempt, LaunchConfiguration launch)
    {
        Dictionary<string, string> asked = Asked(instance, options);
        Dictionary<string, string> own = Own(instance, options);
        own[AmiToolsTags.Attempt] = attempt;
        Dictionary<string, string> snapshots = TagRules.Merge(asked, own);
        own[AmiToolsTags.Consistency] = options.Consistency.ToString();
        IReadOnlyDictionary<string, string> launchTags = LaunchTags.Write(launch);
        bool fits = asked.Count + own.Count + launchTags.Count <= TagRules.MaximumTags;
        return new BackupTags(TagRules.Merge(asked, own, fits ? launchTags : new Dictionary<string, string>()), snapshots, fits);
    }

    /// <summary>The tags that a backup which is there already must have: those that were asked for, and what tells whose backup it is.</summary>
    public static BackupTags OfExisting(Instance instance, BackupOptions options)
    {
        Dictionary<string, string> tags = TagRules.Merge(Asked(instance, options), Own(instance, options));
        return new BackupTags(tags, tags, launchIsKept: true);
    }

    /// <summary>The same tags for the image that the backup of this name is registered from later.</summary>
    public BackupTags Halfway(string name) => new(TagRules.Merge(Snapshots, [KeyValuePair.Create(AmiToolsTags.GrowsInto, name)]), Snapshots, LaunchIsKept);

    /// <summary>The tags as a creation takes them.</summary>
    public List<TagSpecification>? At(BirthTags birth) => birth switch
    {
        BirthTags.None => null,
        BirthTags.Image => [Specification("image", Image)],
        _ => [Specification("image", Image), Specification("snapshot", Snapshots)],
    };

    private static TagSpecification Specification(string resource, IReadOnlyDictionary<string, string> tags) => new() { ResourceType = resource, Tags = tags.ToTags() };

    private static Dictionary<string, string> Asked(Instance instance, BackupOptions options) =>
        TagRules.Merge(options.CopyTag ? TagRules.Copyable(instance.Tags.ToDictionary()) : [], options.Tag);

    private static Dictionary<string, string> Own(Instance instance, BackupOptions options)
    {
        Dictionary<string, string> own = new(StringComparer.Ordinal) { [AmiToolsTags.Instance] = instance.InstanceId! };
        if (options.IdempotencyKey is { } key) own[AmiToolsTags.IdempotencyKey] = key;
        return own;
    }
}

using AmiTools.Engine.Tags;

namespace AmiTools.Engine.SnapshotCopying;

/// <summary>The tags of copies. AWS takes over none of the source's.</summary>
internal static class SnapshotCopyTags
{
    /// <summary>What the source's copy is to have, but for the attempt.</summary>
    public static Dictionary<string, string> Of(EbsSnapshot source, EbsSnapshotCopyOptions options)
    {
        Dictionary<string, string> own = new(StringComparer.Ordinal) { [AmiToolsTags.Parent] = $"{source.Region}/{source.SnapshotId}" };
        // Whose volumes these are stays known wherever they are copied to.
        if (source.Tags.TryGetValue(AmiToolsTags.Instance, out string? instance)) own[AmiToolsTags.Instance] = instance;
        return TagRules.Merge(options.CopyTag ? TagRules.Copyable(source.Tags) : [], options.Tag, own);
    }

    /// <summary>The failure of more tags than a snapshot can have; null where there is room.</summary>
    public static AmiException? Problem(EbsSnapshot source, EbsSnapshotCopyOptions options)
    {
        int count = Of(source, options).Keys.Append(AmiToolsTags.Attempt).Count();
        return count > TagRules.MaximumTags ? TagRules.TooMany(count, $" for the copies of {source.SnapshotId}") : null;
    }
}

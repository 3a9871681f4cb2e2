using AmiTools.Engine.Tags;

namespace AmiTools.Engine.SnapshotTaking;

/// <summary>The tags of snapshots that are taken.</summary>
internal static class TakingTags
{
    /// <summary>What a snapshot of the volume is to have, but for the attempt.</summary>
    public static Dictionary<string, string> Of(EbsSnapshotSource volume, string? instanceId, EbsSnapshotOptions options) =>
        TagRules.Merge(options.CopyVolumeTag ? TagRules.Copyable(volume.Tags) : [], Common(instanceId, options));

    /// <summary>What all snapshots of a step are to have, but for the attempt.</summary>
    public static Dictionary<string, string> Common(string? instanceId, EbsSnapshotOptions options)
    {
        Dictionary<string, string> own = new(StringComparer.Ordinal);
        if (instanceId is not null) own[AmiToolsTags.Instance] = instanceId;
        if (options.IdempotencyKey is { } key) own[AmiToolsTags.IdempotencyKey] = key;
        return TagRules.Merge(options.Tag, own);
    }

    /// <summary>The failure of more tags than a snapshot can have; null where there is room.</summary>
    public static AmiException? Problem(EbsSnapshotSource volume, string? instanceId, EbsSnapshotOptions options)
    {
        // Of a set AWS itself copies the volumes' tags, those of this module among them.
        IEnumerable<string> copied = !options.CopyVolumeTag ? [] : instanceId is null ? TagRules.Copyable(volume.Tags).Select(tag => tag.Key) : volume.Tags.Keys.Where(key => !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase));
        int count = Common(instanceId, options).Keys.Append(AmiToolsTags.Attempt).Union(copied).Count();
        return count <= TagRules.MaximumTags ? null : new AmiException(AmiErrorCodes.InvalidTag, AmiErrorKind.InvalidInput, $"{count} tags for the snapshot of {volume.VolumeId} are too many: AWS takes {TagRules.MaximumTags} on one resource.")
        {
            ResourceId = volume.VolumeId, Remedy = "Give fewer tags, or leave -CopyVolumeTag away.",
        };
    }
}

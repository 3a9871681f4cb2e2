using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Instances;

/// <summary>What the commands ask of AWS's instances.</summary>
internal static class InstanceFacts
{
    /// <summary>AWS's word for the state: <c>running</c>, <c>stopped</c>, ...</summary>
    public static string StateName(this Instance instance) => instance.State?.Name?.Value ?? "";

    /// <summary>The value of a tag; null where the instance has none of that key.</summary>
    public static string? Tag(this Instance instance, string key) => instance.Tags?.FirstOrDefault(tag => tag.Key == key)?.Value;

    /// <summary>The <c>Name</c> tag; empty where there is none.</summary>
    public static string NameTag(this Instance instance) => instance.Tag("Name")?.Trim() ?? "";

    /// <summary>The name and the id, as people know the instance.</summary>
    public static string Title(this Instance instance) => instance.NameTag() is { Length: > 0 } name ? $"{name} ({instance.InstanceId})" : instance.InstanceId!;

    /// <summary>The volumes' ids, by device.</summary>
    public static IEnumerable<(string Device, string VolumeId, bool? DeleteOnTermination)> Volumes(this Instance instance) => (instance.BlockDeviceMappings ?? [])
        .Where(mapping => mapping.DeviceName is not null && mapping.Ebs?.VolumeId is not null)
        .Select(mapping => (mapping.DeviceName!, mapping.Ebs!.VolumeId!, mapping.Ebs.DeleteOnTermination));

    /// <summary>The id of the volume at the root device; null where there is none.</summary>
    public static string? RootVolumeId(this Instance instance) => instance.Volumes().FirstOrDefault(volume => volume.Device == instance.RootDeviceName).VolumeId;

    /// <summary>Whether an earlier backup stopped the instance and was broken off before it could start it again.</summary>
    public static bool WasLeftStopped(this Instance instance) => instance.StateName() is "stopped" or "stopping" && instance.Tag(AmiToolsTags.StoppedForBackup) is not null && !instance.WasStartedSinceTag();

    /// <summary>Whether an earlier backup was broken off after it had started the instance again, and before it could take its tag away: from then on the tag means nothing.</summary>
    public static bool HasStaleStopTag(this Instance instance) => instance.Tag(AmiToolsTags.StoppedForBackup) is not null && instance.WasStartedSinceTag();

    private static bool WasStartedSinceTag(this Instance instance) => ImageMapper.Time(instance.Tag(AmiToolsTags.StoppedForBackup)) < instance.LaunchTime?.ToUniversalTime();
}

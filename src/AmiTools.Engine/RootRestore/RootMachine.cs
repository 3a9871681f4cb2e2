using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.VolumeRestore;

namespace AmiTools.Engine.RootRestore;

/// <summary>An instance, its root volume, and what is known of the roots that it had before.</summary>
/// <param name="Given">What the user named it by.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Root">Its root volume; null where it has none, or none that can be seen.</param>
/// <param name="Tasks">Its replacements, the newest last.</param>
/// <param name="Former">Volumes that were taken from its root device, as their tags say.</param>
internal sealed record RootMachine(ResourceReference Given, string Region, Instance Instance, Volume? Root, IReadOnlyList<ReplaceRootVolumeTask> Tasks, IReadOnlyList<Volume> Former)
{
    /// <summary>AWS's times and ours differ by less than this.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    /// <summary>The instance's id.</summary>
    public string Id => Instance.InstanceId!;

    /// <summary>The root device; empty where AWS names none.</summary>
    public string Device => Instance.RootDeviceName ?? "";

    /// <summary>The id of its root volume as the instance has it; null where it has none.</summary>
    public string? RootId => Instance.RootVolumeId();

    /// <summary>The replacement that is in progress; null where none is.</summary>
    public ReplaceRootVolumeTask? Running => Tasks.LastOrDefault(task => task.IsRunning());

    /// <summary>Whether the root is the one that a command with that key asked for: because its tag says so, or because the last task, which did, has ended and nobody has tagged its volume yet.</summary>
    public bool Has(string key) => RootId is not null && (Root?.Tag(AmiToolsTags.Restore) == key || (Last(key) is { } task && RootId != task.Tag(AmiToolsTags.Replaces) && (Root is null || IsOf(Root, task))));

    /// <summary>The last task, where it ended well and is of that key; else null.</summary>
    public ReplaceRootVolumeTask? Last(string key) => Tasks.LastOrDefault() is { } last && last.IsDone() && last.Tag(AmiToolsTags.Restore) == key ? last : null;

    /// <summary>How many tasks of that key have failed to replace the root that is there.</summary>
    public int Failed(string key) => Tasks.Count(task => task.IsFailed() && task.Tag(AmiToolsTags.Restore) == key && task.Tag(AmiToolsTags.Replaces) == RootId);

    /// <summary>Whether the volume is known to have been the root of this instance.</summary>
    public bool Had(string volumeId) => volumeId == RootId || Former.Any(volume => volume.VolumeId == volumeId) || Tasks.Any(task => task.Tag(AmiToolsTags.Replaces) == volumeId);

    private static bool IsOf(Volume root, ReplaceRootVolumeTask task) =>
        (string.IsNullOrEmpty(task.SnapshotId) || root.SnapshotId == task.SnapshotId)
        && (task.Begun() is not { } begun || root.CreateTime is not { } born || born.ToUniversalTime() >= begun - s_skew);

    /// <summary>A failure of this machine.</summary>
    public AmiException Refuse(string code, AmiErrorKind kind, string message, string remedy) => VolumeRestoreRules.Of(Given, Region, code, kind, message, remedy);
}

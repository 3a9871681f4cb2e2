using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>What a new volume will be like: as it was asked for, else as the volume whose place it takes, else as its type is.</summary>
internal sealed record VolumeForm(int SizeGiB, string VolumeType, int? Iops, int? Throughput, bool? Encrypted, string? KmsKeyId)
{
    /// <summary>Puts it together.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="snapshot">What it is made of.</param>
    /// <param name="old">The volume whose place it takes; null where there is none.</param>
    public static VolumeForm Of(VolumeRestoreOptions options, Snapshot snapshot, Volume? old)
    {
        string type = options.VolumeType ?? old?.VolumeType?.Value ?? VolumeRestoreRules.DefaultType;
        VolumeLimits? limits = VolumeLimits.Find(type);
        // Performance that was bought for the old volume is bought again, where the new one is of its type.
        Volume? alike = old?.VolumeType?.Value == type ? old : null;
        string? key = options.KmsKeyId ?? (options.Encrypted != false && old?.Encrypted == true && !string.IsNullOrEmpty(old.KmsKeyId) ? old.KmsKeyId : null);
        return new VolumeForm(
            options.SizeGiB ?? Math.Max(snapshot.VolumeSize ?? 0, old?.Size ?? 0),
            type,
            options.Iops ?? (limits?.TakesIops == true ? alike?.Iops : null),
            options.Throughput ?? (limits?.TakesThroughput == true ? alike?.Throughput : null),
            key is null ? options.Encrypted : true,
            key);
    }

    /// <summary>The size and the type, as messages show them.</summary>
    public override string ToString() => $"{SizeGiB} GiB {VolumeType}";
}

namespace AmiTools.Simulator;

/// <summary>What a volume is, as far as ModifyVolume changes it.</summary>
internal sealed record VolumeForm(int SizeGiB, string VolumeType, int? Iops, int? Throughput, bool MultiAttach)
{
    public static VolumeForm Of(SimVolume volume) =>
        new(volume.SizeGiB, volume.VolumeType, volume.Iops, volume.Throughput, volume.MultiAttachEnabled);
}

/// <summary>One ModifyVolume.</summary>
internal sealed class VolumeChange : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "volume-modification";

    public required string VolumeId { get; init; }

    public required VolumeForm From { get; init; }

    public required VolumeForm To { get; init; }

    /// <summary>When the new form may be used.</summary>
    public required DateTimeOffset Optimizes { get; init; }

    /// <summary>When everything is done.</summary>
    public required DateTimeOffset Ends { get; init; }

    /// <summary><c>modifying</c>, <c>optimizing</c>, <c>completed</c> or <c>failed</c>.</summary>
    public string StateAt(DateTimeOffset now) => now < Optimizes ? "modifying" : now < Ends ? "optimizing" : "completed";

    /// <summary>Percent.</summary>
    public long ProgressAt(DateTimeOffset now) => now < Optimizes ? 0 : now >= Ends ? 100 : (long)((now - Optimizes) / (Ends - Optimizes) * 100);
}

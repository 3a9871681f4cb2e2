namespace AmiTools.Engine.BlockDevices;

/// <summary>What AWS documents of a volume type.</summary>
/// <param name="Name">AWS's word.</param>
/// <param name="MinimumGiB">The smallest size.</param>
/// <param name="MaximumGiB">The largest size.</param>
/// <param name="TakesIops">Whether I/O operations can be provisioned.</param>
/// <param name="TakesThroughput">Whether throughput can be provisioned.</param>
internal sealed record VolumeLimits(string Name, int MinimumGiB, int MaximumGiB, bool TakesIops, bool TakesThroughput)
{
    /// <summary>All types, as documented in 2026.</summary>
    public static IReadOnlyList<VolumeLimits> All { get; } =
    [
        new("gp2", 1, 16_384, false, false),
        new("gp3", 1, 65_536, true, true),
        new("io1", 4, 16_384, true, false),
        new("io2", 4, 65_536, true, false),
        new("st1", 125, 16_384, false, false),
        new("sc1", 125, 16_384, false, false),
        new("standard", 1, 1_024, false, false),
    ];

    /// <summary>The type of that name; null where there is none.</summary>
    public static VolumeLimits? Find(string? name) => All.FirstOrDefault(type => type.Name == name);
}

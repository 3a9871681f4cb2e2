namespace AmiTools.Engine.BlockDevices;

/// <summary>What AWS documents of a volume type.</summary>
/// <param name="Name">AWS's word.</param>
/// <param name="MinimumGiB">The smallest size.</param>
/// <param name="MaximumGiB">The largest size.</param>
/// <param name="TakesIops">Whether I/O operations can be provisioned.</param>
/// <param name="TakesThroughput">Whether throughput can be provisioned.</param>
internal sealed record VolumeLimits(string Name, int MinimumGiB, int MaximumGiB, bool TakesIops, bool TakesThroughput)
{
    private const int OperationsPerMiB = 4;

    /// <summary>All types, as documented in 2026.</summary>
    public static IReadOnlyList<VolumeLimits> All { get; } =
    [
        new("gp2", 1, 16_384, false, false),
        new("gp3", 1, 65_536, true, true) { Iops = (3_000, 80_000, 500), Throughput = (125, 2_000) },
        new("io1", 4, 16_384, true, false) { Iops = (100, 64_000, 50), NeedsIops = true, MultiAttach = true },
        new("io2", 4, 65_536, true, false) { Iops = (100, 256_000, 1_000), NeedsIops = true, MultiAttach = true },
        new("st1", 125, 16_384, false, false),
        new("sc1", 125, 16_384, false, false),
        new("standard", 1, 1_024, false, false),
    ];

    /// <summary>The fewest and the most I/O operations a second that can be provisioned, and the most for each GiB; null where none can.</summary>
    public (int Minimum, int Maximum, int PerGiB)? Iops { get; private init; }

    /// <summary>The least and the most MiB/s that can be provisioned; null where none can.</summary>
    public (int Minimum, int Maximum)? Throughput { get; private init; }

    /// <summary>Whether the I/O operations must be given.</summary>
    public bool NeedsIops { get; private init; }

    /// <summary>Whether several instances can have such a volume at a time.</summary>
    public bool MultiAttach { get; private init; }

    /// <summary>Everything that such a volume cannot be, each as a sentence.</summary>
    /// <param name="sizeGiB">The size; null where it is not known yet.</param>
    /// <param name="iops">The I/O operations that are asked for.</param>
    /// <param name="throughput">The MiB/s that are asked for.</param>
    public IEnumerable<string> Problems(int? sizeGiB, int? iops, int? throughput)
    {
        if (sizeGiB is { } size && (size < MinimumGiB || size > MaximumGiB)) yield return $"{size} GiB is not a size of {Name}, which has {MinimumGiB} to {MaximumGiB} GiB.";
        if (iops is null && NeedsIops) yield return $"{Name} needs its IOPS to be given, {Iops!.Value.Minimum} to {Iops.Value.Maximum}.";
        if (iops is { } operations)
        {
            if (Iops is not { } range) yield return $"{Name} has no provisioned IOPS.";
            else if (operations < range.Minimum || operations > range.Maximum) yield return $"{operations} IOPS are not to be had of {Name}, which has {range.Minimum} to {range.Maximum}.";
            else if (operations > range.Minimum && operations > (long)range.PerGiB * sizeGiB) yield return $"{operations} IOPS are too many for {sizeGiB} GiB: {Name} has {range.PerGiB} for each GiB at the most.";
        }

        if (throughput is { } rate)
        {
            if (Throughput is not { } range) yield return $"{Name} has no provisioned throughput.";
            else if (rate < range.Minimum || rate > range.Maximum) yield return $"{rate} MiB/s are not to be had of {Name}, which has {range.Minimum} to {range.Maximum}.";
            else if (rate * OperationsPerMiB > (iops ?? Iops!.Value.Minimum)) yield return $"{rate} MiB/s need {rate * OperationsPerMiB} IOPS, and {iops ?? Iops!.Value.Minimum} are there: {Name} moves a quarter of a MiB with each.";
        }
    }

    /// <summary>The type of that name; null where there is none.</summary>
    public static VolumeLimits? Find(string? name) => All.FirstOrDefault(type => type.Name == name);
}

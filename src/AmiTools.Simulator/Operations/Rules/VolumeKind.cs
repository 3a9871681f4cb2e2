namespace AmiTools.Simulator;

/// <summary>The limits of one EBS volume type, as AWS documents them (sizes in GiB, throughput in MiB/s).</summary>
internal sealed record VolumeKind(string Name, int MinSize, int MaxSize)
{
    /// <summary>The range in which the caller may choose the IOPS; null where the type does not let him.</summary>
    internal (int Min, int Max, int PerGiB)? Iops { get; private init; }

    /// <summary>The range in which the caller may choose the throughput; null where the type does not let him.</summary>
    internal (int Min, int Max)? Throughput { get; private init; }

    /// <summary>True where the IOPS have no default and must be given.</summary>
    internal bool NeedsIops { get; private init; }

    /// <summary>False for the throughput-optimised magnetic types, which cannot hold a root device.</summary>
    internal bool Bootable { get; private init; } = true;

    /// <summary>True where several instances may attach the volume at once.</summary>
    internal bool MultiAttach { get; private init; }

    /// <summary>How many snapshots of one volume may be pending at the same time.</summary>
    internal int PendingSnapshots { get; private init; } = 5;

    private static readonly Dictionary<string, VolumeKind> s_all = new VolumeKind[]
    {
        new("standard", 1, 1024),
        new("gp2", 1, 16384),
        new("gp3", 1, 65536) { Iops = (3000, 80000, 500), Throughput = (125, 2000) },
        new("io1", 4, 16384) { Iops = (100, 64000, 50), NeedsIops = true, MultiAttach = true },
        new("io2", 4, 65536) { Iops = (100, 256000, 1000), NeedsIops = true, MultiAttach = true },
        new("st1", 125, 16384) { Bootable = false, PendingSnapshots = 1 },
        new("sc1", 125, 16384) { Bootable = false, PendingSnapshots = 1 },
    }.ToDictionary(kind => kind.Name);

    /// <summary>The type that CreateVolume and a block device mapping without a type mean.</summary>
    internal const string Default = "gp2";

    internal static VolumeKind Of(string? name) =>
        s_all.TryGetValue(name ?? Default, out VolumeKind? kind)
            ? kind
            : throw new AwsErrorException("UnknownVolumeType", $"Unknown volume type: {name}");

    /// <summary>The performance a volume of this type and size gets, or the refusal AWS gives.</summary>
    /// <param name="size">GiB.</param>
    /// <param name="iops">What the caller asked for, if anything.</param>
    /// <param name="throughput">What the caller asked for in MiB/s, if anything.</param>
    internal (int? Iops, int? Throughput) Performance(int size, int? iops, int? throughput)
    {
        CheckSize(size);
        return (CheckIops(size, iops), CheckThroughput(iops, throughput));
    }

    private void CheckSize(int size)
    {
        if (size < MinSize)
            throw Errors.InvalidParameterValue($"Volume of {size}GiB is too small for volume type {Name}; minimum is {MinSize}GiB.");
        if (size > MaxSize)
            throw Errors.InvalidParameterValue($"Volume of {size}GiB is too large for volume type {Name}; maximum is {MaxSize}GiB.");
    }

    private int? CheckIops(int size, int? iops)
    {
        if (Iops is not { } range)
        {
            // gp2 tells its IOPS, which follow from the size, but does not take them.
            if (iops is not null)
                throw Errors.InvalidParameterCombination($"The parameter iops is not supported for {Name} volumes.");
            return Name == "gp2" ? Math.Clamp(3 * size, 100, 16000) : null;
        }

        if (iops is null)
            return NeedsIops ? throw Errors.MissingParameter("iops") : range.Min;
        if (iops < range.Min)
            throw Errors.InvalidParameterValue($"Volume iops of {iops} is too low; minimum is {range.Min}.");
        if (iops > range.Max)
            throw Errors.InvalidParameterValue($"Volume iops of {iops} is too high; maximum is {range.Max}.");
        // The floor of a type is granted whatever the size: a 1 GiB gp3 volume has its 3,000 IOPS.
        if (iops > range.Min && iops > (long)range.PerGiB * size)
            throw Errors.InvalidParameterValue($"Iops to volume size ratio of {(double)iops.Value / size:F6} is too high; maximum is {range.PerGiB}.000000.");
        return iops;
    }

    private int? CheckThroughput(int? iops, int? throughput)
    {
        if (Throughput is not { } range)
            return throughput is null ? null : throw Errors.InvalidParameterCombination($"The parameter throughput is not supported for {Name} volumes.");
        if (throughput is null)
            return range.Min;
        if (throughput < range.Min)
            throw Errors.InvalidParameterValue($"Volume throughput of {throughput} is too low; minimum is {range.Min}.");
        if (throughput > range.Max)
            throw Errors.InvalidParameterValue($"Volume throughput of {throughput} is too high; maximum is {range.Max}.");
        if (throughput > 0.25 * (iops ?? Iops!.Value.Min))
            throw Errors.InvalidParameterValue($"Throughput (MiBps) to iops ratio of {throughput.Value / (double)(iops ?? Iops!.Value.Min):F6} is too high; maximum is 0.250000 MiBps per iops.");
        return throughput;
    }
}

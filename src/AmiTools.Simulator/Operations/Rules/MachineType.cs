namespace AmiTools.Simulator;

/// <summary>What the simulator knows of one instance type.</summary>
/// <param name="Name">AWS's name, such as <c>t3.micro</c>.</param>
/// <param name="VCpus">Virtual processors.</param>
/// <param name="MemoryMiB">Memory in MiB.</param>
/// <param name="Family">What the type shares with its siblings.</param>
internal sealed record MachineType(string Name, int VCpus, int MemoryMiB, MachineFamily Family)
{
    /// <summary>Instance-store disks: how many, and the GiB of each.</summary>
    internal (int Count, int SizeGiB) Disks { get; private init; }

    internal bool FreeTier { get; private init; }

    /// <summary>What RunInstances takes when no type is given.</summary>
    internal const string Default = "m1.small";

    internal static IReadOnlyDictionary<string, MachineType> All { get; } = Catalogue().ToDictionary(type => type.Name);

    internal static MachineType Of(string name) =>
        All.TryGetValue(name, out MachineType? type)
            ? type
            : throw Errors.InvalidParameterValue(name, "instanceType", "The instance type does not exist in this simulator.");

    private static IEnumerable<MachineType> Catalogue()
    {
        MachineFamily xen = new("xen", ["i386", "x86_64"], "default") { EnaSupport = "unsupported", RootDevices = ["ebs", "instance-store"], Virtualization = ["hvm", "paravirtual"], CurrentGeneration = false };
        MachineFamily burstableXen = new("xen", ["i386", "x86_64"], "unsupported") { EnaSupport = "unsupported", Burstable = true };
        MachineFamily storageXen = new("xen", ["x86_64"], "default") { EnaSupport = "supported", RootDevices = ["ebs", "instance-store"] };
        MachineFamily nitro = new("nitro", ["x86_64"], "default") { BootModes = ["legacy-bios", "uefi"], Tpm = true };
        MachineFamily burstable = nitro with { Burstable = true };
        MachineFamily graviton = new("nitro", ["arm64"], "default") { BootModes = ["uefi"] };
        MachineFamily burstableGraviton = graviton with { Burstable = true };

        yield return new("m1.small", 1, 1740, xen) { Disks = (1, 160) };
        yield return new("m3.medium", 1, 3840, xen with { Architectures = ["x86_64"] }) { Disks = (1, 4) };
        yield return new("m3.large", 2, 7680, xen with { Architectures = ["x86_64"] }) { Disks = (1, 32) };
        yield return new("t2.micro", 1, 1024, burstableXen) { FreeTier = true };
        yield return new("t2.small", 1, 2048, burstableXen);
        yield return new("t2.medium", 2, 4096, burstableXen);
        yield return new("i3.large", 2, 15616, storageXen) { Disks = (1, 475) };
        yield return new("i3.xlarge", 4, 31232, storageXen) { Disks = (1, 950) };

        yield return new("t3.nano", 2, 512, burstable);
        yield return new("t3.micro", 2, 1024, burstable) { FreeTier = true };
        yield return new("t3.small", 2, 2048, burstable);
        yield return new("t3.medium", 2, 4096, burstable);
        yield return new("t3.large", 2, 8192, burstable);
        yield return new("m5.large", 2, 8192, nitro);
        yield return new("m5.xlarge", 4, 16384, nitro);
        yield return new("m5.2xlarge", 8, 32768, nitro);
        yield return new("m5d.large", 2, 8192, nitro) { Disks = (1, 75) };
        yield return new("m5d.xlarge", 4, 16384, nitro) { Disks = (1, 150) };
        yield return new("m6i.large", 2, 8192, nitro);
        yield return new("m7i.large", 2, 8192, nitro);
        yield return new("m7i.xlarge", 4, 16384, nitro);
        yield return new("c7i.large", 2, 4096, nitro);
        yield return new("r7i.large", 2, 16384, nitro);
        yield return new("c5.large", 2, 4096, nitro);
        yield return new("c5.xlarge", 4, 8192, nitro);
        yield return new("r5.large", 2, 16384, nitro);
        yield return new("r5.xlarge", 4, 32768, nitro);
        yield return new("r5.2xlarge", 8, 65536, nitro);

        yield return new("t4g.nano", 2, 512, burstableGraviton);
        yield return new("t4g.micro", 2, 1024, burstableGraviton);
        yield return new("t4g.small", 2, 2048, burstableGraviton);
        yield return new("t4g.medium", 2, 4096, burstableGraviton);
        yield return new("m6g.large", 2, 8192, graviton);
        yield return new("m6gd.large", 2, 8192, graviton) { Disks = (1, 118) };
        yield return new("c6g.large", 2, 4096, graviton);
        yield return new("r6g.large", 2, 16384, graviton);
    }
}

/// <summary>What the sizes of an instance family have in common.</summary>
/// <param name="Hypervisor"><c>xen</c> or <c>nitro</c>.</param>
/// <param name="Architectures">The AMI architectures that it boots.</param>
/// <param name="EbsOptimized"><c>default</c>, <c>supported</c> or <c>unsupported</c>.</param>
internal sealed record MachineFamily(string Hypervisor, IReadOnlyList<string> Architectures, string EbsOptimized)
{
    internal IReadOnlyList<string> RootDevices { get; init; } = ["ebs"];

    internal IReadOnlyList<string> Virtualization { get; init; } = ["hvm"];

    internal IReadOnlyList<string> BootModes { get; init; } = ["legacy-bios"];

    internal string EnaSupport { get; init; } = "required";

    internal bool Burstable { get; init; }

    internal bool Tpm { get; init; }

    internal bool CurrentGeneration { get; init; } = true;

    /// <summary>Volumes and network interfaces that fit on one instance.</summary>
    internal int Attachments => Hypervisor == "nitro" ? 28 : 40;
}

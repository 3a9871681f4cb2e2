namespace AmiTools;

/// <summary>What an image says about the machine that its system needs. In options, null leaves a property to what can be found out; in a plan, null means that the image has none of it.</summary>
public sealed class AmiMachine
{
    /// <summary>AWS's word: <c>x86_64</c>, <c>arm64</c>, <c>i386</c>, <c>x86_64_mac</c>, <c>arm64_mac</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>The device of the root volume: <c>/dev/xvda</c>.</summary>
    public string? RootDeviceName { get; init; }

    /// <summary>AWS's word: <c>hvm</c> or <c>paravirtual</c>. AWS itself takes paravirtual where nothing is said; this module takes hvm.</summary>
    public string? VirtualizationType { get; init; }

    /// <summary>AWS's word: <c>uefi</c>, <c>legacy-bios</c>, <c>uefi-preferred</c>. Where an image has none, AWS takes the instance type's default.</summary>
    public string? BootMode { get; init; }

    /// <summary>Whether the system has the driver for enhanced networking with ENA, which all Nitro types need.</summary>
    public bool? EnaSupport { get; init; }

    /// <summary>Whether the system has the driver for enhanced networking with the Intel 82599 (AWS's word: <c>simple</c>).</summary>
    public bool? SriovNetSupport { get; init; }

    /// <summary>Whether it gets a NitroTPM (<c>v2.0</c>), which needs <c>uefi</c>.</summary>
    public bool? TpmSupport { get; init; }

    /// <summary>Whether its instances must use IMDSv2 (<c>v2.0</c>).</summary>
    public bool? ImdsSupport { get; init; }

    /// <summary>The UEFI variables in base64, 64,000 characters at the most: Secure Boot keys of one's own.</summary>
    public string? UefiData { get; init; }

    /// <summary>The kernel of a paravirtual image: <c>aki-0123abcd</c>.</summary>
    public string? KernelId { get; init; }

    /// <summary>The ramdisk of a paravirtual image: <c>ari-0123abcd</c>.</summary>
    public string? RamdiskId { get; init; }
}

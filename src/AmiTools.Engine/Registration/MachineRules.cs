namespace AmiTools.Engine.Registration;

/// <summary>What AWS takes as a machine, and what no longer launches. Applied before any change, because AWS fills in what nobody means and refuses late.</summary>
internal static class MachineRules
{
    /// <summary>The longest UEFI data, in characters (EC2's API reference).</summary>
    private const int LongestUefiData = 64_000;

    private const string OldTypes = "instance types of earlier generations (C1, C3, HS1, M1, M2, M3, T1)";

    private static readonly string[] s_architectures = ["x86_64", "arm64", "i386", "x86_64_mac", "arm64_mac"];
    private static readonly string[] s_bootModes = ["uefi", "legacy-bios", "uefi-preferred"];

    /// <summary>Everything that is wrong with what a user gave, whatever it is for.</summary>
    public static IEnumerable<AmiException> Problems(AmiMachine given)
    {
        if (given.Architecture is { } architecture && !s_architectures.Contains(architecture)) yield return Invalid($"There is no architecture '{architecture}'; there are {string.Join(", ", s_architectures)}.", "Give -Architecture in AWS's words.");
        if (given.BootMode is { } mode && !s_bootModes.Contains(mode)) yield return Invalid($"There is no boot mode '{mode}'; there are {string.Join(", ", s_bootModes)}.", "Give -BootMode in AWS's words.");
        if (given.VirtualizationType is not (null or Machines.Hvm or Machines.Paravirtual)) yield return Invalid($"There is no virtualization type '{given.VirtualizationType}'; there are hvm and paravirtual.", "Leave -VirtualizationType out: hvm is what all current instance types launch.");
        if (given.UefiData is { Length: > LongestUefiData }) yield return Invalid($"The UEFI data has {given.UefiData.Length} characters, and AWS takes {LongestUefiData} at the most.", "Give what the tool python-uefivars wrote for AWS.");
        if (given.KernelId is { } kernel && !kernel.StartsWith("aki-", StringComparison.Ordinal)) yield return Invalid($"'{kernel}' is not a kernel's id.", "A kernel's id begins with aki-; only paravirtual images have one.");
        if (given.RamdiskId is { } ramdisk && !ramdisk.StartsWith("ari-", StringComparison.Ordinal)) yield return Invalid($"'{ramdisk}' is not a ramdisk's id.", "A ramdisk's id begins with ari-; only paravirtual images have one.");
    }

    /// <summary>What of the whole machine excludes each other, as parts of a sentence.</summary>
    public static IEnumerable<string> Contradictions(AmiMachine machine)
    {
        bool isArm = machine.Architecture is "arm64" or "arm64_mac";
        bool isParavirtual = machine.VirtualizationType == Machines.Paravirtual;
        if (isArm && machine.BootMode is "legacy-bios" or "uefi-preferred") yield return $"{machine.Architecture} boots with uefi only, not with {machine.BootMode}";
        if (machine.TpmSupport == true && machine.BootMode != "uefi") yield return $"a NitroTPM needs the boot mode uefi{(machine.BootMode is null ? "" : $", not {machine.BootMode}")}";
        if (machine.UefiData is not null && machine.BootMode is not ("uefi" or "uefi-preferred")) yield return "UEFI data needs the boot mode uefi or uefi-preferred";
        if (isParavirtual && machine.Architecture is not ("x86_64" or "i386")) yield return $"{machine.Architecture} is never paravirtual";
        if (isParavirtual && machine.BootMode is "uefi" or "uefi-preferred") yield return $"a paravirtual image does not boot with {machine.BootMode}";
        if (!isParavirtual && (machine.KernelId ?? machine.RamdiskId) is { } old) yield return $"{old} is for paravirtual images, and this one is hvm";
    }

    /// <summary>What no longer launches, or only on old machines, of what was asked for or found.</summary>
    public static IEnumerable<string> Warnings(AmiMachine machine)
    {
        if (machine.VirtualizationType == Machines.Paravirtual) yield return $"A paravirtual image launches only on {OldTypes}; no current type does. Nothing turns an installed paravirtual system into an hvm one but a boot loader of its own.";
        if (machine.Architecture == "i386") yield return "A 32-bit image (i386) launches only on T2 and on a few instance types of earlier generations (C1, C3, M1, T1, all of them small); no Nitro type does.";
        if (machine.VirtualizationType != Machines.Paravirtual && machine.EnaSupport == false) yield return "Without ENA it launches on no Nitro type, which is all of the current generation.";
    }

    /// <summary>The properties that must be known and are not, each as the parameter to give.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="isFound">Whether an image or an instance of the system was found: what that does not say, the system has not.</param>
    public static IEnumerable<string> Missing(AmiMachine machine, bool isFound)
    {
        bool isParavirtual = machine.VirtualizationType == Machines.Paravirtual;
        if (machine.Architecture is null) yield return "-Architecture (x86_64, arm64, ...)";
        if (machine.RootDeviceName is null) yield return "-RootDeviceName (/dev/xvda, /dev/sda1, ...)";
        if (isFound || isParavirtual) yield break;
        // An x86 image without a boot mode takes the instance type's default, which is a choice that somebody has to make; ARM has only one.
        if (machine.BootMode is null && machine.Architecture is not ("arm64" or "arm64_mac")) yield return "-BootMode (uefi, legacy-bios or uefi-preferred)";
        if (machine.EnaSupport is null) yield return "-EnaSupport (or -EnaSupport:$false for a system without the driver)";
    }

    private static AmiException Invalid(string message, string remedy) => new(AmiErrorCodes.InvalidMachine, AmiErrorKind.InvalidInput, message) { Remedy = remedy };
}

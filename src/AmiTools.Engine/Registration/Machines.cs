using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;

namespace AmiTools.Engine.Registration;

/// <summary>What images and instances say about their machines, and how RegisterImage is told.</summary>
internal static class Machines
{
    public const string Hvm = "hvm";
    public const string Paravirtual = "paravirtual";

    private const string Simple = "simple";
    private const string Version2 = "v2.0";

    /// <summary>What the image says.</summary>
    /// <param name="image">The image.</param>
    /// <param name="uefiData">Its UEFI variables, which no listing has.</param>
    public static AmiMachine Of(Image image, string? uefiData = null) => new()
    {
        Architecture = NullIfEmpty(image.Architecture?.Value),
        RootDeviceName = NullIfEmpty(image.RootDeviceName),
        VirtualizationType = NullIfEmpty(image.VirtualizationType?.Value),
        BootMode = NullIfEmpty(image.BootMode?.Value),
        EnaSupport = image.EnaSupport,
        SriovNetSupport = NullIfEmpty(image.SriovNetSupport) is not null,
        TpmSupport = NullIfEmpty(image.TpmSupport?.Value) is not null,
        ImdsSupport = NullIfEmpty(image.ImdsSupport?.Value) is not null,
        UefiData = uefiData,
        KernelId = NullIfEmpty(image.KernelId),
        RamdiskId = NullIfEmpty(image.RamdiskId),
    };

    /// <summary>What the instance says, and for what no instance says, the image that it was launched from.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="launchedFrom">That image; null where it is not to be seen any more.</param>
    /// <param name="uefiData">That image's UEFI variables.</param>
    public static AmiMachine Of(Instance instance, Image? launchedFrom, string? uefiData = null) => new()
    {
        Architecture = NullIfEmpty(instance.Architecture?.Value) ?? NullIfEmpty(launchedFrom?.Architecture?.Value),
        RootDeviceName = NullIfEmpty(instance.RootDeviceName),
        VirtualizationType = NullIfEmpty(instance.VirtualizationType?.Value),
        BootMode = NullIfEmpty(instance.BootMode?.Value),
        EnaSupport = instance.EnaSupport ?? launchedFrom?.EnaSupport,
        SriovNetSupport = NullIfEmpty(instance.SriovNetSupport) is not null,
        TpmSupport = NullIfEmpty(instance.TpmSupport) is not null,
        ImdsSupport = NullIfEmpty(launchedFrom?.ImdsSupport?.Value) is not null,
        UefiData = uefiData,
        KernelId = NullIfEmpty(instance.KernelId),
        RamdiskId = NullIfEmpty(instance.RamdiskId),
    };

    /// <summary>What was given, and for the rest what is known.</summary>
    public static AmiMachine Over(this AmiMachine given, AmiMachine? known)
    {
        string virtualization = given.VirtualizationType ?? known?.VirtualizationType ?? Hvm;
        // How a machine boots belongs together: whoever says that it is virtualized or boots in another way gets nothing of the old way along.
        AmiMachine? boot = virtualization == known?.VirtualizationType ? known : null;
        return new AmiMachine
        {
            Architecture = given.Architecture ?? known?.Architecture,
            RootDeviceName = given.RootDeviceName ?? known?.RootDeviceName,
            VirtualizationType = virtualization,
            BootMode = given.BootMode ?? boot?.BootMode,
            EnaSupport = given.EnaSupport ?? known?.EnaSupport,
            SriovNetSupport = given.SriovNetSupport ?? known?.SriovNetSupport,
            TpmSupport = given.TpmSupport ?? boot?.TpmSupport,
            ImdsSupport = given.ImdsSupport ?? known?.ImdsSupport,
            UefiData = given.UefiData ?? (given.BootMode is null || given.BootMode == known?.BootMode ? boot?.UefiData : null),
            KernelId = given.KernelId ?? boot?.KernelId,
            RamdiskId = given.RamdiskId ?? boot?.RamdiskId,
        };
    }

    /// <summary>The registration of an image for the machine.</summary>
    public static RegisterImageRequest ToRequest(this AmiMachine machine, string name, string description, IReadOnlyList<AmiBlockDevice> devices) => new()
    {
        Name = name,
        Description = NullIfEmpty(description),
        Architecture = machine.Architecture is { } architecture ? ArchitectureValues.FindValue(architecture) : null,
        RootDeviceName = machine.RootDeviceName,
        // Left out, AWS would take paravirtual, and for the architecture i386.
        VirtualizationType = machine.VirtualizationType ?? Hvm,
        EnaSupport = machine.EnaSupport,
        SriovNetSupport = machine.SriovNetSupport == true ? Simple : null,
        BootMode = machine.BootMode is { } mode ? BootModeValues.FindValue(mode) : null,
        TpmSupport = machine.TpmSupport == true ? TpmSupportValues.FindValue(Version2) : null,
        ImdsSupport = machine.ImdsSupport == true ? ImdsSupportValues.FindValue(Version2) : null,
        UefiData = machine.UefiData,
        KernelId = machine.KernelId,
        RamdiskId = machine.RamdiskId,
        BlockDeviceMappings = devices.Count == 0 ? null : [.. devices.Select(device => device.ToRegistration())],
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

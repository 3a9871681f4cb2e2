using System.Management.Automation;
using AmiTools.Binding;

namespace AmiTools.Pipeline;

/// <summary>A command that registers images: says what machine they are for, what devices they have, and whether to wait.</summary>
public abstract class AmiRegistrationCmdlet : AmiMakingCmdlet
{
    // Nothing is copied where an image is registered: AWS is done in seconds.
    private protected AmiRegistrationCmdlet() => TimeoutHours = 1;

    /// <summary>The description's template.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Devices besides the root.</summary>
    [Parameter]
    [Alias("BlockDevices", "BlockDeviceMapping")]
    [BlockDevices]
    [ValidateNotNull]
    public AmiBlockDevice[] BlockDevice { get; set; } = [];

    /// <summary>AWS's architecture.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Architecture { get; set; }

    /// <summary>The root's device.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RootDeviceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RootDeviceName { get; set; }

    /// <summary>AWS's virtualization type.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VirtualizationTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? VirtualizationType { get; set; }

    /// <summary>AWS's boot mode.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BootModeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? BootMode { get; set; }

    /// <summary>Whether the system has the ENA driver.</summary>
    [Parameter]
    public SwitchParameter EnaSupport { get; set; }

    /// <summary>Whether the system has the driver for the Intel 82599.</summary>
    [Parameter]
    public SwitchParameter SriovNetSupport { get; set; }

    /// <summary>Whether it gets a NitroTPM.</summary>
    [Parameter]
    public SwitchParameter TpmSupport { get; set; }

    /// <summary>Whether instances must use IMDSv2.</summary>
    [Parameter]
    public SwitchParameter ImdsSupport { get; set; }

    /// <summary>The kernel of a paravirtual image.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KernelId { get; set; }

    /// <summary>The ramdisk of a paravirtual image.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RamdiskId { get; set; }

    /// <summary>What is said about the machine.</summary>
    private protected AmiMachine Machine(string? uefiData = null) => new()
    {
        Architecture = Architecture,
        RootDeviceName = RootDeviceName,
        VirtualizationType = VirtualizationType,
        BootMode = BootMode,
        EnaSupport = Said(nameof(EnaSupport), EnaSupport),
        SriovNetSupport = Said(nameof(SriovNetSupport), SriovNetSupport),
        TpmSupport = Said(nameof(TpmSupport), TpmSupport),
        ImdsSupport = Said(nameof(ImdsSupport), ImdsSupport),
        UefiData = uefiData,
        KernelId = KernelId,
        RamdiskId = RamdiskId,
    };

    /// <summary>Shows the plan, and registers what is approved.</summary>
    private protected async Task RegisterAsync(RegistrationPlan plan, CancellationToken stop)
    {
        if (await ReviewAsync(plan, step => step.Existing is not null).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

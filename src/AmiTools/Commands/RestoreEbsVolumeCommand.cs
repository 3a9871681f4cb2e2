using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Makes volumes of snapshots, and attaches them to an instance, beside its volumes or in the place of one.</summary>
[Cmdlet(VerbsData.Restore, "EbsVolume", DefaultParameterSetName = "Given", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EbsVolumeRestore))]
public sealed class RestoreEbsVolumeCommand : AmiChangeCmdlet
{
    /// <summary>The snapshots.</summary>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId", Leaves = SecondPlace.Instance)]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public ResourceReference[]? SnapshotId { get; set; }

    /// <summary>The instance that gets the volumes.</summary>
    [Parameter(ParameterSetName = "Given", Position = 1)]
    [Parameter(ParameterSetName = "Piped", Position = 0)]
    [ResourceReferences("InstanceId", Single = true)]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public ResourceReference? InstanceId { get; set; }

    /// <summary>The device.</summary>
    [Parameter]
    [Alias("DeviceName")]
    [ValidateNotNullOrEmpty]
    public string? Device { get; set; }

    /// <summary>The device whose volume is taken off.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Replace { get; set; }

    /// <summary>The zone.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AvailabilityZone { get; set; }

    /// <summary>GiB.</summary>
    [Parameter]
    [Alias("SizeGiB", "VolumeSize")]
    [ValidateRange(1, 65536)]
    public int? Size { get; set; }

    /// <summary>The type.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VolumeTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? VolumeType { get; set; }

    /// <summary>I/O operations a second.</summary>
    [Parameter]
    public int? Iops { get; set; }

    /// <summary>MiB/s.</summary>
    [Parameter]
    public int? Throughput { get; set; }

    /// <summary>Whether it is encrypted.</summary>
    [Parameter]
    public SwitchParameter Encrypted { get; set; }

    /// <summary>The key.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyId { get; set; }

    /// <summary>MiB/s at which AWS brings the blocks.</summary>
    [Parameter]
    [Alias("InitializationRate")]
    public int? VolumeInitializationRate { get; set; }

    /// <summary>Whether several instances can have it.</summary>
    [Parameter]
    [Alias("MultiAttach")]
    public SwitchParameter MultiAttachEnabled { get; set; }

    /// <summary>Whether it goes with the instance.</summary>
    [Parameter]
    public SwitchParameter DeleteOnTermination { get; set; }

    /// <summary>Tags for the volumes.</summary>
    [Parameter]
    [Alias("Tags")]
    [Tags]
    [ValidateNotNull]
    public IDictionary<string, string?> Tag { get; set; } = new Dictionary<string, string?>();

    /// <summary>Tells this restore from another one of the same snapshot.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IdempotencyKey { get; set; }

    private protected override ResourceReference[]? Items => SnapshotId;

    /// <summary>One batch after the other: two that are planned at the same time would choose the same device.</summary>
    private protected override int Parallelism => 1;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        VolumeRestoreOptions options = new()
        {
            Session = session, SnapshotId = batch, InstanceId = InstanceId, Device = Device, Replace = Replace, AvailabilityZone = AvailabilityZone, SizeGiB = Size, VolumeType = VolumeType, Iops = Iops,
            Throughput = Throughput, Encrypted = Said(nameof(Encrypted), Encrypted), KmsKeyId = KmsKeyId, InitializationRate = VolumeInitializationRate, MultiAttach = MultiAttachEnabled,
            DeleteOnTermination = Said(nameof(DeleteOnTermination), DeleteOnTermination), Tag = TagsAttribute.Values(Tag), IdempotencyKey = IdempotencyKey,
        };
        VolumeRestorePlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.IsDone).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Replaces the root volumes of running instances: by a snapshot of them, by an image, or by what they were launched with.</summary>
[Cmdlet(VerbsData.Restore, "InstanceRootVolume", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Snapshot")]
[OutputType(typeof(InstanceRootRestore))]
public sealed class RestoreInstanceRootVolumeCommand : AmiChangeCmdlet
{
    /// <summary>The instances.</summary>
    [Parameter(ParameterSetName = "Snapshot", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Image", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "LaunchState", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "PipedSnapshot", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceIds")]
    [ResourceReferences("InstanceId", Container = "Instances", Leaves = SecondPlace.Snapshot)]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public ResourceReference[]? InstanceId { get; set; }

    /// <summary>The snapshot.</summary>
    [Parameter(ParameterSetName = "Snapshot", Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = "PipedSnapshot", Mandatory = true, Position = 0)]
    [ResourceReferences("SnapshotId", Single = true)]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public ResourceReference? SnapshotId { get; set; }

    /// <summary>The image.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Image")]
    [ResourceReferences("ImageId", Single = true)]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference? ImageId { get; set; }

    /// <summary>Goes back to what the root volume was made of.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LaunchState")]
    public SwitchParameter LaunchState { get; set; }

    /// <summary>Whether the old root volume is deleted.</summary>
    [Parameter]
    public SwitchParameter DeleteReplacedRootVolume { get; set; }

    /// <summary>MiB/s at which AWS brings the blocks.</summary>
    [Parameter]
    [Alias("InitializationRate")]
    public int? VolumeInitializationRate { get; set; }

    /// <summary>Tags for the new root volumes.</summary>
    [Parameter]
    [Alias("Tags")]
    [Tags]
    [ValidateNotNull]
    public IDictionary<string, string?> Tag { get; set; } = new Dictionary<string, string?>();

    /// <summary>Whether the new root volume gets the tags of the old one.</summary>
    [Parameter]
    public SwitchParameter CopyVolumeTag { get; set; }

    /// <summary>Tells this replacement from an earlier one with the same source.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IdempotencyKey { get; set; }

    private protected override ResourceReference[]? Items => InstanceId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        RootRestoreOptions options = new()
        {
            Session = session, InstanceId = batch, Source = SnapshotId is null ? Enum.Parse<RootRestoreSource>(ParameterSetName) : RootRestoreSource.Snapshot, From = SnapshotId ?? ImageId, DeleteReplacedRootVolume = DeleteReplacedRootVolume,
            InitializationRate = VolumeInitializationRate, CopyVolumeTag = CopyVolumeTag, Tag = TagsAttribute.Values(Tag), IdempotencyKey = IdempotencyKey,
        };
        RootRestorePlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.IsBegun).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

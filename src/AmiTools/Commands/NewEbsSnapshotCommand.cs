using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Takes snapshots of volumes, or of all volumes of an instance at one moment.</summary>
[Cmdlet(VerbsCommon.New, "EbsSnapshot", DefaultParameterSetName = "ByVolume", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EbsSnapshotBackup))]
public sealed class NewEbsSnapshotCommand : AmiBackupCmdlet
{
    /// <summary>The volumes.</summary>
    [Parameter(ParameterSetName = "ByVolume", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VolumeIds")]
    [ResourceReferences("VolumeId", "InstanceId", Container = "Instances")]
    [ArgumentCompleter(typeof(VolumeIdCompleter))]
    public ResourceReference[]? VolumeId { get; set; }

    /// <summary>The instances.</summary>
    [Parameter(ParameterSetName = "ByInstance", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceIds")]
    [ResourceReferences("InstanceId", Container = "Instances", Beside = "VolumeId")]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public ResourceReference[]? InstanceId { get; set; }

    /// <summary>Whether the root is left out.</summary>
    [Parameter(ParameterSetName = "ByInstance")]
    [Alias("ExcludeBootVolume")]
    public SwitchParameter ExcludeRoot { get; set; }

    /// <summary>Devices or volumes that are left out.</summary>
    [Parameter(ParameterSetName = "ByInstance")]
    [Alias("ExcludeVolumes")]
    [ValidateNotNullOrEmpty]
    public string[] ExcludeVolume { get; set; } = [];

    /// <summary>The description.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? Description { get; set; }

    /// <summary>Whether the volume's tags are put on its snapshot too.</summary>
    [Parameter]
    [Alias("CopyVolumeTags")]
    public SwitchParameter CopyVolumeTag { get; set; }

    private protected override ResourceReference[]? Items => ParameterSetName == "ByInstance" ? InstanceId : VolumeId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        // An instance that is piped in, or named where a volume is expected, stands for its volumes.
        ILookup<bool, ResourceReference> byInstance = batch.ToLookup(item => item.Id.StartsWith("i-", StringComparison.Ordinal) || (ParameterSetName == "ByInstance" && !item.Id.StartsWith("vol-", StringComparison.Ordinal)));
        EbsSnapshotOptions options = new()
        {
            Session = session,
            VolumeId = [.. byInstance[false]],
            InstanceId = [.. byInstance[true]],
            ExcludeRoot = ExcludeRoot,
            ExcludeVolume = ExcludeVolume,
            Description = Description,
            Tag = TagsAttribute.Values(Tag),
            CopyVolumeTag = CopyVolumeTag,
            IdempotencyKey = IdempotencyKey,
            Wait = Wait,
            Timeout = Timeout,
        };
        EbsSnapshotPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.Existing.Count > 0).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

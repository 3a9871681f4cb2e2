using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Copies snapshots to other regions, or within their own to encrypt them.</summary>
[Cmdlet(VerbsCommon.Copy, "EbsSnapshotToRegion", DefaultParameterSetName = "Given", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EbsSnapshotCopy))]
public sealed class CopyEbsSnapshotToRegionCommand : AmiCopyCmdlet
{
    /// <summary>The snapshots.</summary>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId", Leaves = SecondPlace.Region)]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public ResourceReference[]? SnapshotId { get; set; }

    private protected override ResourceReference[]? Items => SnapshotId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        EbsSnapshotCopyOptions options = new()
        {
            Session = session,
            SnapshotId = batch,
            DestinationRegion = DestinationRegion,
            Description = Description,
            Encrypted = Encryption,
            KmsKeyId = KmsKeyId?.Single,
            KmsKeyIdByRegion = KeyByRegion,
            Tag = TagsAttribute.Values(Tag),
            CopyTag = CopyTag,
            CompletionDuration = CompletionDuration,
            Wait = Wait,
            Timeout = Timeout,
        };
        EbsSnapshotCopyPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.Existing is not null).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

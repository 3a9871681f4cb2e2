using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Deletes snapshots that nothing needs.</summary>
[Cmdlet(VerbsCommon.Remove, "EbsSnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EbsSnapshotRemoval))]
public sealed class RemoveEbsSnapshotCommand : AmiChangeCmdlet
{
    /// <summary>The snapshots.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId")]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public ResourceReference[]? SnapshotId { get; set; }

    private protected override ResourceReference[]? Items => SnapshotId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        EbsSnapshotRemovalPlan plan = await Engine.PlanAsync(new EbsSnapshotRemovalOptions { Session = session, SnapshotId = batch, Force = Force }, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.Snapshot is null).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

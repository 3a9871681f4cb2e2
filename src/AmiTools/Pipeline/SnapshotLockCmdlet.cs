using System.Management.Automation;
using AmiTools.Binding;

namespace AmiTools.Pipeline;

/// <summary>A command that locks or unlocks snapshots.</summary>
public abstract class SnapshotLockCmdlet : AmiChangeCmdlet
{
    /// <summary>The snapshots.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId")]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public virtual ResourceReference[]? SnapshotId { get; set; }

    private protected override ResourceReference[]? Items => SnapshotId;

    /// <summary>What is to be done.</summary>
    private protected abstract EbsSnapshotLockOptions Options(SessionOptions session, IReadOnlyList<ResourceReference> snapshots);

    private protected sealed override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        EbsSnapshotLockPlan plan = await Engine.PlanAsync(Options(session, batch), EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => !step.Changes).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

using System.Management.Automation;
using AmiTools.Binding;

namespace AmiTools.Pipeline;

/// <summary>A command that changes who may use snapshots.</summary>
public abstract class SnapshotAccessCmdlet : AmiChangeCmdlet
{
    /// <summary>The snapshots.</summary>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId", Leaves = SecondPlace.Principal)]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public virtual ResourceReference[]? SnapshotId { get; set; }

    private protected override ResourceReference[]? Items => SnapshotId;

    /// <summary>Plans the change, asks, and makes it.</summary>
    private protected async Task ChangeAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, AccessAction action, string[] principals, bool everybody, CancellationToken stop)
    {
        EbsSnapshotAccessOptions options = new()
        {
            Session = session, SnapshotId = batch, Action = action,
            Principal = Grantees.Of(principals, everybody),
        };
        EbsSnapshotAccessPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => !step.Outcome.Changed).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Deregisters images that nothing uses, and deletes the snapshots behind them that nothing else needs.</summary>
[Cmdlet(VerbsCommon.Remove, "Ami", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AmiRemoval))]
public sealed class RemoveAmiCommand : AmiChangeCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId")]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>Whether the snapshots stay.</summary>
    [Parameter]
    [Alias("KeepSnapshots")]
    public SwitchParameter KeepSnapshot { get; set; }

    /// <summary>Whether what would not come back is removed too.</summary>
    [Parameter]
    public SwitchParameter AllowPermanent { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override bool TakesAway => true;

    /// <summary>One batch after the other: two that are planned at the same time would each keep a snapshot for the other's image.</summary>
    private protected override int Parallelism => 1;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        RemovalPlan plan = await Engine.PlanAsync(new RemovalOptions { Session = session, ImageId = batch, KeepSnapshot = KeepSnapshot, AllowPermanent = AllowPermanent, Force = Force }, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.IsDone).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

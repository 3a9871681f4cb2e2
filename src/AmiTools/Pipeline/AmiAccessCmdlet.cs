using System.Management.Automation;
using AmiTools.Binding;

namespace AmiTools.Pipeline;

/// <summary>A command that changes who may use images.</summary>
public abstract class AmiAccessCmdlet : AmiChangeCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId", Leaves = SecondPlace.Principal)]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public virtual ResourceReference[]? ImageId { get; set; }

    /// <summary>Whether the snapshots are left as they are.</summary>
    [Parameter]
    public SwitchParameter ImageOnly { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    /// <summary>One batch after the other: two that are planned at the same time would each keep a snapshot for the other's image.</summary>
    private protected override int Parallelism => 1;

    /// <summary>Plans the change, asks, and makes it.</summary>
    private protected async Task ChangeAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, AccessAction action, string[] principals, bool everybody, CancellationToken stop)
    {
        AccessOptions options = new()
        {
            Session = session, ImageId = batch, Action = action, ImageOnly = ImageOnly,
            Principal = Grantees.Of(principals, everybody),
        };
        AccessPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => !step.Outcome.Changed).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Enables disabled images, and shares them again with those that they were shared with.</summary>
[Cmdlet(VerbsLifecycle.Enable, "Ami", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AmiAvailability))]
public sealed class EnableAmiCommand : AmiChangeCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId")]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>Whether the sharing comes back that Disable-Ami kept.</summary>
    [Parameter]
    public SwitchParameter RestoreAccess { get; set; }

    /// <summary>Whether the images are returned with what became of their sharing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        EnablePlan plan = await Engine.PlanAsync(new EnableOptions { Session = session, ImageId = batch, RestoreAccess = RestoreAccess }, EngineEvents, stop).ConfigureAwait(false);
        if (!await ReviewAsync(plan, step => !step.Outcome.Changed).ConfigureAwait(false)) return;
        await foreach (AmiAvailability result in Engine.RunAsync(plan, EngineEvents, stop).ConfigureAwait(false))
        {
            if (PassThru) await WriteAsync(result).ConfigureAwait(false);
        }
    }
}

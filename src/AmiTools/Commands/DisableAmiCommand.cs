using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Disables images, and keeps in their tags with whom they were shared.</summary>
[Cmdlet(VerbsLifecycle.Disable, "Ami", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AmiAvailability))]
public sealed class DisableAmiCommand : AmiChangeCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId")]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>Whether the images are returned with what became of their sharing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override bool TakesAway => true;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        DisablePlan plan = await Engine.PlanAsync(new DisableOptions { Session = session, ImageId = batch }, EngineEvents, stop).ConfigureAwait(false);
        if (!await ReviewAsync(plan, step => !step.Outcome.Changed).ConfigureAwait(false)) return;
        await foreach (AmiAvailability result in Engine.RunAsync(plan, EngineEvents, stop).ConfigureAwait(false))
        {
            if (PassThru) await WriteAsync(result).ConfigureAwait(false);
        }
    }
}

using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Switches the protection of images against deregistration on or off.</summary>
[Cmdlet(VerbsCommon.Set, "AmiProtection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "Enable")]
[OutputType(typeof(AmiProtection))]
public sealed class SetAmiProtectionCommand : AmiChangeCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId")]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>Switches it on.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Enable")]
    public SwitchParameter Enable { get; set; }

    /// <summary>Whether it goes on for a day when it is switched off.</summary>
    [Parameter(ParameterSetName = "Enable")]
    public SwitchParameter WithCooldown { get; set; }

    /// <summary>Switches it off.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Disable")]
    public SwitchParameter Disable { get; set; }

    /// <summary>Whether the protection before and after is returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        ProtectionOptions options = new()
        {
            // -Enable:$false says what -Disable does, and the other way round.
            Session = session, ImageId = batch, Enable = ParameterSetName == "Enable" ? Enable : !Disable,
            WithCooldown = Said(nameof(WithCooldown), WithCooldown),
        };
        ProtectionPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (!await ReviewAsync(plan, step => !step.Outcome.Changed).ConfigureAwait(false)) return;
        await foreach (AmiProtection result in Engine.RunAsync(plan, EngineEvents, stop).ConfigureAwait(false))
        {
            if (PassThru) await WriteAsync(result).ConfigureAwait(false);
        }
    }
}

using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Registers an image that boots from instance store, from its bundle in S3.</summary>
[Cmdlet(VerbsCommon.New, "AmiFromBundle", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = RegisterSet)]
[OutputType(typeof(AmiRegistration), ParameterSetName = [RegisterSet])]
[OutputType(typeof(AmiBundleStep), ParameterSetName = [StepSet])]
public sealed class NewAmiFromBundleCommand : AmiRegistrationCmdlet
{
    private const string RegisterSet = "Register";
    private const string StepSet = "ShowStep";

    /// <summary>The bundle's manifest.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string ImageLocation { get; set; } = "";

    /// <summary>The image's name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Whether the steps are told that lead there, and nothing is done.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StepSet)]
    [Alias("ShowSteps")]
    public SwitchParameter ShowStep { get; set; }

    /// <summary>The instance that is to be bundled.</summary>
    [Parameter(ParameterSetName = StepSet)]
    [ResourceReferences("InstanceId", Single = true)]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public ResourceReference? InstanceId { get; set; }

    private protected override ResourceReference[]? Items => [new ResourceReference(ImageLocation)];

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        foreach (ResourceReference location in batch)
        {
            BundleRegistrationOptions options = new()
            {
                Session = session, ImageLocation = location, Name = Name, Description = Description, BlockDevice = BlockDevice, Machine = Machine(), Tag = TagsAttribute.Values(Tag), Wait = Wait, Timeout = Timeout,
            };
            if (ParameterSetName == StepSet) await TellAsync(new BundleStepOptions { Registration = options, InstanceId = InstanceId }, stop).ConfigureAwait(false);
            else await RegisterAsync(await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false), stop).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(BundleStepOptions options, CancellationToken stop)
    {
        foreach (AmiBundleStep step in await Engine.TellAsync(options, stop).ConfigureAwait(false)) await WriteAsync(step).ConfigureAwait(false);
    }
}

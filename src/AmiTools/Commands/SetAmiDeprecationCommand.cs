using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Sets the date from when on images count as deprecated, or takes it away.</summary>
[Cmdlet(VerbsCommon.Set, "AmiDeprecation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "At")]
[OutputType(typeof(AmiDeprecation))]
public sealed class SetAmiDeprecationCommand : AmiChangeCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(ParameterSetName = "At", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "After", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Clear", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "PipedAt", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId", Leaves = SecondPlace.Moment)]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>The date.</summary>
    [Parameter(ParameterSetName = "At", Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = "PipedAt", Mandatory = true, Position = 0)]
    [Alias("DeprecateAt")]
    [Moment]
    [ValidateNotNull]
    public Moment? At { get; set; }

    /// <summary>The date as a time from now.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "After")]
    [Duration]
    public TimeSpan After { get; set; }

    /// <summary>Takes the date away.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Clear")]
    public SwitchParameter Clear { get; set; }

    /// <summary>Whether the dates before and after are returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        DeprecationOptions options = new()
        {
            Session = session, ImageId = batch, At = At?.After(EngineHost.UtcNow), After = ParameterSetName == "After" ? After : null, Clear = Clear,
        };
        DeprecationPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (!await ReviewAsync(plan, step => !step.Outcome.Changed).ConfigureAwait(false)) return;
        await foreach (AmiDeprecation result in Engine.RunAsync(plan, EngineEvents, stop).ConfigureAwait(false))
        {
            if (PassThru) await WriteAsync(result).ConfigureAwait(false);
        }
    }
}

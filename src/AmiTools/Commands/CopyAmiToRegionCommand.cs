using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Copies images to other regions, or within their own to encrypt them.</summary>
[Cmdlet(VerbsCommon.Copy, "AmiToRegion", DefaultParameterSetName = "Given", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AmiCopy))]
public sealed class CopyAmiToRegionCommand : AmiCopyCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId", Leaves = SecondPlace.Region)]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>The name's template.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>From when on the copies count as deprecated.</summary>
    [Parameter]
    [Moment]
    [ValidateNotNull]
    public Moment? DeprecateAt { get; set; }

    private protected override ResourceReference[]? Items => ImageId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        CopyOptions options = new()
        {
            Session = session,
            ImageId = batch,
            DestinationRegion = DestinationRegion,
            Name = Name,
            Description = Description ?? CopyOptions.DefaultDescription,
            Encrypted = Encryption,
            KmsKeyId = KmsKeyId?.Single,
            KmsKeyIdByRegion = KeyByRegion,
            Tag = TagsAttribute.Values(Tag),
            CopyTag = CopyTag,
            CompletionDuration = CompletionDuration,
            DeprecateAt = DeprecateAt?.After(EngineHost.UtcNow),
            Wait = Wait,
            Timeout = Timeout,
        };
        CopyPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.Existing is not null).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

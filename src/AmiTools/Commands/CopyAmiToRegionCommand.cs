using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Copies images to other regions, or within their own to encrypt them.</summary>
[Cmdlet(VerbsCommon.Copy, "AmiToRegion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AmiCopy))]
public sealed class CopyAmiToRegionCommand : AmiChangeCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId")]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>Where to: region names and wildcards.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("DestinationRegions")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] DestinationRegion { get; set; } = [];

    /// <summary>Where the images are.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SourceRegion", "RegionName")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, 1)]
    public override string[] Region { get; set; } = [];

    /// <summary>The name's template.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The description's template.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Whether the copies are encrypted.</summary>
    [Parameter]
    public SwitchParameter Encrypted { get; set; }

    /// <summary>The key for all regions, or one for each.</summary>
    [Parameter]
    [Alias("KmsKeyIds")]
    [KmsKeys]
    [ValidateNotNull]
    public KmsKeys? KmsKeyId { get; set; }

    /// <summary>Whether the image's tags are put on the copies too.</summary>
    [Parameter]
    [Alias("CopyTags")]
    public SwitchParameter CopyTag { get; set; }

    /// <summary>Tags for the copies and their snapshots.</summary>
    [Parameter]
    [Alias("Tags")]
    [Tags]
    [ValidateNotNull]
    public IDictionary<string, string?> Tag { get; set; } = new Dictionary<string, string?>();

    /// <summary>Within which time AWS completes the copies.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? CompletionDuration { get; set; }

    /// <summary>From when on the copies count as deprecated.</summary>
    [Parameter]
    [Moment]
    [ValidateNotNull]
    public Moment? DeprecateAt { get; set; }

    /// <summary>Whether to wait until the copies are available.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to wait at the most.</summary>
    [Parameter]
    [ValidateRange(0.01, 8760)]
    public double TimeoutHours { get; set; } = 24;

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
            Encrypted = MyInvocation.BoundParameters.ContainsKey(nameof(Encrypted)) ? Encrypted : null,
            KmsKeyId = KmsKeyId?.Single,
            KmsKeyIdByRegion = KmsKeyId?.ByRegion ?? new Dictionary<string, string>(),
            Tag = TagsAttribute.Values(Tag),
            CopyTag = CopyTag,
            CompletionDuration = CompletionDuration,
            DeprecateAt = DeprecateAt?.After(EngineHost.UtcNow),
            Wait = Wait,
            Timeout = TimeSpan.FromHours(TimeoutHours),
        };
        CopyPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.Existing is not null).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

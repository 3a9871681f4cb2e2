using System.Management.Automation;
using AmiTools.Binding;

namespace AmiTools.Pipeline;

/// <summary>A command that copies resources to other regions, or within their own to encrypt them.</summary>
public abstract class AmiCopyCmdlet : AmiMakingCmdlet
{
    /// <summary>Where to: region names and wildcards.</summary>
    [Parameter(ParameterSetName = "Given", Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, Position = 0)]
    [Alias("DestinationRegions")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] DestinationRegion { get; set; } = [];

    /// <summary>Where the sources are.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SourceRegion", "RegionName")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, 1)]
    public override string[] Region { get; set; } = [];

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

    /// <summary>Whether the source's tags are put on the copies too.</summary>
    [Parameter]
    [Alias("CopyTags")]
    public SwitchParameter CopyTag { get; set; }

    /// <summary>Within which time AWS completes the copies.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? CompletionDuration { get; set; }

    private protected bool? Encryption => Said(nameof(Encrypted), Encrypted);

    private protected IReadOnlyDictionary<string, string> KeyByRegion => KmsKeyId?.ByRegion ?? new Dictionary<string, string>();
}

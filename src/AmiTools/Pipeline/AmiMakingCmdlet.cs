using System.Management.Automation;
using AmiTools.Binding;

namespace AmiTools.Pipeline;

/// <summary>A command that has AWS make images or snapshots: says their tags, and whether to wait for them.</summary>
public abstract class AmiMakingCmdlet : AmiChangeCmdlet
{
    /// <summary>Tags for the images and the snapshots.</summary>
    [Parameter]
    [Alias("Tags")]
    [Tags]
    [ValidateNotNull]
    public IDictionary<string, string?> Tag { get; set; } = new Dictionary<string, string?>();

    /// <summary>Whether to wait until AWS has completed them.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to wait at the most.</summary>
    [Parameter]
    [ValidateRange(0.01, 8760)]
    public double TimeoutHours { get; set; } = 24;

    private protected TimeSpan Timeout => TimeSpan.FromHours(TimeoutHours);
}

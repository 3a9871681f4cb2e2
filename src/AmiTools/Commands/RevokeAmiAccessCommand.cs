using System.Management.Automation;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Takes images, and the snapshots behind them, from those that they are shared with.</summary>
[Cmdlet(VerbsSecurity.Revoke, "AmiAccess", DefaultParameterSetName = "Given", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AmiAccessChange))]
public sealed class RevokeAmiAccessCommand : AmiAccessCmdlet
{
    /// <summary>From whom.</summary>
    [Parameter(ParameterSetName = "Given", Position = 1)]
    [Parameter(ParameterSetName = "Piped", Position = 0)]
    [Alias("Principal", "Principals")]
    [ValidateNotNull]
    public string[] From { get; set; } = [];

    /// <summary>From everybody.</summary>
    [Parameter]
    public SwitchParameter Public { get; set; }

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) => ChangeAsync(session, batch, AccessAction.Revoke, From, Public, stop);
}

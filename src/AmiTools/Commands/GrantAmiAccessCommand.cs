using System.Management.Automation;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Shares images, and the snapshots behind them, with accounts, organisations, organisational units or everybody.</summary>
[Cmdlet(VerbsSecurity.Grant, "AmiAccess", DefaultParameterSetName = "Given", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AmiAccessChange))]
public sealed class GrantAmiAccessCommand : AmiAccessCmdlet
{
    /// <summary>With whom.</summary>
    [Parameter(ParameterSetName = "Given", Position = 1)]
    [Parameter(ParameterSetName = "Piped", Position = 0)]
    [Alias("Principal", "Principals")]
    [ValidateNotNull]
    public string[] To { get; set; } = [];

    /// <summary>With everybody.</summary>
    [Parameter]
    public SwitchParameter Public { get; set; }

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) => ChangeAsync(session, batch, AccessAction.Grant, To, Public, stop);
}

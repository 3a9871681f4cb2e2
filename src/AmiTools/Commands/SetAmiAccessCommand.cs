using System.Management.Automation;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Makes images, and the snapshots behind them, shared with exactly those that are named.</summary>
[Cmdlet(VerbsCommon.Set, "AmiAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "To")]
[OutputType(typeof(AmiAccessChange))]
public sealed class SetAmiAccessCommand : AmiAccessCmdlet
{
    /// <summary>With whom.</summary>
    [Parameter(Position = 1, ParameterSetName = "To")]
    [Alias("Principal", "Principals")]
    [ValidateNotNullOrEmpty]
    public string[] To { get; set; } = [];

    /// <summary>With everybody.</summary>
    [Parameter(ParameterSetName = "To")]
    public SwitchParameter Public { get; set; }

    /// <summary>With nobody.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Private")]
    public SwitchParameter Private { get; set; }

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        // Only -Private throws everybody out: nothing, -Private:$false and -Public:$false name nobody.
        if (To.Length == 0 && !Public && !Private)
            throw new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, "Nobody is named.") { Remedy = "Give -To, -Public or -Private.", StopsEverything = true };
        await ChangeAsync(session, batch, AccessAction.Set, To, Public, stop).ConfigureAwait(false);
    }
}

using System.Management.Automation;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Takes snapshots from those that they are shared with.</summary>
[Cmdlet(VerbsSecurity.Revoke, "EbsSnapshotAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Some")]
[OutputType(typeof(EbsSnapshotAccessChange))]
public sealed class RevokeEbsSnapshotAccessCommand : SnapshotAccessCmdlet
{
    /// <summary>From whom.</summary>
    [Parameter(Position = 1, ParameterSetName = "Some")]
    [Alias("Principal", "Principals")]
    [ValidateNotNull]
    public string[] From { get; set; } = [];

    /// <summary>From everybody; accounts that are named keep it.</summary>
    [Parameter(ParameterSetName = "Some")]
    public SwitchParameter Public { get; set; }

    /// <summary>From everybody and all accounts.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "All")]
    public SwitchParameter Private { get; set; }

    // -Private:$false names nobody, and takes nothing from anybody.
    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) =>
        ChangeAsync(session, batch, Private ? AccessAction.Set : AccessAction.Revoke, From, Public, stop);
}

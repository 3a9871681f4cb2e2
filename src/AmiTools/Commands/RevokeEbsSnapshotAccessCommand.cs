using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Takes snapshots from those that they are shared with.</summary>
[Cmdlet(VerbsSecurity.Revoke, "EbsSnapshotAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Some")]
[OutputType(typeof(EbsSnapshotAccessChange))]
public sealed class RevokeEbsSnapshotAccessCommand : SnapshotAccessCmdlet
{
    /// <inheritdoc/>
    [Parameter(ParameterSetName = "Some", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "All", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "PipedSome", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId", Leaves = SecondPlace.Principal)]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public override ResourceReference[]? SnapshotId { get; set; }

    /// <summary>From whom.</summary>
    [Parameter(ParameterSetName = "Some", Position = 1)]
    [Parameter(ParameterSetName = "PipedSome", Position = 0)]
    [Alias("Principal", "Principals")]
    [ValidateNotNull]
    public string[] From { get; set; } = [];

    /// <summary>From everybody; accounts that are named keep it.</summary>
    [Parameter(ParameterSetName = "Some")]
    [Parameter(ParameterSetName = "PipedSome")]
    public SwitchParameter Public { get; set; }

    /// <summary>From everybody and all accounts.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "All")]
    public SwitchParameter Private { get; set; }

    // -Private:$false names nobody, and takes nothing from anybody.
    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) =>
        ChangeAsync(session, batch, Private ? AccessAction.Set : AccessAction.Revoke, From, Public, stop);
}

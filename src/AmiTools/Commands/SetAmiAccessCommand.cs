using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Makes images, and the snapshots behind them, shared with exactly those that are named.</summary>
[Cmdlet(VerbsCommon.Set, "AmiAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "To")]
[OutputType(typeof(AmiAccessChange))]
public sealed class SetAmiAccessCommand : AmiAccessCmdlet
{
    /// <inheritdoc/>
    [Parameter(ParameterSetName = "To", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Private", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "PipedTo", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId", Leaves = SecondPlace.Principal)]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public override ResourceReference[]? ImageId { get; set; }

    /// <summary>With whom.</summary>
    [Parameter(ParameterSetName = "To", Position = 1)]
    [Parameter(ParameterSetName = "PipedTo", Position = 0)]
    [Alias("Principal", "Principals")]
    [ValidateNotNullOrEmpty]
    public string[] To { get; set; } = [];

    /// <summary>With everybody.</summary>
    [Parameter(ParameterSetName = "To")]
    [Parameter(ParameterSetName = "PipedTo")]
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

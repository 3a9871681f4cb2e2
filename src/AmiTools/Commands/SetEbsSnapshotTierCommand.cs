using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Moves snapshots into the archive, and restores them from it.</summary>
[Cmdlet(VerbsCommon.Set, "EbsSnapshotTier", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "Tier")]
[OutputType(typeof(EbsSnapshotTier))]
public sealed class SetEbsSnapshotTierCommand : AmiChangeCmdlet
{
    /// <summary>The snapshots.</summary>
    [Parameter(ParameterSetName = "Tier", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Temporary", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "PipedTier", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId", Leaves = SecondPlace.Tier)]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public ResourceReference[]? SnapshotId { get; set; }

    /// <summary>Where they are to be kept.</summary>
    [Parameter(ParameterSetName = "Tier", Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = "PipedTier", Mandatory = true, Position = 0)]
    [ValidateSet("archive", "standard")]
    public string Tier { get; set; } = "";

    /// <summary>For how many days they are restored.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Temporary")]
    [Alias("TemporaryRestoreDays")]
    public int RestoreDays { get; set; }

    /// <summary>Whether the tier and the way there are returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override ResourceReference[]? Items => SnapshotId;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        EbsSnapshotTierOptions options = new()
        {
            Session = session, SnapshotId = batch, Archive = Tier.Equals("archive", StringComparison.OrdinalIgnoreCase), RestoreDays = ParameterSetName == "Temporary" ? RestoreDays : null,
        };
        EbsSnapshotTierPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (!await ReviewAsync(plan, step => !step.Changes).ConfigureAwait(false)) return;
        await foreach (EbsSnapshotTier result in Engine.RunAsync(plan, EngineEvents, stop).ConfigureAwait(false))
        {
            if (PassThru) await WriteAsync(result).ConfigureAwait(false);
        }
    }
}

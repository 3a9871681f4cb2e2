using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Locks snapshots, so that nobody can delete them for a time.</summary>
[Cmdlet(VerbsCommon.Lock, "EbsSnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "Duration")]
[OutputType(typeof(EbsSnapshotLock))]
public sealed class LockEbsSnapshotCommand : SnapshotLockCmdlet
{
    /// <inheritdoc/>
    [Parameter(ParameterSetName = "Duration", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Until", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "PipedDuration", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId", Leaves = SecondPlace.Number)]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public override ResourceReference[]? SnapshotId { get; set; }

    /// <summary>For how many days.</summary>
    [Parameter(ParameterSetName = "Duration", Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = "PipedDuration", Mandatory = true, Position = 0)]
    [Alias("LockDuration")]
    public int DurationDays { get; set; }

    /// <summary>Until when.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Until")]
    [Alias("ExpirationDate")]
    [Moment]
    [ValidateNotNull]
    public Moment? Until { get; set; }

    /// <summary>Whether it can be unlocked (governance), or by nobody (compliance).</summary>
    [Parameter]
    [Alias("LockMode")]
    [ValidateSet("governance", "compliance")]
    public string Mode { get; set; } = "governance";

    /// <summary>For how many hours a compliance lock can still be taken off.</summary>
    [Parameter]
    [Alias("CoolOffPeriod")]
    public int CoolOffHours { get; set; }

    private protected override EbsSnapshotLockOptions Options(SessionOptions session, IReadOnlyList<ResourceReference> snapshots) => new()
    {
        Session = session, SnapshotId = snapshots, Mode = Mode.ToLowerInvariant(), Until = Until?.After(EngineHost.UtcNow),
        DurationDays = ParameterSetName == "Until" ? null : DurationDays,
        CoolOffHours = Said(nameof(CoolOffHours), CoolOffHours),
    };
}

using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Tests whether instances have good backups that are young enough.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AmiCompliance", DefaultParameterSetName = "ByInstance")]
[OutputType(typeof(AmiCompliance))]
public sealed class TestAmiComplianceCommand : AmiItemCmdlet
{
    /// <summary>The instances.</summary>
    [Parameter(ParameterSetName = "ByInstance", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceIds")]
    [ResourceReferences("InstanceId", Container = "Instances", OrRegion = true)]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public ResourceReference[]? InstanceId { get; set; }

    /// <summary>Tags that select the instances.</summary>
    [Parameter(ParameterSetName = "ByTag", Mandatory = true)]
    [Alias("Tags", "InstanceTag")]
    [Tags]
    [ValidateNotNullOrEmpty]
    public IDictionary<string, string?> Tag { get; set; } = new Dictionary<string, string?>();

    /// <summary>How old the data of a good backup may be.</summary>
    [Parameter]
    [Alias("RecoveryPointObjective", "Rpo")]
    [Duration]
    public TimeSpan MaxAge { get; set; } = ComplianceQuery.DefaultMaxAge;

    /// <summary>In how many regions a good backup must lie.</summary>
    [Parameter]
    [Alias("MinimumRegion")]
    [ValidateRange(1, 100)]
    public int MinRegion { get; set; } = 1;

    /// <summary>Whether only encrypted backups count.</summary>
    [Parameter]
    public SwitchParameter Encrypted { get; set; }

    /// <summary>The regions in which a backup counts.</summary>
    [Parameter]
    [Alias("BackupRegions")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] BackupRegion { get; set; } = [];

    private protected override ResourceReference[]? Items => InstanceId;

    /// <summary>The backups of all regions are read once for all instances.</summary>
    private protected override bool WaitsForAll => true;

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) => TestAsync(session, batch, stop);

    private protected override Task RunWithoutItemsAsync(SessionOptions session, CancellationToken stop) => TestAsync(session, [], stop);

    private Task TestAsync(SessionOptions session, IReadOnlyList<ResourceReference> instances, CancellationToken stop) => WriteAllAsync(Engine.TestAsync(new ComplianceQuery
    {
        Session = session, InstanceId = instances, Tag = Tag.AsReadOnly(), MaxAge = MaxAge, MinRegion = MinRegion, Encrypted = Encrypted, BackupRegion = BackupRegion,
    }, EngineEvents, stop), stop);
}

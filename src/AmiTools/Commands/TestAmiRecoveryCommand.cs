using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Launches backups where nothing reaches them, looks whether they come up, and removes them again.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AmiRecovery", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AmiRecoveryTest))]
public sealed class TestAmiRecoveryCommand : AmiChangeCmdlet
{
    /// <summary>The backups.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId")]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>A text that the console of a machine shows that has come up.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConsoleMarker { get; set; }

    /// <summary>How long a machine may take to come up.</summary>
    [Parameter]
    [ValidateRange(0.01, 8760)]
    public double TimeoutHours { get; set; } = 1;

    /// <summary>The region to launch in.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? DestinationRegion { get; set; }

    /// <summary>The zone.</summary>
    [Parameter]
    [Alias("Zone")]
    [ValidateNotNullOrEmpty]
    public string? AvailabilityZone { get; set; }

    /// <summary>The subnet.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SubnetId { get; set; }

    /// <summary>The instance type.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InstanceType { get; set; }

    /// <summary>What stands in the place of what.</summary>
    [Parameter]
    [Tags]
    [ValidateNotNull]
    public IDictionary<string, string?> Map { get; set; } = new Dictionary<string, string?>();

    /// <summary>The user data as text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserData { get; set; }

    /// <summary>A file that holds the user data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserDataFile { get; set; }

    /// <summary>Whether the user data may be another one than the instance had.</summary>
    [Parameter]
    public SwitchParameter AllowOtherUserData { get; set; }

    /// <summary>Tags for all that is made.</summary>
    [Parameter]
    [Alias("Tags")]
    [Tags]
    [ValidateNotNull]
    public IDictionary<string, string?> Tag { get; set; } = new Dictionary<string, string?>();

    private byte[]? _userData;

    private protected override ResourceReference[]? Items => ImageId;

    private protected override void Prepare()
    {
        base.Prepare();
        _userData = UserDataBytes.Read(this, UserData, UserDataFile);
    }

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        RecoveryTestOptions options = new()
        {
            Session = session,
            ImageId = batch,
            ConsoleMarker = ConsoleMarker,
            Timeout = TimeSpan.FromHours(TimeoutHours),
            DestinationRegion = DestinationRegion,
            AvailabilityZone = AvailabilityZone,
            SubnetId = SubnetId,
            InstanceType = InstanceType,
            Map = TagsAttribute.Values(Map),
            UserData = _userData,
            AllowOtherUserData = AllowOtherUserData,
            Tag = TagsAttribute.Values(Tag),
        };
        RecoveryTestPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, _ => false).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Launches backups where nothing reaches them, looks whether they come up, and removes them again.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AmiRecovery", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AmiRecoveryTest))]
public sealed class TestAmiRecoveryCommand : AmiLaunchCmdlet
{
    /// <summary>A text that the console of a machine shows that has come up.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConsoleMarker { get; set; }

    /// <summary>How long a machine may take to come up.</summary>
    [Parameter]
    [ValidateRange(0.01, 8760)]
    public double TimeoutHours { get; set; } = 1;

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
            UserData = UserDataContent,
            AllowOtherUserData = AllowOtherUserData,
            Tag = TagsAttribute.Values(Tag),
        };
        RecoveryTestPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, _ => false).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Launches new instances from backups, or makes launch templates of them.</summary>
[Cmdlet(VerbsData.Restore, "AmiBackup", DefaultParameterSetName = "Instance", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AmiRestoredInstance), ParameterSetName = ["Instance"])]
[OutputType(typeof(AmiLaunchTemplate), ParameterSetName = ["Template"])]
public sealed class RestoreAmiBackupCommand : AmiLaunchCmdlet
{
    /// <summary>How many instances of each backup there are to be.</summary>
    [Parameter(ParameterSetName = "Instance")]
    public int Count { get; set; } = 1;

    /// <summary>The launch template that is made in place of instances.</summary>
    [Parameter(ParameterSetName = "Template", Mandatory = true)]
    [Alias("LaunchTemplateName")]
    [ValidateNotNullOrEmpty]
    public string? AsLaunchTemplate { get; set; }

    /// <summary>The security groups.</summary>
    [Parameter]
    [Alias("SecurityGroupIds")]
    [ValidateNotNullOrEmpty]
    public string[] SecurityGroupId { get; set; } = [];

    /// <summary>The key pair's name; empty for none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? KeyName { get; set; }

    /// <summary>The name or ARN of the instance profile; empty for none.</summary>
    [Parameter]
    [Alias("InstanceProfileName", "InstanceProfileArn")]
    [AllowEmptyString]
    public string? InstanceProfile { get; set; }

    /// <summary>What tells these instances from others of the same kind.</summary>
    [Parameter(ParameterSetName = "Instance")]
    [ValidateNotNullOrEmpty]
    public string? IdempotencyKey { get; set; }

    /// <summary>Whether to wait until the instances pass AWS's status checks.</summary>
    [Parameter(ParameterSetName = "Instance")]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to wait at the most.</summary>
    [Parameter(ParameterSetName = "Instance")]
    [ValidateRange(0.01, 8760)]
    public double TimeoutHours { get; set; } = 1;

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        LaunchOptions launch = new()
        {
            Session = session,
            ImageId = batch,
            DestinationRegion = DestinationRegion,
            AvailabilityZone = AvailabilityZone,
            SubnetId = SubnetId,
            SecurityGroupId = SecurityGroupId,
            InstanceType = InstanceType,
            KeyName = KeyName,
            InstanceProfile = InstanceProfile,
            Map = TagsAttribute.Values(Map),
            UserData = UserDataContent,
            AllowOtherUserData = AllowOtherUserData,
            Tag = TagsAttribute.Values(Tag),
        };
        if (AsLaunchTemplate is { } name) await TemplateAsync(new BackupTemplateOptions { Launch = launch, Name = name }, stop).ConfigureAwait(false);
        else await RestoreAsync(new BackupRestoreOptions { Launch = launch, Count = Count, IdempotencyKey = IdempotencyKey, Wait = Wait, Timeout = TimeSpan.FromHours(TimeoutHours) }, stop).ConfigureAwait(false);
    }

    private async Task RestoreAsync(BackupRestoreOptions options, CancellationToken stop)
    {
        BackupRestorePlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.Missing == 0).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }

    private async Task TemplateAsync(BackupTemplateOptions options, CancellationToken stop)
    {
        BackupTemplatePlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.Existing is not null).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

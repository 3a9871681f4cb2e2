using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Makes images of instances.</summary>
[Cmdlet(VerbsCommon.New, "AmiBackup", DefaultParameterSetName = "ByInstance", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AmiBackup))]
public sealed class NewAmiBackupCommand : AmiBackupCmdlet
{
    /// <summary>The instances.</summary>
    [Parameter(ParameterSetName = "ByInstance", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Piped", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceIds")]
    [ResourceReferences("InstanceId", Container = "Instances", Leaves = SecondPlace.Template)]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public ResourceReference[]? InstanceId { get; set; }

    /// <summary>Tags that select the instances.</summary>
    [Parameter(ParameterSetName = "ByTag", Mandatory = true)]
    [Alias("InstanceTags")]
    [Tags]
    [ValidateNotNullOrEmpty]
    public IDictionary<string, string?> InstanceTag { get; set; } = new Dictionary<string, string?>();

    /// <summary>The name's template.</summary>
    [Parameter(ParameterSetName = "ByInstance", Position = 1)]
    [Parameter(ParameterSetName = "ByTag", Position = 1)]
    [Parameter(ParameterSetName = "Piped", Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The description's template.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>How the instance is treated.</summary>
    [Parameter]
    public BackupConsistency Consistency { get; set; } = BackupConsistency.NoReboot;

    /// <summary>New sizes in GiB by device name.</summary>
    [Parameter]
    [Alias("GrowVolumes")]
    [VolumeSizes]
    [ValidateNotNull]
    public IDictionary<string, int> GrowVolume { get; set; } = new Dictionary<string, int>();

    /// <summary>Further devices.</summary>
    [Parameter]
    [Alias("AddVolumes")]
    [BlockDevices]
    [ValidateNotNull]
    public AmiBlockDevice[] AddVolume { get; set; } = [];

    /// <summary>Devices or volumes that are left out.</summary>
    [Parameter]
    [Alias("ExcludeVolumes")]
    [ValidateNotNullOrEmpty]
    public string[] ExcludeVolume { get; set; } = [];

    /// <summary>Whether the instance's tags are put on the backup too.</summary>
    [Parameter]
    [Alias("CopyTags")]
    public SwitchParameter CopyTag { get; set; }

    private protected override ResourceReference[]? Items => InstanceId;

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) => BackUpAsync(session, batch, stop);

    private protected override Task RunWithoutItemsAsync(SessionOptions session, CancellationToken stop) => BackUpAsync(session, [], stop);

    private async Task BackUpAsync(SessionOptions session, IReadOnlyList<ResourceReference> instances, CancellationToken stop)
    {
        BackupOptions options = new()
        {
            Session = session,
            InstanceId = instances,
            InstanceTag = InstanceTag.AsReadOnly(),
            Name = Name ?? BackupOptions.DefaultName,
            Description = Description,
            Consistency = Consistency,
            GrowVolume = GrowVolume.AsReadOnly(),
            AddVolume = AddVolume,
            ExcludeVolume = ExcludeVolume,
            Tag = TagsAttribute.Values(Tag),
            CopyTag = CopyTag,
            IdempotencyKey = IdempotencyKey,
            Wait = Wait,
            Timeout = Timeout,
            Force = Force,
        };
        BackupPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.Existing is not null).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

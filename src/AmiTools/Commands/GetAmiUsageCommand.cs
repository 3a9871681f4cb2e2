using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Says whether anything uses images and snapshots.</summary>
[Cmdlet(VerbsCommon.Get, "AmiUsage")]
[OutputType(typeof(AmiUsage))]
public sealed class GetAmiUsageCommand : AmiItemCmdlet
{
    /// <summary>Images and snapshots.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Ids", "ImageId", "SnapshotId")]
    [ResourceReferences("ResourceId", "ImageId", "SnapshotId", "Id")]
    [ArgumentCompleter(typeof(LineageCompleter))]
    public ResourceReference[]? Id { get; set; }

    /// <summary>How many of the newest versions of each launch template count.</summary>
    [Parameter]
    [ValidateRange(1, UsageQuery.DeepestVersionDepth)]
    public int VersionDepth { get; set; } = UsageQuery.DefaultVersionDepth;

    /// <summary>Whether AWS makes a report on other accounts where there is none.</summary>
    [Parameter]
    public SwitchParameter CreateUsageReport { get; set; }

    private protected override ResourceReference[]? Items => Id;

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) =>
        WriteAllAsync(Engine.FindAsync(new UsageQuery { Session = session, Id = batch, VersionDepth = VersionDepth, CreateUsageReport = CreateUsageReport }, EngineEvents, stop), stop);
}

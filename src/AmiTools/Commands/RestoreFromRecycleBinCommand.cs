using System.Collections.Concurrent;
using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Brings images with their snapshots, snapshots and volumes back from the Recycle Bin.</summary>
[Cmdlet(VerbsData.Restore, "FromRecycleBin", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RestoredResource))]
public sealed class RestoreFromRecycleBinCommand : AmiChangeCmdlet
{
    private readonly ConcurrentDictionary<string, (string[] SnapshotIds, DateTime? ExitTime)> _known = new(StringComparer.Ordinal);

    /// <summary>Images, snapshots and volumes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Ids", "ImageId", "SnapshotId", "VolumeId")]
    [ResourceReferences("Id", "ImageId", "SnapshotId", "VolumeId")]
    public ResourceReference[]? Id { get; set; }

    /// <summary>What a piped image knows of its snapshots: Remove-Ami and Get-RecycleBinItem tell.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    public string[] SnapshotIds { get; set; } = [];

    /// <summary>Until when a piped object knows that it could be restored.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    [Alias("RecycleBinExitTime")]
    public DateTime? ExitTime { get; set; }

    /// <summary>How long to wait at the most.</summary>
    [Parameter]
    [ValidateRange(1, 48)]
    public int TimeoutHours { get; set; } = 2;

    private protected override ResourceReference[]? Items => Id;

    private protected override void TakeRecord()
    {
        foreach (ResourceReference item in Id ?? []) _known[item.Id] = (SnapshotIds ?? [], ExitTime?.ToUniversalTime());
        base.TakeRecord();
    }

    private protected override async Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        RestoreOptions options = new() { Session = session, Item = [.. batch.Select(Item)], Timeout = TimeSpan.FromHours(TimeoutHours) };
        RestorePlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => !step.IsInBin && step.Snapshots.All(snapshot => !snapshot.IsInBin)).ConfigureAwait(false))
            await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }

    private RestoreItem Item(ResourceReference reference) => _known.TryGetValue(reference.Id, out var known)
        ? new RestoreItem(reference) { SnapshotIds = known.SnapshotIds, ExitTime = known.ExitTime }
        : new RestoreItem(reference);
}

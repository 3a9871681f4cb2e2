using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Waits until snapshots are completed.</summary>
[Cmdlet(VerbsLifecycle.Wait, "EbsSnapshot")]
[OutputType(typeof(EbsSnapshot))]
public sealed class WaitEbsSnapshotCommand : AmiItemCmdlet
{
    /// <summary>The snapshots.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SnapshotIds")]
    [ResourceReferences("SnapshotId")]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public ResourceReference[]? SnapshotId { get; set; }

    /// <summary>How long to wait at the most.</summary>
    [Parameter]
    [ValidateRange(0.01, 8760)]
    public double TimeoutHours { get; set; } = 24;

    private protected override ResourceReference[]? Items => SnapshotId;

    /// <summary>A batch may wait for hours, and the snapshot that comes after it must not wait for its end.</summary>
    private protected override int Parallelism => int.MaxValue;

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop) => WriteAllAsync(
        Engine.WaitAsync(new SnapshotWaitOptions { Session = session, SnapshotId = batch, Timeout = TimeSpan.FromHours(TimeoutHours) }, EngineEvents, stop), stop);
}

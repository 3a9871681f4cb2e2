using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Loading;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Brings back what was there before changes.</summary>
[Cmdlet(VerbsCommon.Undo, "AmiChange", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "Receipt")]
[OutputType(typeof(AmiUndo))]
public sealed class UndoAmiChangeCommand : AmiChangeCmdlet
{
    private readonly List<AmiChangeReceipt> _receipts = [];
    private string? _path;

    /// <summary>The changes.</summary>
    [Parameter(ParameterSetName = "Receipt", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Receipts")]
    [Receipts]
    [AllowEmptyCollection]
    public AmiChangeReceipt[]? Receipt { get; set; }

    /// <summary>The file of a journal.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Of the journal only what is newer.</summary>
    [Parameter(ParameterSetName = "Path")]
    [Moment]
    [ValidateNotNull]
    public Moment? Since { get; set; }

    /// <summary>How long to wait at the most for what comes back from the Recycle Bin.</summary>
    [Parameter]
    [ValidateRange(1, 48)]
    public int TimeoutHours { get; set; } = 2;

    private protected override ResourceReference[]? Items => Receipt?.Select(receipt => new ResourceReference(receipt.ResourceId, receipt.Region, receipt.AccountId)).ToArray();

    /// <summary>What was there before several changes, only the oldest of them knows.</summary>
    private protected override bool WaitsForAll => true;

    private protected override void Prepare()
    {
        base.Prepare();
        _path = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path);
    }

    private protected override void TakeRecord()
    {
        _receipts.AddRange(Receipt ?? []);
        base.TakeRecord();
    }

    private protected override Task RunAsync(SessionOptions session, IReadOnlyList<ResourceReference> batch, CancellationToken stop)
    {
        HashSet<(string Id, string? Region)> mine = [.. batch.Select(item => (item.Id, item.Region))];
        return UndoAsync(session, [.. _receipts.Where(receipt => mine.Contains((receipt.ResourceId, receipt.Region)))], stop);
    }

    private protected override Task RunWithoutItemsAsync(SessionOptions session, CancellationToken stop) => UndoAsync(session, [], stop);

    private async Task UndoAsync(SessionOptions session, AmiChangeReceipt[] receipts, CancellationToken stop)
    {
        UndoOptions options = new()
        {
            Session = session, Receipt = receipts, Path = _path, Since = Since?.Before(EngineHost.UtcNow), Timeout = TimeSpan.FromHours(TimeoutHours),
        };
        UndoPlan plan = await Engine.PlanAsync(options, EngineEvents, stop).ConfigureAwait(false);
        if (await ReviewAsync(plan, step => step.IsDone).ConfigureAwait(false)) await WriteAllAsync(Engine.RunAsync(plan, EngineEvents, stop), stop).ConfigureAwait(false);
    }
}

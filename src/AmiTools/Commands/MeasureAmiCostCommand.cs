using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Tells what images, snapshots and the Recycle Bin cost, and what copies would.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "AmiCost")]
[OutputType(typeof(AmiCost), typeof(AmiCostTotal))]
public sealed class MeasureAmiCostCommand : AmiServiceCmdlet
{
    private readonly TaskCompletionSource _allIsGiven = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ResourceReference> _images = [];
    private string? _priceList;

    /// <summary>The images.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImageIds")]
    [ResourceReferences("ImageId", OrRegion = true)]
    [ArgumentCompleter(typeof(ImageIdCompleter))]
    public ResourceReference[]? ImageId { get; set; }

    /// <summary>Regions that the images might be copied to.</summary>
    [Parameter]
    [Alias("CopyTo", "DestinationRegions")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] DestinationRegion { get; set; } = [];

    /// <summary>Counts the blocks that snapshots do not share.</summary>
    [Parameter]
    public SwitchParameter CountBlock { get; set; }

    /// <summary>A file with prices.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PriceList { get; set; }

    private protected override void Prepare()
    {
        base.Prepare();
        _priceList = PriceList is null ? null : GetUnresolvedProviderPathFromPSPath(PriceList);
    }

    private protected override void TakeRecord() => _images.AddRange((ImageId ?? []).Select(image => image.Region is null && PipedRegion is { } region ? image.In(region) : image));

    private protected override void EndInput() => _allIsGiven.TrySetResult();

    private protected override async Task RunAsync(SessionOptions session, CancellationToken stop)
    {
        // One sum of all: a snapshot that two images have is counted once.
        await _allIsGiven.Task.WaitAsync(stop).ConfigureAwait(false);
        ResourceReference[] images = [.. _images.Where(image => Sessions.For(image).Contains(session))];
        // An empty pipeline asks for nothing, least of all for everything.
        if (images.Length == 0 && (_images.Count > 0 || MyInvocation.ExpectingInput)) return;
        AmiCostReport report = await Engine.MeasureAsync(new CostOptions { Session = session, ImageId = images, DestinationRegion = DestinationRegion, CountBlock = CountBlock, PriceList = _priceList }, EngineEvents, stop).ConfigureAwait(false);
        foreach (AmiCost cost in report.Costs) await WriteAsync(cost).ConfigureAwait(false);
        await WriteAsync(report.Total).ConfigureAwait(false);
    }
}

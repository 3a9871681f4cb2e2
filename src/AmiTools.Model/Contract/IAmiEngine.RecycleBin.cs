namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>What lies in the Recycle Bin, region by region.</summary>
    IAsyncEnumerable<RecycleBinItem> FindAsync(RecycleBinQuery query, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>The rules of the Recycle Bin. A region and kind without a rule has the bin switched off: said as a warning.</summary>
    IAsyncEnumerable<RecycleBinRule> FindAsync(RecycleBinRuleQuery query, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what making rules would do.</summary>
    Task<RecycleBinRulePlan> PlanAsync(NewRecycleBinRuleOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Makes the approved rules.</summary>
    IAsyncEnumerable<RecycleBinRule> RunAsync(RecycleBinRulePlan plan, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what a restore would bring back.</summary>
    Task<RestorePlan> PlanAsync(RestoreOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Brings the approved items back: an image's snapshots first, then the image; each result comes when it has been verified.</summary>
    IAsyncEnumerable<RestoredResource> RunAsync(RestorePlan plan, IEngineEvents events, CancellationToken cancellationToken);
}

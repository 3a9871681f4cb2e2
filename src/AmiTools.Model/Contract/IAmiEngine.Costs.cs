namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Measures what images, snapshots, the Recycle Bin and fast restores cost, and what copies would. What a region does not let be read is a failure, and is missing in the sum, which says so.</summary>
    /// <exception cref="AmiException">The price list cannot be read, or nothing can be measured at all.</exception>
    Task<AmiCostReport> MeasureAsync(CostOptions options, IEngineEvents events, CancellationToken cancellationToken);
}

using AmiTools.Engine.Costs;
using AmiTools.Engine.Pricing;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<AmiCostReport> MeasureAsync(CostOptions options, IEngineEvents events, CancellationToken cancellationToken)
    {
        // A list that cannot be read costs no call.
        PriceList prices = options.PriceList is { } path ? new PriceFile(path).Read() : PriceList.BuiltIn;
        return await new CostRunner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options, prices, events).RunAsync(cancellationToken).ConfigureAwait(false);
    }
}

using AmiTools.Engine.RecycleBin;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public IAsyncEnumerable<RecycleBinItem> FindAsync(RecycleBinQuery query, IEngineEvents events, CancellationToken cancellationToken) => new BinFinder(_sessions).FindAsync(query, events, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<RecycleBinRule> FindAsync(RecycleBinRuleQuery query, IEngineEvents events, CancellationToken cancellationToken) => new RuleFinder(_sessions).FindAsync(query, events, cancellationToken);

    /// <inheritdoc />
    public Task<RecycleBinRulePlan> PlanAsync(NewRecycleBinRuleOptions options, IEngineEvents events, CancellationToken cancellationToken) => new RulePlanner(_sessions).PlanAsync(options, events, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<RecycleBinRule> RunAsync(RecycleBinRulePlan plan, IEngineEvents events, CancellationToken cancellationToken) => new RuleRunner(_sessions).RunAsync(plan, events, cancellationToken);

    /// <inheritdoc />
    public async Task<RecycleBinRuleChangePlan> PlanAsync(RecycleBinRuleChangeOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new RuleChangePlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<RecycleBinRule> RunAsync(RecycleBinRuleChangePlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new RuleChangeRunner(session, plan, events).RunAsync(token), cancellationToken);

    /// <inheritdoc />
    public Task<RestorePlan> PlanAsync(RestoreOptions options, IEngineEvents events, CancellationToken cancellationToken) => new RestorePlanner(_sessions).PlanAsync(options, events, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<RestoredResource> RunAsync(RestorePlan plan, IEngineEvents events, CancellationToken cancellationToken) => new RestoreRunner(_sessions).RunAsync(plan, events, cancellationToken);
}

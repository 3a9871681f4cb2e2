using AmiTools.Engine.Storing;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<ExportPlan> PlanAsync(ExportOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new ExportPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiExport> RunAsync(ExportPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new ExportRunner(session, plan, events).RunAsync(token), cancellationToken);

    /// <inheritdoc />
    public async Task<ImportPlan> PlanAsync(ImportOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new ImportPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiImport> RunAsync(ImportPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new ImportRunner(session, plan, events).RunAsync(token), cancellationToken);
}

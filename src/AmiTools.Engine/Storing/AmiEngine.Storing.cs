using System.Runtime.CompilerServices;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Storing;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<ExportPlan> PlanAsync(ExportOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new ExportPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<AmiExport> RunAsync(ExportPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiExport export in new ExportRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return export;
    }

    /// <inheritdoc />
    public async Task<ImportPlan> PlanAsync(ImportOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new ImportPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<AmiImport> RunAsync(ImportPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiImport image in new ImportRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return image;
    }
}

using System.Runtime.CompilerServices;
using AmiTools.Engine.Restoring;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<BackupRestorePlan> PlanAsync(BackupRestoreOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new BackupRestorePlanner(await _sessions.OpenAsync(options.Launch.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<AmiRestoredInstance> RunAsync(BackupRestorePlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Launch.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiRestoredInstance instance in new BackupRestoreRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return instance;
    }

    /// <inheritdoc />
    public async Task<BackupTemplatePlan> PlanAsync(BackupTemplateOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new BackupTemplatePlanner(await _sessions.OpenAsync(options.Launch.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<AmiLaunchTemplate> RunAsync(BackupTemplatePlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Launch.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiLaunchTemplate template in new BackupTemplateRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return template;
    }
}

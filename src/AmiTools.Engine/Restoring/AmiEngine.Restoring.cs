using AmiTools.Engine.Restoring;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<BackupRestorePlan> PlanAsync(BackupRestoreOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new BackupRestorePlanner(await _sessions.OpenAsync(options.Launch.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiRestoredInstance> RunAsync(BackupRestorePlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Launch.Session, (session, token) => new BackupRestoreRunner(session, plan, events).RunAsync(token), cancellationToken);

    /// <inheritdoc />
    public async Task<BackupTemplatePlan> PlanAsync(BackupTemplateOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new BackupTemplatePlanner(await _sessions.OpenAsync(options.Launch.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiLaunchTemplate> RunAsync(BackupTemplatePlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Launch.Session, (session, token) => new BackupTemplateRunner(session, plan, events).RunAsync(token), cancellationToken);
}

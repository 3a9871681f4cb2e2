using AmiTools.Engine.Backup;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<BackupPlan> PlanAsync(BackupOptions options, IEngineEvents events, CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false);
        return await new BackupPlanner(session, options).PlanAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<AmiBackup> RunAsync(BackupPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new BackupRunner(session, plan, events).RunAsync(token), cancellationToken);
}

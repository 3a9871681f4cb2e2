using System.Runtime.CompilerServices;
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
    public async IAsyncEnumerable<AmiBackup> RunAsync(BackupPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiBackup backup in new BackupRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return backup;
    }
}

namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what launching backups would do, and everything that is missing for it: all of it before the first launch.</summary>
    Task<BackupRestorePlan> PlanAsync(BackupRestoreOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Launches the instances of the approved steps that are not there yet; each comes as it is launched, or passes its status checks where that is waited for.</summary>
    IAsyncEnumerable<AmiRestoredInstance> RunAsync(BackupRestorePlan plan, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what making launch templates of backups would do, with the same checks.</summary>
    Task<BackupTemplatePlan> PlanAsync(BackupTemplateOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Makes the templates, or new versions of those that are there.</summary>
    IAsyncEnumerable<AmiLaunchTemplate> RunAsync(BackupTemplatePlan plan, IEngineEvents events, CancellationToken cancellationToken);
}

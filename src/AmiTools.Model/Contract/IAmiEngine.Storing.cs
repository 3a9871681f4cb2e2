namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what storing images in S3 would do, and finds the tasks that do it already.</summary>
    Task<ExportPlan> PlanAsync(ExportOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Stores the approved images; each result comes when its task is begun, or done where it is waited for.</summary>
    IAsyncEnumerable<AmiExport> RunAsync(ExportPlan plan, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what making images of objects in S3 would do, and finds those that are made already.</summary>
    Task<ImportPlan> PlanAsync(ImportOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Makes the approved images; each result comes when it is begun, or available where it is waited for.</summary>
    IAsyncEnumerable<AmiImport> RunAsync(ImportPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}

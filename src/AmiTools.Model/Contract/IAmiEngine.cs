namespace AmiTools;

/// <summary>The verbs of the module, as the cmdlets, the demo and the tests call them. One instance serves a whole process and any number of commands at a time.</summary>
/// <remarks>
/// <para>A plan is made by reads alone, and puts what would fail into its problems, not to the events; whoever shows the plan reports them. A run changes what the plan's approved steps name, and nothing else.</para>
/// <para>One failed item never stops the others: it goes to <see cref="IEngineEvents.FailAsync"/>. A method throws an <see cref="AmiException"/> only where nothing at all can be done,
/// and <see cref="OperationCanceledException"/> when its token is cancelled.</para>
/// </remarks>
public partial interface IAmiEngine
{
    /// <summary>The regions that the session means: its names and wildcards resolved, or the default region.</summary>
    /// <exception cref="AmiException"><c>NoRegion</c>, <c>RegionNotFound</c>, <c>RegionNotEnabled</c>.</exception>
    Task<IReadOnlyList<string>> ResolveRegionsAsync(SessionOptions session, CancellationToken cancellationToken);

    /// <summary>The images that the query names, page by page as AWS delivers them.</summary>
    IAsyncEnumerable<Ami> FindAsync(AmiQuery query, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what a backup would do.</summary>
    Task<BackupPlan> PlanAsync(BackupOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Carries out the approved steps of a backup plan; each result comes as it ends.</summary>
    IAsyncEnumerable<AmiBackup> RunAsync(BackupPlan plan, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what a copy would do, and everything that would make it fail.</summary>
    Task<CopyPlan> PlanAsync(CopyOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Carries out the approved steps of a copy plan; each region's result comes as it ends.</summary>
    IAsyncEnumerable<AmiCopy> RunAsync(CopyPlan plan, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Waits until each image is available, and yields it then. A failed image, a missing one and one whose time ran out go to the events.</summary>
    IAsyncEnumerable<Ami> WaitAsync(WaitOptions options, IEngineEvents events, CancellationToken cancellationToken);
}

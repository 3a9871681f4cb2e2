namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Draws the lineage of images, snapshots, volumes and instances. Only reads.</summary>
    /// <returns>The graph, whose gaps say what could not be read, each of them told to the events too; null where roots were given and none of them can be found.</returns>
    Task<AmiSnapshotGraph?> MapAsync(GraphOptions options, IEngineEvents events, CancellationToken cancellationToken);
}

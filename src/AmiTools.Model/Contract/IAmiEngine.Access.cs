namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Who may use images, their snapshots and keys; each comes as it is read. What could not be read is in the object, and not a failure, as long as something could.</summary>
    IAsyncEnumerable<AmiAccess> FindAsync(AccessQuery query, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what a change of sharing would do, and everything that AWS would refuse: keys that cannot be shared, blocked public access, images that are not available.</summary>
    Task<AccessPlan> PlanAsync(AccessOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Carries out the approved steps. Access is given to the snapshots first and to the image last, and taken in the other order, so that nobody may launch what they cannot copy.</summary>
    IAsyncEnumerable<AmiAccessChange> RunAsync(AccessPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}

namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>
    /// Tests for each instance whether it has good backups, young enough, in enough regions. Only reads. What could not be read leaves the verdict unknown, and is a reason of its own.
    /// </summary>
    /// <exception cref="AmiException">The query cannot be meant.</exception>
    IAsyncEnumerable<AmiCompliance> TestAsync(ComplianceQuery query, IEngineEvents events, CancellationToken cancellationToken);
}

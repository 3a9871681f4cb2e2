namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what making volumes of snapshots, and attaching them, would do. Everything that AWS would refuse is a problem, found before any change.</summary>
    Task<VolumeRestorePlan> PlanAsync(VolumeRestoreOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Makes and attaches the volumes of the approved steps. A volume that is to be replaced is taken off when the new one is there, and put back where the new one does not get into its place.</summary>
    IAsyncEnumerable<EbsVolumeRestore> RunAsync(VolumeRestorePlan plan, IEngineEvents events, CancellationToken cancellationToken);
}

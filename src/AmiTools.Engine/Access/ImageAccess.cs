using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Keys;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Access;

/// <summary>Who may use one image, as far as it could be read.</summary>
/// <param name="Region">Where it is.</param>
/// <param name="Aws">The image as AWS tells it.</param>
/// <param name="SharedWith">Who may launch it; null where that could not be read.</param>
/// <param name="Snapshots">The snapshots behind it.</param>
/// <param name="Keys">The keys that encrypt them, as far as the snapshots tell them.</param>
/// <param name="Failures">What could not be read.</param>
internal sealed record ImageAccess(RegionSession Region, Image Aws, string[]? SharedWith, IReadOnlyList<SnapshotAccess> Snapshots, IReadOnlyList<KeyFacts> Keys, IReadOnlyList<AmiException> Failures)
{
    /// <summary>The image as the module shows it.</summary>
    public Ami Image { get; } = Aws.ToAmi(Region.Name, Region.Time.GetUtcNow());
}

/// <summary>Who may use one snapshot.</summary>
/// <param name="SnapshotId">The snapshot.</param>
/// <param name="SharedWith">Who; null where that could not be read.</param>
/// <param name="Snapshot">The snapshot as AWS tells it; null where it was not asked for, or could not be read.</param>
internal sealed record SnapshotAccess(string SnapshotId, string[]? SharedWith, Snapshot? Snapshot)
{
    /// <summary>The key that encrypts it; null where none does, or nothing tells.</summary>
    public string? KmsKeyId => string.IsNullOrEmpty(Snapshot?.KmsKeyId) ? null : Snapshot.KmsKeyId;
}

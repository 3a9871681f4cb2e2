namespace AmiTools;

/// <summary>Who may use an image: the image, the snapshots behind it and the keys that encrypt them, side by side.</summary>
public sealed class AmiAccess : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>AWS's word for its state.</summary>
    public string State { get; init; } = "";

    /// <summary>Whether it is shared, and wholly.</summary>
    public required AmiSharing Sharing { get; init; }

    /// <summary>Who may launch it besides its owner: accounts, <c>all</c>, ARNs of organisations and organisational units.</summary>
    public IReadOnlyList<string> SharedWith { get; init => field = Indexable.List(value); } = [];

    /// <summary>Whether everybody may launch it.</summary>
    public bool IsPublic => SharedWith.Contains(AmiPrincipals.Everybody);

    /// <summary>The snapshots behind it.</summary>
    public IReadOnlyList<AmiSnapshotAccess> Snapshots { get; init => field = Indexable.List(value); } = [];

    /// <summary>The keys that encrypt them.</summary>
    public IReadOnlyList<AmiKeyAccess> Keys { get; init => field = Indexable.List(value); } = [];

    /// <summary>What somebody who may launch it cannot do, or somebody can do who may not launch it, a sentence each, with the command that mends it.</summary>
    public IReadOnlyList<string> Gaps { get; init => field = Indexable.List(value); } = [];

    /// <summary>Whom its tags name as those that it was shared with when it was disabled.</summary>
    public IReadOnlyList<string> KeptAccess { get; init => field = Indexable.List(value); } = [];

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}

/// <summary>Whether an image is shared. The numbers are fixed.</summary>
public enum AmiSharing
{
    /// <summary>Only its owner may use it.</summary>
    Private = 0,

    /// <summary>It is shared, and so is all that is behind it.</summary>
    Shared = 1,

    /// <summary>It and its snapshots are not shared with the same accounts, or a key stands in the way.</summary>
    HalfShared = 2,

    /// <summary>It could not be read.</summary>
    Unknown = 3,
}

/// <summary>AWS's words for those that something is shared with.</summary>
public static class AmiPrincipals
{
    /// <summary>Everybody: the group <c>all</c>.</summary>
    public const string Everybody = "all";
}

/// <summary>Who may make volumes and copies of a snapshot.</summary>
public sealed class AmiSnapshotAccess
{
    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Who may use it besides its owner: accounts and <c>all</c>. AWS shares snapshots with nothing else.</summary>
    public IReadOnlyList<string> SharedWith { get; init => field = Indexable.List(value); } = [];

    /// <summary>Whether <see cref="SharedWith"/> could be read.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>The ARN of the key that encrypts it; null where it is not encrypted, or that could not be read.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The id and the number of those that it is shared with.</summary>
    public override string ToString() => $"{SnapshotId} ({(IsKnown ? SharedWith.Count : "?")})";
}

/// <summary>A key that snapshots of an image are encrypted with.</summary>
public sealed class AmiKeyAccess
{
    /// <summary>Its ARN, as the snapshots name it.</summary>
    public required string KmsKeyId { get; init; }

    /// <summary>AWS's word for its state: <c>Enabled</c>, <c>Disabled</c>, <c>PendingDeletion</c>, ...; empty where it could not be read.</summary>
    public string State { get; init; } = "";

    /// <summary>Whether AWS manages it (<c>aws/ebs</c>): what it encrypts can never be shared. Null where the key could not be read.</summary>
    public bool? IsAwsManaged { get; init; }

    /// <summary>The statements that the key's policy needs for those that the image is shared with, as a JSON array; empty where it is shared with nobody. Sharing an image never shares its keys, and whether the policy has it already is not read.</summary>
    public string PolicyStatement { get; init; } = "";

    /// <summary>The ARN.</summary>
    public override string ToString() => KmsKeyId;
}

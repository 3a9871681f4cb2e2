namespace AmiTools;

/// <summary>What copying snapshots would do.</summary>
public sealed class EbsSnapshotCopyPlan : Plan<EbsSnapshotCopyStep>
{
    /// <summary>What was asked for.</summary>
    public required EbsSnapshotCopyOptions Options { get; init; }
}

/// <summary>One snapshot to be copied to one region.</summary>
public sealed class EbsSnapshotCopyStep : PlanStep
{
    /// <summary>What the user gave.</summary>
    public required string Given { get; init; }

    /// <summary>The snapshot.</summary>
    public required EbsSnapshot Source { get; init; }

    /// <summary>The region that it is copied to.</summary>
    public required string DestinationRegion { get; init; }

    /// <summary>The copy's description, expanded.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether the copy asks for encryption.</summary>
    public bool Encrypted { get; init; }

    /// <summary>The key that the copy is encrypted with, as the user named it; null for the default key or none.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The ARN of that key; null where there is none, or it could not be read.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>The most that can be transferred, in GiB: the snapshot's data, or its volume's size where AWS does not tell. Later copies of a volume transfer changed blocks only.</summary>
    public int TransferGiB { get; init; }

    /// <summary>What the transfer would cost at the most, in US dollars, estimated from list prices; 0 within a region.</summary>
    public decimal EstimatedTransferCost { get; init; }

    /// <summary>The copy that is there already and makes this step do nothing but return it; null where one is made.</summary>
    public EbsSnapshotCopy? Existing { get; init; }
}

namespace AmiTools.Simulator;

/// <summary>A report on who uses an image.</summary>
internal sealed class SimUsageReport : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "image-usage-report";

    public required string ImageId { get; init; }

    /// <summary><c>pending</c>, <c>available</c> or <c>error</c>.</summary>
    public string State { get; set; } = "pending";

    public string? StateReason { get; set; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required IReadOnlyList<Amazon.EC2.Model.ImageUsageResourceTypeRequest> ResourceTypes { get; init; }

    public required IReadOnlyList<string> AccountIds { get; init; }

    /// <summary>What was found, once it is available.</summary>
    public List<SimUsageEntry> Entries { get; } = [];
}

/// <summary>How often one account uses an image in one way.</summary>
internal sealed record SimUsageEntry(SimUsageReport Report, string AccountId, string ResourceType, long Count, long Sequence);

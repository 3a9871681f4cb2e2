namespace AmiTools.Simulator;

/// <summary>The storing of an AMI in a bucket.</summary>
internal sealed class SimStoreTask : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "store-image-task";

    public required string ImageId { get; init; }

    public required string Bucket { get; init; }

    public required string ObjectKey { get; init; }

    /// <summary>GiB that count towards the quota while it is in progress.</summary>
    public required int SizeGiB { get; init; }

    /// <summary>When it is done.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary><c>InProgress</c>, <c>Completed</c> or <c>Failed</c>.</summary>
    public string State { get; set; } = "InProgress";

    public string? FailureReason { get; set; }

    /// <summary>Percent, 0 to 100.</summary>
    public int PercentAt(DateTimeOffset now) => State switch
    {
        "Completed" => 100,
        "Failed" => 0,
        _ => (int)Math.Clamp((now - CreatedAt) / (End - CreatedAt) * 100, 0, 99),
    };
}

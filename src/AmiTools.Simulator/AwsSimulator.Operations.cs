namespace AmiTools.Simulator;

public sealed partial class AwsSimulator
{
    /// <summary>What fails late.</summary>
    public MishapPlan Mishaps { get; } = new();

    /// <summary>Buckets of S3, by name. There is no S3 in the simulator to make them: add those whose manifests an account is to be kept from.</summary>
    public Dictionary<string, SimBucket> Buckets { get; } = new(StringComparer.Ordinal);
}

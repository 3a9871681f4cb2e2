namespace AmiTools.Simulator;

public sealed partial class AwsSimulator
{
    /// <summary>What fails late.</summary>
    public MishapPlan Mishaps { get; } = new();

    /// <summary>Buckets of S3, by name. There is no S3 in the simulator to make them: add those that AMIs are stored in, and those whose manifests an account is to be kept from.</summary>
    public Dictionary<string, SimBucket> Buckets { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a bucket.</summary>
    /// <param name="name">Unique in all of AWS.</param>
    /// <param name="region">Where it is.</param>
    /// <param name="owner">Whose it is; null for the default account.</param>
    public SimBucket AddBucket(string name, string region, string? owner = null) => Buckets[name] = new SimBucket(name, region, owner ?? DefaultAccountId);
}

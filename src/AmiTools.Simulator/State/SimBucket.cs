namespace AmiTools.Simulator;

/// <summary>An S3 bucket, as far as it matters who may read it.</summary>
/// <param name="name">Unique in all of AWS.</param>
/// <param name="region">Where it is.</param>
/// <param name="ownerId">The account that owns it.</param>
public sealed class SimBucket(string name, string region, string ownerId)
{
    /// <summary>Unique in all of AWS.</summary>
    public string Name { get; } = name;

    /// <summary>Where it is.</summary>
    public string Region { get; } = region;

    /// <summary>The account that owns it.</summary>
    public string OwnerId { get; } = ownerId;

    /// <summary>Other accounts that may read from it.</summary>
    public HashSet<string> SharedWith { get; } = [];

    /// <summary>Whether an account may use it.</summary>
    public bool IsOpenTo(string accountId) => accountId == OwnerId || SharedWith.Contains(accountId);
}

namespace AmiTools.Simulator;

/// <summary>An S3 bucket, as far as it matters who may use it and which AMIs are stored in it.</summary>
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

    /// <summary>Other accounts that may use it.</summary>
    public HashSet<string> SharedWith { get; } = [];

    /// <summary>The AMIs that are stored in it, by key.</summary>
    public Dictionary<string, SimStoredImage> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an account may use it.</summary>
    public bool IsOpenTo(string accountId) => accountId == OwnerId || SharedWith.Contains(accountId);
}
